import { useLingui } from '@lingui/react/macro'
import { useState, type CSSProperties } from 'react'
import { startOf } from '../../../client/calendar/days.ts'
import { isOpen, type Entry } from '../../../client/calendar/model.ts'
import { useFormats } from '../../../shell/format.ts'
import { EntryBlock } from './entry-block.tsx'
import type { CalendarColumn } from './use-calendar.ts'
import { useDayWords } from './use-day-words.ts'
import classes from './calendar.module.css'

const minute = 60_000
/** A block of the shortest entry holds two lines of text: who, and what for. */
const lineHeight = 42
const hourFrom = 8
const hourTo = 17

/** Minutes of the day from its midnight. */
const minutesOf = (at: number, day: string): number => (at - startOf(day)) / minute

/** Columns of calendars over a day's time. Each column is a list in the order of time; where there is no room for columns, the lists stand below one another. */
export function CalendarGrid({ columns, days, now, open, mayArrange, onOpen, onMove }: {
  columns: readonly CalendarColumn[]; days: readonly string[]; now: number; open: string | null; mayArrange: boolean; onOpen: (entry: Entry) => void; onMove: (entry: Entry, to: Entry) => void
}) {
  const { t } = useLingui()
  const { houseTime } = useFormats()
  const words = useDayWords()
  const [dragged, setDragged] = useState<Entry | null>(null)
  const all = columns.flatMap(({ entries, day }) => entries.map(entry => ({ from: minutesOf(entry.start, day), to: minutesOf(entry.end, day) })))
  const from = Math.floor(Math.min(hourFrom * 60, ...all.map(one => one.from)) / 60) * 60
  const to = Math.ceil(Math.max(hourTo * 60, ...all.map(one => one.to)) / 60) * 60
  const shortest = Math.min(60, ...all.map(one => one.to - one.from))
  const scale = Math.min(4, Math.max(1, lineHeight / shortest))
  const hours = Array.from({ length: (to - from) / 60 }, (_, index) => from / 60 + index)
  const isTarget = (column: CalendarColumn, entry: Entry): boolean =>
    dragged !== null && entry.state === 'free' && !column.calendar.follows && entry.start > now && entry.end - entry.start >= dragged.end - dragged.start
  const week = days.length > 1
  const day = days[0]!
  const isToday = !week && now >= startOf(day) && now < startOf(day, 1)
  const place = (entry: Entry, of: string) => ({ '--top': `${(minutesOf(entry.start, of) - from) * scale}px`, '--height': `${(entry.end - entry.start) / minute * scale}px`, '--lane': entry.lane, '--lanes': entry.lanes }) as CSSProperties
  return (
    <div className={classes['grid']} role="group" aria-label={t`Kalender als Raster`} style={{ '--columns': columns.length, '--tall': `${(to - from) * scale}px`, '--hour': `${60 * scale}px` } as CSSProperties} tabIndex={0}>
      <div className={classes['axis']} aria-hidden="true">{hours.map(hour => <span key={hour}>{houseTime(startOf(day) + hour * 3_600_000)}</span>)}</div>
      {columns.map(column => (
        <section key={column.key} className={classes['column']} aria-label={week ? words.day(column.day) : column.calendar.name}>
          <h2>{week ? words.short(column.day) : column.calendar.name}{!week && column.calendar.service !== '' && <span>{column.calendar.service}</span>}</h2>
          {column.entries.length === 0 && <p className={classes['none']}>{t`Keine Zeiten`}</p>}
          <ol className={classes['times']} data-today={isToday} style={{ '--now': `${(minutesOf(now, day) - from) * scale}px` } as CSSProperties}>
            {column.entries.map(entry => (
              <li key={entry.key} className={classes['place']} style={place(entry, column.day)}>
                <EntryBlock
                  entry={entry} open={entry.key === open} past={entry.end <= now} mayOpen={entry.booked !== undefined || (mayArrange && (entry.state === 'free' || entry.byHand) && entry.start > now && !column.calendar.follows)}
                  mayDrag={mayArrange && entry.booked !== undefined && isOpen(entry) && entry.start > now && !column.calendar.follows} isTarget={isTarget(column, entry)}
                  onOpen={() => onOpen(entry)} onDrag={setDragged} onDrop={() => { if (dragged !== null) onMove(dragged, entry) }}
                />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}
