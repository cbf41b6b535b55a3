import type { ConnectorsView } from '@steckwerk/ingest'

/** A carrier's state as gauges; counters are the connectors' own, since their spool began. */
export function ingestLines(views: readonly { readonly slug: string; readonly view: ConnectorsView }[], now: number): string[] {
  const unmapped: string[] = []
  const rate: string[] = []
  const state: string[] = []
  const depth: string[] = []
  const age: string[] = []
  const received: string[] = []
  const refused: string[] = []
  for (const { slug, view } of views) {
    unmapped.push(`steckwerk_messages_unmapped{carrier="${slug}"} ${view.unmapped}`)
    rate.push(`steckwerk_messages_last_minute{carrier="${slug}"} ${view.lastMinute}`)
    for (const connector of view.connectors) {
      const labels = `carrier="${slug}",connector="${connector.connector}"`
      state.push(`steckwerk_connector_up{${labels}} ${connector.state === 'connected' ? 1 : 0}`)
      if (connector.spool !== null) depth.push(`steckwerk_spool_messages{${labels}} ${connector.spool.depth}`)
      const oldest = connector.oldestWaitingAt === null ? 0 : Math.max(0, (now - Date.parse(connector.oldestWaitingAt)) / 1000)
      age.push(`steckwerk_spool_oldest_seconds{${labels}} ${oldest}`)
      for (const channel of connector.channels) {
        const name = `${labels},channel="${channel.channel.replaceAll(/[\\"\n]/g, '_')}"`
        received.push(`steckwerk_channel_received_total{${name}} ${channel.received}`)
        refused.push(`steckwerk_channel_refused_total{${name}} ${channel.refused}`)
      }
    }
  }
  const block = (name: string, type: 'gauge' | 'counter', lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`# TYPE ${name} ${type}`, ...lines]
  return [
    ...block('steckwerk_messages_unmapped', 'gauge', unmapped),
    ...block('steckwerk_messages_last_minute', 'gauge', rate),
    ...block('steckwerk_connector_up', 'gauge', state),
    ...block('steckwerk_spool_messages', 'gauge', depth),
    ...block('steckwerk_spool_oldest_seconds', 'gauge', age),
    ...block('steckwerk_channel_received_total', 'counter', received),
    ...block('steckwerk_channel_refused_total', 'counter', refused),
  ]
}
