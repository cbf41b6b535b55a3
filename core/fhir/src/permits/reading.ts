import { dateRange } from '../model/date-range.ts'
import { members } from '../search/extract/sink.ts'
import { referenceTarget } from '../search/reference-target.ts'

/** A closed range of instants, in whole milliseconds since 1970 UTC; ±Infinity = open. */
export interface Span {
  readonly low: number
  readonly high: number
}

export const always: Span = { low: -Infinity, high: Infinity }

/** A Period; undefined where an end of it cannot be read. */
export function spanOf(period: unknown): Span | undefined {
  if (period === undefined) return always
  if (typeof period !== 'object' || period === null || Array.isArray(period)) return undefined
  const { start, end } = members(period)
  const from = start === undefined ? undefined : rangeOf(start)
  const to = end === undefined ? undefined : rangeOf(end)
  if (from === null || to === null) return undefined
  return { low: from === undefined ? -Infinity : Math.ceil(from.low / 1000), high: to === undefined ? Infinity : Math.floor(to.high / 1000) }
}

/** In microseconds; null = unreadable. */
const rangeOf = (text: unknown): Span | null => (typeof text === 'string' ? (dateRange(text) ?? null) : null)

/** The id that a Reference of this server names, if it names that type. */
export function referredId(reference: unknown, type: string): string | undefined {
  const text = members(reference)['reference']
  const target = typeof text === 'string' ? referenceTarget(text) : undefined
  return target?.type === type ? target.id : undefined
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
