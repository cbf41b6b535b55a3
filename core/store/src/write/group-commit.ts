import type { Tenant } from '@steckwerk/kernel'
import type { AuditRow, Change, Stored } from '../contract.ts'
import type { Asking } from '../read/reader.ts'
import { keyOf } from './apply.ts'

/** A change with the maker of its entry of the access log. */
export interface Committing {
  readonly change: Change
  readonly note?: ((stored: Stored) => AuditRow) | undefined
  /** Who asks; undefined = whoever it is. */
  readonly asking?: Asking | undefined
}

interface Waiting extends Committing {
  readonly tenant: Tenant
  readonly resolve: (stored: Stored) => void
  readonly reject: (thrown: unknown) => void
}

export interface GroupCommitPorts {
  /** Whether a writer's connection is free now. */
  free(): boolean
  /** Commits the groups in one transaction; each result is a Stored or what failed it alone. Throws if all failed. */
  together(groups: ReadonlyMap<Tenant, readonly Committing[]>): Promise<ReadonlyMap<Tenant, readonly (Stored | Error)[]>>
  /** Commits one change in a transaction of its own. */
  alone(tenant: Tenant, entry: Committing): Promise<Stored>
  /** Whether a failure of many may be retried singly: not where the commit's answer was lost. */
  retriable(thrown: unknown): boolean
}

const most = 100
/** Groups under way at once. */
const mostAtOnce = 2

/** Collects independent changes while all writers are busy and commits them together: no timer, so a lone change
 *  does not wait. One that fails its transaction must not fail the others: then each is tried alone. */
export class GroupCommit {
  readonly #ports: GroupCommitPorts
  #waiting: Waiting[] = []
  #running = 0
  #idle: (() => void) | undefined

  constructor(ports: GroupCommitPorts) {
    this.#ports = ports
  }

  commit(tenant: Tenant, change: Change, note?: (stored: Stored) => AuditRow, asking?: Asking): Promise<Stored> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ tenant, change, note, asking, resolve, reject })
      if (this.#waiting.length === 1) queueMicrotask(() => this.flush())
    })
  }

  /** To be called when a writer's connection becomes free. */
  flush(): void {
    while (this.#waiting.length > 0 && this.#running < mostAtOnce && this.#ports.free()) {
      this.#running++
      void this.#run(this.#take()).finally(() => {
        this.#running--
        if (this.#running === 0 && this.#waiting.length === 0) this.#idle?.()
        this.flush()
      })
    }
  }

  async drained(): Promise<void> {
    if (this.#running > 0 || this.#waiting.length > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
  }

  /** The next batch: one change a resource, the others wait for the next. */
  #take(): Waiting[] {
    const taken: Waiting[] = []
    const later: Waiting[] = []
    const keys = new Set<string>()
    for (const entry of this.#waiting) {
      const key = `${entry.tenant}/${keyOf(entry.change.type, entry.change.id)}`
      if (taken.length < most && !keys.has(key)) {
        keys.add(key)
        taken.push(entry)
      } else later.push(entry)
    }
    this.#waiting = later
    return taken
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    const byTenant = new Map<Tenant, Waiting[]>()
    // Tenants in their order too: locks are taken in one order by everybody.
    for (const entry of batch.toSorted((a, b) => a.tenant - b.tenant)) {
      const list = byTenant.get(entry.tenant)
      if (list === undefined) byTenant.set(entry.tenant, [entry])
      else list.push(entry)
    }
    try {
      const results = await this.#ports.together(byTenant)
      for (const [tenant, list] of byTenant) {
        list.forEach((entry, i) => {
          const result = results.get(tenant)![i]!
          if (result instanceof Error) entry.reject(result)
          else entry.resolve(result)
        })
      }
    } catch (thrown) {
      if (batch.length === 1 && !this.#ports.retriable(thrown)) return batch[0]!.reject(thrown)
      if (!this.#ports.retriable(thrown)) return batch.forEach((entry) => entry.reject(thrown))
      for (const entry of batch) await this.#ports.alone(entry.tenant, entry).then(entry.resolve, entry.reject)
    }
  }
}
