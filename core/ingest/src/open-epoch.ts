import { sql, type Ctx, type Sql } from '@steckwerk/kernel'
import type { Store, Writer } from '@steckwerk/store'
import { connectorStatus, type OpenEpoch } from '@steckwerk/uplink'
import { raiseAlarm } from './alarms.ts'

/** Opens an epoch with its streams at zero; opening it again changes nothing. A new epoch after an earlier one means
 *  that a spool was lost or set back: what the hub was told of the earlier one and never got is raised as an alarm. */
export async function openEpoch(store: Store, ctx: Ctx, connector: string, request: OpenEpoch): Promise<void> {
  await store.write(ctx, async (writer) => {
    const opened = await writer.query(sql`
      insert into st.epoch (connector, epoch, opened_at, reason, previous)
      values (${connector}, ${request.epoch}, ${ctx.now}, ${request.reason}, ${request.previous ?? null})
      on conflict (tenant, connector, epoch) do nothing returning epoch`)
    if (opened.length === 0) return
    const streams: Sql[] = Array.from({ length: request.streams }, (_, stream) => sql`
      insert into st.stream (connector, epoch, stream, next) values (${connector}, ${request.epoch}, ${stream}, 0)`)
    await Promise.all(streams.map((statement) => writer.query(statement)))
    await raiseLosses(writer, ctx, connector, request)
  })
}

/** Compares the last epoch's reported sequences with its ledger. A connector that carried its waiting messages over
 *  (restored, bytes-differ) names its former epoch and sends them again: that alone is an alarm, not a loss. */
async function raiseLosses(writer: Writer, ctx: Ctx, connector: string, request: OpenEpoch): Promise<void> {
  const [former] = await writer.query<{ epoch: string; last_status: unknown; last_status_at: Date | null }>(sql`
    select epoch, last_status, last_status_at from st.epoch
    where connector = ${connector} and epoch <> ${request.epoch} order by opened_at desc, epoch desc limit 1`)
  if (former === undefined || request.reason === 'settings') return
  if (request.reason === 'spool-restored' || request.reason === 'bytes-differ') {
    await raiseAlarm(writer, ctx, { connector, code: 'spool-restored', count: 0, detail: `epoch ${former.epoch}` })
    return
  }
  const status = connectorStatus.safeParse(former.last_status)
  let missing = 0
  const channels: string[] = []
  for (const channel of status.success ? status.data.channels : []) {
    const [row] = await writer.query<{ committed: string }>(sql`
      select count(*) as committed from st.ledger
      where connector = ${connector} and epoch = ${former.epoch} and channel = ${channel.channel} and sequence <= ${channel.sequence}`)
    const lost = channel.sequence - Number(row?.committed ?? 0)
    if (lost > 0) {
      missing += lost
      channels.push(`${channel.channel} ${lost}`)
    }
  }
  const since = former.last_status_at?.toISOString() ?? 'never'
  const detail = `epoch ${former.epoch}; last heard ${since}${channels.length > 0 ? `; ${channels.join(', ')}` : ''}`
  await raiseAlarm(writer, ctx, { connector, code: 'spool-lost', count: missing, detail })
}
