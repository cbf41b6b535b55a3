import { hash } from 'node:crypto'
import type { SearchQuery } from '@steckwerk/fhir'
import type { Driver } from './drivers.ts'

/** What answered a search whose first window along its order did not fill the page. */
export interface Detour {
  /** What collects it. */
  readonly driver: Driver
  /** The wider window filled the page: nothing need be collected. */
  readonly walkedWide: boolean
}

const keptMs = 60_000
const mostKept = 2_000

/** Remembers for a minute which searches the newest rows do not answer (what is frequent in all is missing among the latest), so that
 *  those who ask again do not pay for the first guess again. Either way of answering is right at any time; only its cost changes. */
export class Detours {
  readonly #known = new Map<string, Detour & { readonly until: number }>()

  keyOf(tenant: number, { type, conditions, sort, cursor }: SearchQuery): string {
    return hash('sha1', JSON.stringify([tenant, type, conditions, sort, cursor]), 'base64')
  }

  of(key: string): Detour | undefined {
    const known = this.#known.get(key)
    return known === undefined || known.until < performance.now() ? undefined : known
  }

  keep(key: string, detour: Detour): void {
    this.#known.delete(key)
    if (this.#known.size >= mostKept) this.#known.delete(this.#known.keys().next().value!)
    this.#known.set(key, { ...detour, until: performance.now() + keptMs })
  }
}
