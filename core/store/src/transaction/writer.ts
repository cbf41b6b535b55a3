import { Fault } from '@steckwerk/kernel'
import type { ResourceKey, SearchQuery } from '@steckwerk/fhir'
import type { TenantRunner } from '../connection/database.ts'
import type { AuditRow, Change, CompartmentQuery, FhirChange, HistoryQuery, HistoryResult, SearchResult, Stored, Writer } from '../contract.ts'
import { TenantReader, type Asking, type CompartmentPage, type Lookups } from '../read/reader.ts'
import { requireNetworkTypes } from '../network-types.ts'
import type { IndexHash } from '../search/index-hash.ts'
import { keyOf, planChanges } from '../write/apply.ts'
import { lockStep } from './lock.ts'
import { WriteGuard } from './write-guard.ts'

const nobody: ReadonlySet<string> = new Set()

/** Writes of one tenant inside one transaction. What it has read it does not read again before writing: the version
 *  in the write's own condition guards against a change in between. */
export class TenantWriter extends TenantReader implements Writer {
  protected override readonly patient = false
  readonly #now: Promise<number>
  readonly #fail: (thrown: unknown) => void
  readonly #hash: IndexHash
  readonly #network: boolean
  /** undefined = everything may be written. */
  readonly #guard: WriteGuard | undefined
  /** undefined as a value = known not to exist. */
  readonly #seen = new Map<string, Stored | undefined>()
  readonly #items: FhirChange['items'][number][] = []
  readonly #events: { topic: string; payload: string }[] = []
  /** What goes into the access log with the transaction. */
  readonly notes: AuditRow[] = []
  #last: Promise<unknown> = Promise.resolve()

  /** `now` is the database's clock, in milliseconds; `fail` makes the transaction uncommittable. */
  constructor(asking: Asking, runner: TenantRunner, now: Promise<number>, fail: (thrown: unknown) => void, lookups: Lookups) {
    super(asking, runner, lookups)
    this.#guard = asking.sight === undefined ? undefined : new WriteGuard(asking.sight, runner)
    this.#now = now
    this.#fail = fail
    this.#hash = lookups.hash
    this.#network = asking.network === true
  }

  override async get(type: string, id: string): Promise<Stored | undefined> {
    const stored = await super.get(type, id)
    this.#keep(type, id, stored)
    return stored
  }

  override async getMany(keys: readonly ResourceKey[]): Promise<Map<string, Stored>> {
    const found = await super.getMany(keys)
    for (const { type, id } of keys) this.#keep(type, id, found.get(keyOf(type, id)))
    return found
  }

  /** What is not in view may exist all the same. */
  #keep(type: string, id: string, stored: Stored | undefined): void {
    if (stored !== undefined || this.sight === undefined) this.#seen.set(keyOf(type, id), stored)
  }

  /** Sees what this transaction has written before, also what nobody has waited for yet. */
  override async search(query: SearchQuery): Promise<SearchResult> {
    await this.#last
    const found = await super.search(query)
    for (const row of found.rows) {
      const key = keyOf(row.type, row.id)
      if ((this.#seen.get(key)?.version ?? 0) < row.version) this.#seen.set(key, row)
    }
    return found
  }

  override async history(query: HistoryQuery): Promise<HistoryResult> {
    await this.#last
    return super.history(query)
  }

  override async compartment(query: CompartmentQuery): Promise<CompartmentPage> {
    await this.#last
    return super.compartment(query)
  }

  async lock(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.runner.run(lockStep(this.#hash, this.tenant, keys))
  }

  async apply(changes: readonly Change[]): Promise<Stored[]> {
    if (this.#network) requireNetworkTypes(changes)
    const results = await this.#apply(changes, false)
    const fault = results.find((result) => result instanceof Fault)
    if (fault === undefined) return results as Stored[]
    this.#fail(fault)
    throw fault
  }

  /** Does not wait for the database to take them in: only the transaction's end tells whether all of it went in. A change whose
   *  expectation does not hold gives its Fault in its place, and the others go on. */
  applyAhead(changes: readonly Change[]): Promise<(Stored | Fault)[]> {
    return this.#apply(changes, true)
  }

  #apply(changes: readonly Change[], ahead: boolean): Promise<(Stored | Fault)[]> {
    // Calls follow each other even when nobody waits: the next plan needs the rows of the one before.
    const run = this.#last.then(() => this.#rounds(changes, ahead))
    this.#last = run.catch(this.#fail)
    return run
  }

  async #rounds(changes: readonly Change[], ahead: boolean): Promise<(Stored | Fault)[]> {
    const results = new Array<Stored | Fault>(changes.length)
    let left = changes.map((_, i) => i)
    // A second change of the same resource waits for the next round.
    while (left.length > 0) {
      const taken = new Map<string, number>()
      const later: number[] = []
      for (const i of left) {
        const key = keyOf(changes[i]!.type, changes[i]!.id)
        if (taken.has(key)) later.push(i)
        else taken.set(key, i)
      }
      const indexes = [...taken.values()]
      const round = await this.#round(indexes.map((i) => changes[i]!), ahead)
      indexes.forEach((i, at) => (results[i] = round[at]!))
      left = later
    }
    return results
  }

  async #round(changes: readonly Change[], ahead: boolean): Promise<readonly (Stored | Fault)[]> {
    // What must not exist is not looked for: the write's own condition on the version refuses it, should it exist after all. Under a view it may well exist.
    const isAsked = (change: Change): boolean => this.#guard !== undefined || change.expect !== 0
    const unseen = changes.filter((change) => isAsked(change) && !this.#seen.has(keyOf(change.type, change.id)))
    if (unseen.length > 0) await this.#look(unseen)
    const current = new Map<string, Stored>()
    for (const change of changes) {
      const key = keyOf(change.type, change.id)
      const stored = this.#seen.get(key)
      if (stored !== undefined) current.set(key, stored)
    }
    const refused = this.#guard === undefined ? nobody : await this.#guard.refused(changes, current)
    const plan = planChanges(this.#hash, this.tenant, changes, current, await this.#now, refused)
    if (plan.steps.length > 0) {
      const written = this.runner.group(plan.steps)
      // Ahead: the transaction's end waits for it, and hears of a failure.
      if (ahead) written.catch(() => {})
      else await written
    }
    this.#guard?.wrote(plan.changed, current)
    for (const stored of plan.changed) {
      this.#seen.set(keyOf(stored.type, stored.id), stored)
      this.#items.push({ type: stored.type, id: stored.id, version: stored.version, deleted: stored.text === undefined })
    }
    return plan.results
  }

  async #look(keys: readonly ResourceKey[]): Promise<void> {
    const found = new Map((await this.current(keys)).map((row) => [keyOf(row.type, row.id), row]))
    for (const { type, id } of keys) this.#seen.set(keyOf(type, id), found.get(keyOf(type, id)))
  }

  emit(topic: string, payload: object): void {
    this.#events.push({ topic, payload: JSON.stringify(payload) })
  }

  note(row: AuditRow): void {
    this.notes.push(row)
  }

  /** What the outbox gets, once nothing runs any more. Faults: store/not-in-view. */
  async events(): Promise<readonly { topic: string; payload: string }[]> {
    await this.#last
    await this.#guard?.check()
    if (this.#items.length === 0) return this.#events
    return [{ topic: 'fhir.change', payload: JSON.stringify({ items: this.#items } satisfies FhirChange) }, ...this.#events]
  }
}
