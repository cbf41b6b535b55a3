import { dateRange, type DateRange } from '../../model/date-range.ts'
import { members, type Emit } from './sink.ts'

function rangeOf(value: unknown): DateRange | undefined {
  return typeof value === 'string' ? dateRange(value) : undefined
}

const single: Emit = (value, param, sink) => {
  const range = rangeOf(value)
  if (range !== undefined) sink.dates.push({ param, low: range.low, high: range.high })
}

/** An open end reaches infinitely far; a period that ends before it starts is taken from the earlier to the later. */
function periodRange(value: unknown): DateRange | undefined {
  const parts = members(value)
  const start = rangeOf(parts['start'])
  const end = rangeOf(parts['end'])
  if (start === undefined && end === undefined) return undefined
  const low = start?.low ?? -Infinity
  const high = end?.high ?? Infinity
  return low <= high ? { low, high } : { low: end!.low, high: start!.high }
}

const period: Emit = (value, param, sink) => {
  const range = periodRange(value)
  if (range !== undefined) sink.dates.push({ param, ...range })
}

/** Only the outer limits of a Timing count: from its first event to its last, and its bounds. */
const timing: Emit = (value, param, sink) => {
  const parts = members(value)
  let low = Infinity
  let high = -Infinity
  const events: readonly unknown[] = Array.isArray(parts['event']) ? parts['event'] : []
  for (const range of [...events.map(rangeOf), periodRange(members(parts['repeat'])['boundsPeriod'])]) {
    if (range === undefined) continue
    low = Math.min(low, range.low)
    high = Math.max(high, range.high)
  }
  if (low <= high) sink.dates.push({ param, low, high })
}

/** By element type. Source: FHIR R4 search.html#date. */
export const dateEmits: Readonly<Record<string, Emit>> = { date: single, dateTime: single, instant: single, Period: period, Timing: timing }
