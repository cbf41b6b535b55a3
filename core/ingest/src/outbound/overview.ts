import { sql } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'
import type { OutboundStatus } from '@steckwerk/uplink'
import type { OutboundOverview } from '../contract.ts'

/** One destination's queue as the hub knows it. */
export interface OutboundQueue {
  readonly channel: string
  readonly waiting: number
  readonly held: number
  readonly delivered: number
  readonly rejected: number
  readonly oldestAt: Date | null
}

interface QueueRow {
  readonly connector: string
  readonly channel: string
  readonly waiting: string
  readonly held: string
  readonly delivered: string
  readonly rejected: string
  readonly oldest: Date | null
}

/** The queues by connector. What is settled is counted over the last day. */
export async function outboundQueues(reader: Reader): Promise<Map<string, OutboundQueue[]>> {
  const rows = await reader.query<QueueRow>(sql`
    select c.connector, c.channel, coalesce(o.waiting, 0) waiting, coalesce(o.held, 0) held, o.oldest,
      coalesce(d.delivered, 0) delivered, coalesce(d.rejected, 0) rejected
    from st.outbound_channel c
    left join (
      select connector, channel, count(*) filter (where state in ('waiting', 'spooled')) waiting,
        count(*) filter (where state in ('held', 'unknown')) held, min(composed_at) oldest
      from st.outbound where state in ('waiting', 'spooled', 'held', 'unknown') group by connector, channel) o using (connector, channel)
    left join (
      select connector, channel, count(*) filter (where state = 'delivered') delivered, count(*) filter (where state = 'rejected') rejected
      from st.outbound where settled_at > now() - interval '1 day' group by connector, channel) d using (connector, channel)
    order by c.connector, c.channel`)
  const byConnector = new Map<string, OutboundQueue[]>()
  for (const row of rows) {
    const list = byConnector.get(row.connector) ?? []
    list.push({
      channel: row.channel, waiting: Number(row.waiting), held: Number(row.held), delivered: Number(row.delivered), rejected: Number(row.rejected), oldestAt: row.oldest,
    })
    byConnector.set(row.connector, list)
  }
  return byConnector
}

/** The hub's figures with what the connector says of its connections. */
export function outboundOverview(queues: readonly OutboundQueue[], statuses: readonly OutboundStatus[] | undefined): OutboundOverview[] {
  return queues.map((queue) => {
    const status = statuses?.find(({ channel }) => channel === queue.channel)
    const error = status?.lastError ?? null
    return {
      channel: queue.channel,
      host: status?.host ?? null,
      port: status?.port ?? null,
      connected: status?.connected ?? false,
      waiting: queue.waiting,
      held: queue.held,
      oldestWaitingAt: queue.oldestAt?.toISOString() ?? null,
      delivered: queue.delivered,
      rejected: queue.rejected,
      lastError: error === null ? null : { ...error, at: new Date(error.at).toISOString() },
    }
  })
}
