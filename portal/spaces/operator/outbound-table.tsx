import { Trans, useLingui } from '@lingui/react/macro'
import type { OutboundOverview } from '@steckwerk/api/contract'
import { DataTable, type Column } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { Tag } from '../../shell/notice.tsx'
import { useReasons } from './reasons.ts'
import classes from './leitstand.module.css'

/** What a connector sends to the systems of its house. */
export function OutboundTable({ connector, destinations, now }: { connector: string; destinations: readonly OutboundOverview[]; now: number }) {
  const { t } = useLingui()
  const { number, duration, shortMoment } = useFormats()
  const reason = useReasons()
  const columns: readonly Column<OutboundOverview>[] = [
    { key: 'channel', width: '16%', head: t`Ziel`, names: true, cell: row => row.channel },
    { key: 'connected', width: '14%', head: t`Verbindung`, cell: row => row.connected ? <Tag tone="ok"><Trans>verbunden</Trans></Tag> : <Trans>keine</Trans> },
    { key: 'delivered', width: '10%', head: t`angekommen (24 h)`, end: true, cell: row => number(row.delivered) },
    { key: 'rejected', width: '10%', head: t`abgelehnt (24 h)`, end: true, cell: row => <span className={row.rejected > 0 ? classes['some'] : undefined}>{number(row.rejected)}</span> },
    { key: 'waiting', width: '9%', head: t`wartend`, end: true, cell: row => number(row.waiting) },
    { key: 'held', width: '9%', head: t`angehalten`, end: true, cell: row => <span className={row.held > 0 ? classes['some'] : undefined}>{number(row.held)}</span> },
    { key: 'oldest', width: '11%', head: t`Alter der ältesten`, end: true, cell: row => row.oldestWaitingAt === null ? '–' : duration(now - Date.parse(row.oldestWaitingAt)) },
    {
      key: 'error', width: '21%', wide: true, head: t`letzter Fehler`,
      cell: ({ lastError }) => lastError === null ? <Trans>keiner</Trans> : <span><time dateTime={lastError.at}>{shortMoment(lastError.at, now)}</time> {reason(lastError)}</span>,
    },
  ]
  return <DataTable caption={t`Rückweg von ${connector} in das Haus`} columns={columns} rows={destinations} rowKey={row => row.channel} />
}
