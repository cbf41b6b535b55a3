import { sql, type Ctx } from '@steckwerk/kernel'
import type { Carrier, Job, JobPorts } from '@steckwerk/store'
import { driveBinding, type BindingParts } from './drive-binding.ts'
import { driveOrder } from './drive-order.ts'
import { orderCtx } from './hub-ctx.ts'

/** Work at one broker in one go. */
const portion = 20

interface Due {
  readonly broker: string
  readonly tenant: number
  readonly order: string
  readonly binding: string | null
}

export interface Drive {
  readonly job: Job
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
}

/** Takes up orders and bindings whose time has come. Each broker's work is done in turn and none waits for another's: a broker that does not answer holds up
 *  nobody else. The job itself only starts work, so that it is the elected hub's alone and ends with it. */
export function createDrive(parts: BindingParts & { readonly refreshDue: () => Promise<boolean>; readonly signalled: (signal: AbortSignal) => void }): Drive {
  const underWay = new Map<string, Promise<void>>()

  function start(name: string, work: () => Promise<unknown>, signal: AbortSignal): boolean {
    if (underWay.has(name)) return false
    const done = work().then(() => {}, (thrown: unknown) => {
      if (!signal.aborted) parts.log.error('work on orders failed', thrown, { job: 'orders', trace: name })
    }).finally(() => underWay.delete(name))
    underWay.set(name, done)
    return true
  }

  async function atBroker(due: readonly Due[], carriers: ReadonlyMap<number, Carrier>, signal: AbortSignal): Promise<void> {
    for (const { tenant, order, binding } of due) {
      const carrier = carriers.get(tenant)
      if (signal.aborted || carrier === undefined) continue
      const ctx = (): Ctx => orderCtx(carrier, parts.now())
      try {
        await (binding === null ? driveOrder(parts, ctx, order) : driveBinding(parts, ctx, order, binding))
      } catch (thrown) {
        // One order that cannot go on holds up no other.
        if (!signal.aborted) parts.log.error('an order could not go on', thrown, { trace: order })
      }
    }
  }

  async function run({ query, signal }: JobPorts): Promise<boolean> {
    if (signal.aborted) return false
    parts.signalled(signal)
    const now = new Date(parts.now())
    const { rows } = await query<Due>(sql`
      select broker::text, tenant, id::text as order, null::text as binding, next_at from base.service_order where next_at <= ${now}
      union all
      select o.broker::text, b.tenant, b.order_id::text, b.id::text, b.next_at from base.service_binding b join base.service_order o on o.tenant = b.tenant and o.id = b.order_id
      where b.next_at <= ${now}
      order by next_at limit 500`)
    const carriers = new Map((rows.length === 0 ? [] : await parts.store.carriers()).map((carrier) => [Number(carrier.tenant), carrier]))
    const brokers = Map.groupBy(rows, ({ broker }) => broker)
    const started = [...brokers].map(([broker, due]) => start(broker, () => atBroker(due.slice(0, portion), carriers, signal), signal))
    start('catalogues', parts.refreshDue, signal)
    return started.includes(true)
  }

  return {
    job: { name: 'orders', everyMs: 500, idleMs: 1_000, run },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay.values())
    },
  }
}
