import { typeName, type ResourceKey } from '@steckwerk/fhir'
import { sql } from '@steckwerk/kernel'
import { notInView } from '../connection/faults.ts'
import type { TenantRunner } from '../connection/database.ts'
import type { Change, Stored } from '../contract.ts'
import type { Letter } from '../view/prepared-view.ts'
import { keysInView } from '../view/rows-in-view.ts'
import type { Sight } from '../view/sight.ts'
import { keyOf } from '../write/apply.ts'

/** Holds a transaction's changes to a view: what is changed must be in view before, with update or delete, and what has been written must be at the
 *  transaction's end, with create or update. So one may write what becomes visible only by what is written beside it. */
export class WriteGuard {
  readonly #sight: Sight
  readonly #runner: TenantRunner
  readonly #written = new Map<string, { readonly key: ResourceKey; readonly letter: Letter }>()

  constructor(sight: Sight, runner: TenantRunner) {
    this.#sight = sight
    this.#runner = runner
  }

  /** Keys of the changes that may not be made to what there is; also of deleted ones, which must not come back under another's eyes. */
  async refused(changes: readonly Change[], current: ReadonlyMap<string, Stored>): Promise<ReadonlySet<string>> {
    const there = changes.filter((change) => current.has(keyOf(change.type, change.id)))
    const [puts, deletes] = await Promise.all([
      this.#outside('u', there.filter(({ kind }) => kind === 'put')),
      this.#outside('d', there.filter(({ kind }) => kind === 'delete')),
    ])
    return new Set([...puts, ...deletes])
  }

  wrote(changed: readonly Stored[], before: ReadonlyMap<string, Stored>): void {
    for (const { type, id, text } of changed) {
      const name = keyOf(type, id)
      const letter = this.#written.get(name)?.letter ?? (before.get(name)?.text === undefined ? 'c' : 'u')
      if (text === undefined) this.#written.delete(name)
      else this.#written.set(name, { key: { type, id }, letter })
    }
  }

  /** Faults: store/not-in-view. */
  async check(): Promise<void> {
    const written = [...this.#written.values()]
    const outside = await Promise.all((['c', 'u'] as const).map((letter) => this.#outside(letter, written.filter((one) => one.letter === letter).map((one) => one.key))))
    if (outside.some((keys) => keys.length > 0)) throw notInView()
  }

  async #outside(letter: Letter, keys: readonly ResourceKey[]): Promise<readonly string[]> {
    if (keys.length === 0) return []
    const names = keys.map((key) => keyOf(key.type, key.id))
    const seen = await this.#sight.rows(letter, [...new Set(keys.map((key) => key.type))], sql`r`)
    if (seen === 'all') return []
    if (seen === 'none') return names
    const { rows } = await this.#runner.sql(keysInView(keys, seen))
    const inside = new Set((rows as { rt: number; id: string }[]).map(({ rt, id }) => keyOf(typeName(rt), id)))
    return names.filter((name) => !inside.has(name))
  }
}
