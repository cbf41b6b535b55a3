import { Trans, useLingui } from '@lingui/react/macro'
import type { Entry } from '../../../client/calendar/model.ts'
import { DataTable, type Column } from '../../../shell/data-table.tsx'
import { useFormats } from '../../../shell/format.ts'
import type { CalendarColumn } from './use-calendar.ts'
import { useDayWords } from './use-day-words.ts'
import { useEntryWords } from './use-entry-words.ts'
import shared from '../carrier.module.css'
import classes from './calendar.module.css'

/** The same as the grid, a table for each calendar and day: what is printed, too. */
export function CalendarTable({ columns, days, now, mayArrange, onOpen }: { columns: readonly CalendarColumn[]; days: readonly string[]; now: number; mayArrange: boolean; onOpen: (entry: Entry) => void }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const words = useEntryWords()
  const dayWords = useDayWords()
  const cells: readonly Column<Entry>[] = [
    { key: 'time', head: t`Zeit`, width: '16%', names: true, cell: entry => words.span(entry) },
    { key: 'state', head: t`Zustand`, width: '14%', cell: entry => words.state(entry.state) },
    {
      key: 'who', head: t`Person`, width: '30%', wide: true,
      cell: entry => entry.booked !== undefined || (mayArrange && (entry.state === 'free' || entry.byHand) && entry.start > now)
        ? <button type="button" className={`${shared['rowLink']}`} onClick={() => onOpen(entry)}>{entry.booked !== undefined ? words.who(entry) : entry.state === 'free' ? <Trans>Vergeben</Trans> : <Trans>Freigeben</Trans>}<span className="aloud"> {words.span(entry)}</span></button>
        : '–',
    },
    { key: 'birth', head: t`Geboren`, width: '14%', cell: ({ booked }) => booked?.person?.birthDate === undefined ? '–' : date(booked.person.birthDate) },
    { key: 'service', head: t`Leistung`, width: '26%', wide: true, cell: ({ booked }) => booked === undefined ? '–' : [booked.service, booked.note].filter(part => part !== '').join(' · ') || '–' },
  ]
  return (
    <div className={classes['tables']}>
      {columns.map(({ key, calendar, day, entries }) => {
        const title = days.length > 1 ? dayWords.day(day) : calendar.name
        return (
          <section key={key} className={shared['panel']} aria-label={title}>
            <h2>{title}</h2>
            {entries.length === 0 ? <p className={shared['small']}><Trans>Keine Zeiten</Trans></p> : <DataTable caption={title} columns={cells} rows={entries} rowKey={entry => entry.key} />}
          </section>
        )
      })}
    </div>
  )
}
