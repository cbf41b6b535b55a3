import { setImmediate as turn } from 'node:timers/promises'
import { sql } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import { hubCtx, type Ports } from './ports.ts'
import type { SubscriptionRow } from './rows.ts'

interface Arrival {
  /** As it was when the delivery began. */
  readonly row: SubscriptionRow
  /** Number of the last event that arrived. */
  readonly delivered: number
  /** When it was sent. */
  readonly at: Date
}

interface Waiting extends Arrival {
  readonly resolve: (stored: boolean) => void
  readonly reject: (thrown: unknown) => void
}

const most = 500

/** Writes down how far a carrier's active Subscriptions were told: those that answer while a statement is under way go together in the next one. */
export class Arrivals {
  readonly #ports: Pick<Ports, 'store' | 'clock'>
  readonly #carrier: Carrier
  readonly #waiting: Waiting[] = []
  #running = false

  constructor(ports: Pick<Ports, 'store' | 'clock'>, carrier: Carrier) {
    this.#ports = ports
    this.#carrier = carrier
  }

  /** Once for a Subscription at a time. Resolves when it is stored; false where the Subscription is another by now, or was told by somebody else. */
  add(arrival: Arrival): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...arrival, resolve, reject })
      if (!this.#running) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#running = true
    await turn()
    while (this.#waiting.length > 0) {
      const some = this.#waiting.splice(0, most)
      try {
        const stored = await this.#store(some)
        for (const { row, resolve } of some) resolve(stored.has(row.id))
      } catch (thrown) {
        for (const { reject } of some) reject(thrown)
      }
    }
    this.#running = false
  }

  async #store(arrivals: readonly Arrival[]): Promise<ReadonlySet<string>> {
    // Locked in one order, as those who number do.
    const rows = await this.#ports.store.write(hubCtx(this.#carrier, this.#ports.clock), (writer) => writer.query<{ id: string }>(sql`
      with wanted as (
        select s.id, a.delivered, a.at
        from unnest(${arrivals.map(({ row }) => row.id)}::text[], ${arrivals.map(({ row }) => row.version)}::int[], ${arrivals.map(({ row }) => row.delivered)}::bigint[],
          ${arrivals.map(({ delivered }) => delivered)}::bigint[], ${arrivals.map(({ at }) => at.toISOString())}::timestamptz[]) a(id, version, before, delivered, at)
        join st.subscription s on s.id = a.id and s.version = a.version and s.delivered = a.before
        order by s.id for update of s)
      update st.subscription s set delivered = w.delivered, tried = 0, failing_since = null, next_try = null, sent_at = w.at, reason = null
      from wanted w where s.id = w.id returning s.id`))
    return new Set(rows.map(({ id }) => id))
  }
}
