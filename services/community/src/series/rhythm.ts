import type { SeriesInput } from './shapes.ts'

const zone = 'Europe/Berlin'

/** One date of a rhythm; its day names it, whatever becomes of it. Instants in UTC. */
export interface RhythmDate {
  readonly date: string
  readonly start: string
  readonly end: string
}

/** When the date of a day is: at the same time of the wall clock in summer and winter. A time that a change of the clock leaves out is the one after it. */
export function dateAt({ time, minutes }: SeriesInput['rhythm'], day: string): RhythmDate {
  const start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds
  return { date: day, start: new Date(start).toISOString(), end: new Date(start + minutes * 60_000).toISOString() }
}

/** The dates that end after an instant (milliseconds since 1970 UTC), so many of them. */
export function nextDates(rhythm: SeriesInput['rhythm'], from: number, count: number): readonly RhythmDate[] {
  const first = Temporal.PlainDate.from(rhythm.first)
  const today = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate()
  const days = rhythm.weeks * 7
  // One before today's, which may still go on after midnight.
  let step = Math.max(0, Math.floor(first.until(today).days / days) - 1)
  const found: RhythmDate[] = []
  for (; found.length < count; step++) {
    const one = dateAt(rhythm, first.add({ days: step * days }).toString())
    if (Date.parse(one.end) > from) found.push(one)
  }
  return found
}

/** Whether the rhythm has this day. */
export function isOfRhythm({ first, weeks }: SeriesInput['rhythm'], day: string): boolean {
  const { days } = Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(day))
  return days >= 0 && days % (weeks * 7) === 0
}
