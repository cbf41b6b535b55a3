import { Fault } from '@steckwerk/kernel'
import { databaseFault } from '../connection/faults.ts'
import { within, type Database, type TenantRunner } from '../connection/database.ts'
import type { Link } from '../connection/link.ts'
import type { Step } from '../connection/steps.ts'
import { tenantStep } from '../connection/tenant-step.ts'
import { noteSteps } from '../audit/note-steps.ts'
import type { Asking, Lookups } from '../read/reader.ts'
import { emitStep } from '../write/statements.ts'
import { TenantWriter } from './writer.ts'

const begin: Step = { name: 'st_begin', text: 'begin' }
/** After the begin: what the transaction writes is then never older than the begin the server shows for it. */
const clock: Step = { name: 'st_clock', text: 'select floor(extract(epoch from clock_timestamp()) * 1000)::int8 now' }
const commit: Step = { name: 'st_commit', text: 'commit' }

/** One transaction on a lent connection; tenants take turns in it (group commit of several carriers). */
export class Transaction {
  readonly #link: Link
  readonly #database: Database
  readonly #lookups: Lookups
  /** lastUpdated of all that is written in it: the database's clock, in milliseconds. */
  readonly #now: Promise<number>
  /** The first failure, also of a statement nobody waited for. */
  #failure: unknown
  #pending: Promise<unknown>[] = []

  constructor(link: Link, database: Database, lookups: Lookups) {
    this.#link = link
    this.#database = database
    this.#lookups = lookups
    this.#now = this.#keep(link.run([begin, clock])).then((answers) => (answers[1]!.rows[0] as { now: number }).now)
    this.#now.catch(() => {})
  }

  /** Runs work as a tenant and writes its events and its entries of the access log. Not to be called again before this is done. */
  async as<T>(asking: Asking, work: (writer: TenantWriter) => Promise<T>): Promise<T> {
    this.#send([tenantStep(asking.tenant)])
    const inner = within(this.#link, this.#database)
    const runner: TenantRunner = {
      run: (step) => this.#keep(inner.run(step)),
      group: (steps) => this.#keep(inner.group(steps)),
      sql: (statement) => this.#keep(inner.sql(statement)),
      row: (key) => this.#keep(inner.row(key)),
    }
    const fail = (thrown: unknown): void => {
      this.#failure ??= thrown
    }
    const writer = new TenantWriter(asking, runner, this.#now, fail, this.#lookups)
    const value = await work(writer)
    const events = await writer.events()
    const last: Step[] = events.length === 0 ? [] : [emitStep(events.map((event) => event.topic), events.map((event) => event.payload))]
    last.push(...noteSteps(writer.notes))
    if (last.length > 0) this.#send(last)
    return value
  }

  /** Commits, unless any statement failed. Faults: that failure's; store/unavailable where the answer was lost, and then
   *  nobody knows whether it was committed. */
  async commit(): Promise<void> {
    if (this.#failure !== undefined) throw databaseFault(this.#failure)
    // Sent behind what still runs: should any of it fail, the server answers COMMIT by ROLLBACK.
    const [answer] = await this.#link.run([commit])
    await Promise.all(this.#pending)
    if (this.#failure !== undefined) throw databaseFault(this.#failure)
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

  #keep<T>(answer: Promise<T>): Promise<T> {
    this.#pending.push(answer.catch((error: unknown) => (this.#failure ??= error)))
    return answer
  }
}
