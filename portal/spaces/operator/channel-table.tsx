import { Trans, useLingui } from '@lingui/react/macro'
import type { ChannelOverview } from '@steckwerk/api/contract'
import { DataTable, type Column } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { Tag } from '../../shell/notice.tsx'
import { useReasons } from './reasons.ts'
import classes from './leitstand.module.css'

export function ChannelTable({ connector, channels, now }: { connector: string; channels: readonly ChannelOverview[]; now: number }) {
  const { t } = useLingui()
  const { number, duration, shortMoment } = useFormats()
  const reason = useReasons()
  const columns: readonly Column<ChannelOverview>[] = [
    { key: 'channel', width: '10%', head: t`Kanal`, names: true, cell: row => row.channel },
    { key: 'port', width: '8%', head: t`Port`, cell: row => <>{row.port}{!row.listening && <> <Tag tone="bad"><Trans>geschlossen</Trans></Tag></>}</> },
    { key: 'perMinute', width: '7%', head: t`pro Minute`, end: true, cell: row => number(row.perMinute) },
    { key: 'received', width: '9%', head: t`empfangen`, end: true, cell: row => number(row.received) },
    { key: 'duplicates', width: '7%', head: t`doppelt`, end: true, cell: row => number(row.duplicates) },
    { key: 'refused', width: '8%', head: t`abgewiesen`, end: true, cell: row => <span className={row.refused > 0 ? classes['some'] : undefined}>{number(row.refused)}</span> },
    { key: 'depth', width: '8%', head: t`wartend`, end: true, cell: row => number(row.depth) },
    { key: 'oldest', width: '9%', head: t`Alter der ältesten`, end: true, cell: row => row.oldestWaitingAt === null ? '–' : duration(now - Date.parse(row.oldestWaitingAt)) },
    {
      key: 'ack', width: '15%', wide: true, head: t`Anwendungsquittung`,
      cell: row => row.applicationAckWished ? <Tag tone="warn"><Trans>gewünscht, noch nicht möglich</Trans></Tag> : <Trans>nicht gewünscht</Trans>,
    },
    {
      key: 'error', width: '19%', wide: true, head: t`letzter Fehler`,
      cell: ({ lastError }) => lastError === null ? <Trans>keiner</Trans> : <span><time dateTime={lastError.at}>{shortMoment(lastError.at, now)}</time> {reason(lastError)}</span>,
    },
  ]
  return <DataTable caption={t`Kanäle von ${connector}`} columns={columns} rows={channels} rowKey={row => row.channel} />
}
