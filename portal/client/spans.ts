import { dayAfter } from './calendar-day.ts'

/** The usual spans of time people choose from. */
export const spans = ['30d', '3m', '6m', '12m', '36m'] as const
export type Span = (typeof spans)[number]

/** The last day (YYYY-MM-DD) of a span from now on, on the calendar; not later than `longest` days from now. */
export function spanEnd(now: number, span: Span, longest = Infinity): string {
  const amount = Number.parseInt(span, 10)
  const end = span.endsWith('d') ? dayAfter(now, amount) : monthsAfter(now, amount)
  const limit = longest === Infinity ? end : dayAfter(now, longest)
  return end < limit ? end : limit
}

/** Those that are not longer than so many days; a span that is longer by the days of a leap year counts as well, and ends with the limit. */
export function usableSpans(now: number, longest: number): readonly Span[] {
  const limit = dayAfter(now, longest + 2)
  const usable = spans.filter(span => spanEnd(now, span) <= limit)
  return usable.length === 0 ? [spans[0]] : usable
}

/** The same day of a later month, or that month's last. */
function monthsAfter(now: number, months: number): string {
  const at = new Date(now)
  const last = new Date(at.getFullYear(), at.getMonth() + months + 1, 0).getDate()
  return dayAfter(new Date(at.getFullYear(), at.getMonth() + months, Math.min(at.getDate(), last)).getTime(), 0)
}
