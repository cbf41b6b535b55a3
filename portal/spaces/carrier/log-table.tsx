import { Trans, useLingui } from '@lingui/react/macro'
import type { AuditEntry } from '@steckwerk/api/contract/audit'
import type { LogFilter } from '../../client/carrier-audit.ts'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { Tag } from '../../shell/notice.tsx'
import { useTypeWords } from '../../shell/type-words.ts'
import { useEventWords } from './use-event-words.ts'
import classes from './carrier.module.css'

/** Entries of the log. A name or a record filters by it. */
export function LogTable({ entries, onFilter }: { entries: readonly AuditEntry[]; onFilter: (part: Partial<LogFilter>) => void }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const words = useEventWords()
  const types = useTypeWords()
  return (
    <DataTable<AuditEntry>
      caption={t`Protokoll, neueste Einträge zuerst`} rows={entries} rowKey={({ id }) => id}
      columns={[
        { key: 'at', head: t`Zeit`, wide: true, width: '10rem', cell: ({ at }) => dateTime(at) },
        { key: 'who', head: t`Wer`, wide: true, cell: ({ name, actor, client, address }) => (
          <>
            <button type="button" className={classes['rowLink']} onClick={() => onFilter({ actor })} aria-label={t`Nur ${name} zeigen`}>{isPerson(actor) ? t`Person mit Portalzugang` : name}</button>
            <span className={classes['small']}><br />{[isPerson(actor) ? name : actor.startsWith('Device/') ? t`System` : undefined, client, address].filter(part => part !== undefined).join(' · ')}</span>
          </>
        ) },
        { key: 'what', head: t`Vorgang`, names: true, cell: ({ event, resource, type }) => <>{words.event(event)}<span className={classes['small']}><br />{resource ?? (type === undefined ? undefined : types(type))}</span></> },
        { key: 'why', head: t`Zweck`, cell: ({ purpose }) => words.purpose(purpose) },
        { key: 'outcome', head: t`Ergebnis`, wide: true, width: '8.5rem', cell: ({ outcome }) => <Tag tone={outcome === 'success' ? 'ok' : outcome === 'refused' ? 'warn' : 'bad'}>{words.outcome(outcome)}</Tag> },
        { key: 'patients', head: t`Akten`, wide: true, cell: entry => <Records entry={entry} onFilter={onFilter} /> },
        { key: 'detail', head: t`Näheres`, wide: true, cell: ({ detail, trace }) => (
          <details className={classes['details']}>
            <summary><Trans>zeigen</Trans></summary>
            <dl>{[...Object.entries(detail), ['trace', trace] as const].filter(([, value]) => value !== '').map(([name, value]) => <div key={name}><dt>{words.detail(name)}</dt><dd>{value}</dd></div>)}</dl>
          </details>
        ) },
      ]}
    />
  )
}

/** Patients and relatives stand in a carrier's log under a pseudonym of that carrier, which no name belongs to. */
const isPerson = (actor: string): boolean => actor.startsWith('Person/')

function Records({ entry: { patients, patientCount }, onFilter }: { entry: AuditEntry; onFilter: (part: Partial<LogFilter>) => void }) {
  const { t } = useLingui()
  const { number } = useFormats()
  const [first] = patients
  if (first === undefined) return <>–</>
  const more = number(patientCount - 1)
  return (
    <>
      <button type="button" className={classes['rowLink']} onClick={() => onFilter({ patient: first })} aria-label={t`Nur Akte ${first} zeigen`}>{first}</button>
      {patientCount > 1 && <span className={classes['small']}> <Trans>und {more} weitere</Trans></span>}
    </>
  )
}
