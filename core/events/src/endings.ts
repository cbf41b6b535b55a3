import { sql } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import { hubCtx, type Ports } from './ports.ts'
import { changedTopic } from './rows.ts'

/** Puts a Subscription into another state, told to whoever matches. `reason` is shown to its maker. */
export async function end(ports: Pick<Ports, 'store' | 'clock'>, carrier: Carrier, id: string, status: 'off' | 'error', reason: string): Promise<void> {
  const ctx = hubCtx(carrier, ports.clock)
  await ports.store.write(ctx, async (writer) => {
    const rows = await writer.query(sql`
      update st.subscription set status = ${status}, reason = ${reason}, next_try = null, version = version + 1, updated_at = ${ctx.now}
      where id = ${id} and status <> ${status} and status <> 'off' returning id`)
    if (rows.length > 0) writer.emit(changedTopic, { ids: [id] })
  })
}
