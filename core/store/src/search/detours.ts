import { hash } from 'node:crypto'
import type { SearchQuery } from '@steckwerk/fhir'
import type { View } from '@steckwerk/kernel'
import { drivesBy, type Driver } from './drivers.ts'
import { isLink } from './linked-conditions.ts'

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

  readonly #views = new WeakMap<View, number>()
  #count = 0

  /** undefined where nothing is remembered: what collects a chain's targets, or what a view admits to, is right at its moment only. */
  keyOf(tenant: number, { type, conditions, sort, cursor }: SearchQuery, view: View | undefined): string | undefined {
    return conditions.some(isLink) ? undefined : hash('sha1', JSON.stringify([tenant, type, conditions, sort, cursor, this.#numberOf(view)]), 'base64')
  }

  #numberOf(view: View | undefined): number {
    if (view === undefined) return 0
    const number = this.#views.get(view) ?? ++this.#count
    this.#views.set(view, number)
    return number
  }

  of(key: string | undefined): Detour | undefined {
    const known = key === undefined ? undefined : this.#known.get(key)
    return known === undefined || known.until < performance.now() ? undefined : known
  }

  keep(key: string | undefined, detour: Detour): void {
    if (key === undefined || drivesBy('admitted', detour.driver)) return
    this.#known.delete(key)
    if (this.#known.size >= mostKept) this.#known.delete(this.#known.keys().next().value!)
    this.#known.set(key, { ...detour, until: performance.now() + keptMs })
  }
}
