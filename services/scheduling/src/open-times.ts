import { weekdays, type Rule } from './rule.ts'

/** Milliseconds since 1970, end excluded. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface OpenSlot extends Span {
  /** 0 … capacity − 1: slots of one lane never overlap. */
  readonly lane: number
}

const minute = 60_000

/** The slots that a rule opens and that begin in [from, to). Steps are counted in elapsed time, so an hour that the clock repeats or leaves out
 *  makes two slots more or fewer, never one that is longer, and never two that overlap. */
export function openSlots(rule: Rule, from: number, to: number): readonly OpenSlot[] {
  if (to <= from) return []
  const found: OpenSlot[] = []
  const last = dateAt(to, rule)
  for (let date = dateAt(from, rule).subtract({ days: 1 }); Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    for (const { start: opens, end: closes } of merged(openOn(rule, date))) {
      for (let start = opens; start + rule.slotMinutes * minute <= closes; start += (rule.slotMinutes + rule.bufferMinutes) * minute) {
        if (start < from || start >= to) continue
        for (let lane = 0; lane < rule.capacity; lane++) found.push({ start, end: start + rule.slotMinutes * minute, lane })
      }
    }
  }
  return found
}

/** Whether a patient may book what begins at `start`. */
export const leadTimeHolds = (rule: Rule, start: number, now: number): boolean =>
  start >= now + rule.leadMinutes * minute && start <= now + rule.horizonDays * 24 * 60 * minute

function dateAt(instant: number, { timeZone }: Rule): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate()
}

function openOn(rule: Rule, date: Temporal.PlainDate): readonly Span[] {
  const day = date.toString()
  const isClosed = rule.closed.some(({ start, end }) => start <= day && day <= end)
  const weekday = weekdays[date.dayOfWeek - 1]!
  const usual = isClosed ? [] : rule.hours.filter(({ days }) => days.includes(weekday))
  return [...usual, ...rule.extra.filter((extra) => extra.date === day)].map(({ from, to }) => ({
    start: instantOf(date, from, rule.timeZone),
    end: instantOf(to === '00:00' ? date.add({ days: 1 }) : date, to, rule.timeZone),
  }))
}

/** A time that the clock leaves out is the same distance after; of a repeated one, the first. */
function instantOf(date: Temporal.PlainDate, time: string, timeZone: string): number {
  return date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds
}

function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = []
  for (const span of spans.filter(({ start, end }) => start < end).toSorted((a, b) => a.start - b.start)) {
    const before = result.at(-1)
    if (before !== undefined && span.start < before.end) result[result.length - 1] = { start: before.start, end: Math.max(before.end, span.end) }
    else result.push(span)
  }
  return result
}
