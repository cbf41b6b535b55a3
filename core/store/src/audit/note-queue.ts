import type { Tenant } from '@steckwerk/kernel'
import type { AuditRow } from '../contract.ts'

interface Waiting {
  readonly tenant: Tenant
  readonly rows: readonly AuditRow[]
  readonly resolve: () => void
  readonly reject: (thrown: unknown) => void
}

export interface NoteQueuePorts {
  /** Writes the rows of all tenants at once; durable when it resolves. */
  write(rows: ReadonlyMap<Tenant, readonly AuditRow[]>): Promise<void>
  /** Whether a failure of many may be retried singly: not where the commit's answer was lost. */
  retriable(thrown: unknown): boolean
}

/** Rows of one transaction, unless a single caller has more: small enough that nobody waits long for the others. */
const most = 500

/** Entries of the access log that stand for themselves: those that come while a transaction is under way go together in the next one. No timer,
 *  so a lone entry does not wait; one transaction at a time, so that under load each takes many along. */
export class NoteQueue {
  readonly #ports: NoteQueuePorts
  #waiting: Waiting[] = []
  #running = false
  #idle: (() => void) | undefined

  constructor(ports: NoteQueuePorts) {
    this.#ports = ports
  }

  note(tenant: Tenant, rows: readonly AuditRow[]): Promise<void> {
    if (rows.length === 0) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#waiting.push({ tenant, rows, resolve, reject })
      if (!this.#running && this.#waiting.length === 1) setImmediate(() => this.#next())
    })
  }

  async drained(): Promise<void> {
    if (this.#running || this.#waiting.length > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
  }

  #next(): void {
    if (this.#running) return
    if (this.#waiting.length === 0) return this.#idle?.()
    this.#running = true
    void this.#run(this.#take()).finally(() => {
      this.#running = false
      this.#next()
    })
  }

  #take(): Waiting[] {
    let count = 0
    let end = 0
    while (end < this.#waiting.length && (end === 0 || count + this.#waiting[end]!.rows.length <= most)) count += this.#waiting[end++]!.rows.length
    return this.#waiting.splice(0, end)
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#ports.write(rowsOf(batch))
      for (const entry of batch) entry.resolve()
    } catch (thrown) {
      if (batch.length === 1 || !this.#ports.retriable(thrown)) return batch.forEach((entry) => entry.reject(thrown))
      // One that the database refuses must not keep the others' answers back.
      for (const entry of batch) await this.#ports.write(rowsOf([entry])).then(entry.resolve, entry.reject)
    }
  }
}

function rowsOf(batch: readonly Waiting[]): ReadonlyMap<Tenant, readonly AuditRow[]> {
  const rows = new Map<Tenant, AuditRow[]>()
  for (const entry of batch) {
    const list = rows.get(entry.tenant)
    if (list === undefined) rows.set(entry.tenant, [...entry.rows])
    else list.push(...entry.rows)
  }
  return rows
}
