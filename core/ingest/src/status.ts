import { sql, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { connectorStatus, type ConnectorStatus } from '@steckwerk/uplink'
import { openAlarms } from './alarms.ts'
import type { Alarm, ConnectorOverview } from './contract.ts'
import { outboundOverview, outboundQueues, type OutboundQueue } from './outbound/overview.ts'

/** Without a status for this long a connector is shown as silent, milliseconds. */
const silentAfter = 15_000

/** Makes a connector known before it first reports. */
export async function registerConnector(store: Store, ctx: Ctx, connector: string): Promise<void> {
  await store.write(ctx, (writer) => writer.query(sql`
    insert into st.connector (connector, enrolled_at) values (${connector}, ${ctx.now})
    on conflict (tenant, connector) do update set enrolled_at = excluded.enrolled_at`))
}

/** Keeps what a connector says of itself: the newest for the Leitstand, and with its epoch for the loss check. */
export async function reportStatus(store: Store, ctx: Ctx, connector: string, status: ConnectorStatus): Promise<void> {
  const text = JSON.stringify(status)
  await store.write(ctx, (writer) => Promise.all([
    writer.query(sql`
      insert into st.connector (connector, enrolled_at, seen_at, status) values (${connector}, ${ctx.now}, ${ctx.now}, ${text})
      on conflict (tenant, connector) do update set seen_at = excluded.seen_at, status = excluded.status`),
    writer.query(sql`
      update st.epoch set last_status = ${text}, last_status_at = ${ctx.now} where connector = ${connector} and epoch = ${status.epoch}`),
  ]))
}

export interface ConnectorsView {
  readonly connectors: ConnectorOverview[]
  readonly unmapped: number
  readonly lastMinute: number
}

export async function connectors(store: Store, ctx: Ctx): Promise<ConnectorsView> {
  return store.read(ctx, async (reader) => {
    const lastMinute = new Date((Math.floor(ctx.now.getTime() / 60_000) - 1) * 60_000)
    const [rows, alarms, [problems], [rate], queues] = await Promise.all([
      reader.query<ConnectorRow>(sql`select connector, seen_at, status from st.connector order by connector`),
      openAlarms(reader),
      reader.query<{ count: string }>(sql`select count(*) as count from st.ledger where code is not null`),
      reader.query<{ count: string | null }>(sql`select sum(mapped + unmapped) as count from st.rate where minute = ${lastMinute}`),
      outboundQueues(reader),
    ])
    return {
      connectors: rows.map((row) => overview(ctx, row, alarms.get(row.connector) ?? [], queues.get(row.connector) ?? [])),
      unmapped: Number(problems?.count ?? 0),
      lastMinute: Number(rate?.count ?? 0),
    }
  })
}

interface ConnectorRow {
  readonly connector: string
  readonly seen_at: Date | null
  readonly status: unknown
}

function overview(ctx: Ctx, row: ConnectorRow, alarms: readonly Alarm[], queues: readonly OutboundQueue[]): ConnectorOverview {
  const parsed = connectorStatus.safeParse(row.status)
  const seen = row.seen_at
  const outbound = outboundOverview(queues, seen !== null && parsed.success ? parsed.data.outbound : undefined)
  if (seen === null || !parsed.success) {
    return { connector: row.connector, state: 'never', seenAt: null, version: null, spool: null, oldestWaitingAt: null, alarms, channels: [], outbound }
  }
  const status = parsed.data
  const oldest = status.channels.flatMap((channel) => channel.oldestAt ?? [])
  return {
    connector: row.connector,
    state: ctx.now.getTime() - seen.getTime() > silentAfter ? 'silent' : 'connected',
    seenAt: seen.toISOString(),
    version: status.version,
    spool: { depth: status.spool.depth, bytes: status.spool.bytes, limitBytes: status.spool.limitBytes },
    oldestWaitingAt: oldest.length === 0 ? null : instant(Math.min(...oldest)),
    alarms,
    channels: status.channels.map((channel) => ({
      channel: channel.channel,
      port: channel.port,
      listening: channel.listening,
      received: channel.received,
      duplicates: channel.duplicates,
      refused: channel.refused,
      depth: channel.depth,
      oldestWaitingAt: channel.oldestAt === null ? null : instant(channel.oldestAt),
      perMinute: channel.perMinute,
      applicationAckWished: channel.applicationAckWished,
      lastError: channel.lastError === null ? null : { ...channel.lastError, at: instant(channel.lastError.at) },
    })),
    outbound,
  }
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

