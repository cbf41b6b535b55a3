import { Fault, type Tenant } from '@steckwerk/kernel'
import { databaseFault } from '../connection/faults.ts'
import { tenantStep, within, type Database, type TenantRunner } from '../connection/database.ts'
import type { Link } from '../connection/link.ts'
import type { Step, StepResult } from '../connection/steps.ts'
import type { IndexHash } from '../search/index-hash.ts'
import type { Searcher } from '../search/searcher.ts'
import { emitStep } from '../write/statements.ts'
import { TenantWriter } from './writer.ts'

const begin: Step = { name: 'st_begin', text: 'begin' }
const commit: Step = { name: 'st_commit', text: 'commit' }

/** One transaction on a lent connection; tenants take turns in it (group commit of several carriers). */
export class Transaction {
  readonly #link: Link
  readonly #database: Database
  readonly #hash: IndexHash
  readonly #searcher: Searcher
  /** The first failure, also of a statement nobody waited for. */
  #failure: unknown
  #pending: Promise<unknown>[] = []

  constructor(link: Link, database: Database, hash: IndexHash, searcher: Searcher) {
    this.#link = link
    this.#database = database
    this.#hash = hash
    this.#searcher = searcher
    this.#send([begin])
  }

  /** Runs work as a tenant and writes its events. Not to be called for a second tenant before this one is done. */
  async as<T>(tenant: Tenant, work: (writer: TenantWriter) => Promise<T>): Promise<T> {
    this.#send([tenantStep(tenant)])
    const inner = within(this.#link, this.#database)
    const runner: TenantRunner = { run: (step) => this.#keep(inner.run(step)), sql: (statement) => this.#keep(inner.sql(statement)) }
    const fail = (thrown: unknown): void => {
      this.#failure ??= thrown
    }
    const writer = new TenantWriter(tenant, runner, this.#link, fail, this.#hash, this.#searcher)
    const value = await work(writer)
    const events = await writer.events()
    if (events.length > 0) this.#send([emitStep(events.map((event) => event.topic), events.map((event) => event.payload))])
    return value
  }

  /** Commits, unless any statement failed. Faults: that failure's; store/unavailable where the answer was lost, and then
   *  nobody knows whether it was committed. */
  async commit(): Promise<void> {
    await Promise.all(this.#pending)
    if (this.#failure !== undefined) throw databaseFault(this.#failure)
    const [answer] = await this.#link.run([commit])
    // COMMIT of a failed transaction is answered by ROLLBACK.
    if (answer!.command !== 'COMMIT') throw new Fault('internal', 'store/rolled-back', 'The database rolled the transaction back; nothing was changed.')
  }

  async rollback(): Promise<void> {
    if (this.#link.dead) return
    try {
      await this.#link.run([{ name: 'st_rollback', text: 'rollback' }])
    } catch {
      this.#link.cut()
    }
  }

  #send(steps: readonly Step[]): void {
    void this.#keep(this.#link.run(steps)).catch(() => {})
  }

  #keep<T extends StepResult | StepResult[]>(answer: Promise<T>): Promise<T> {
    this.#pending.push(answer.catch((error: unknown) => (this.#failure ??= error)))
    return answer
  }
}
