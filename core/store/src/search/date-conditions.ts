import type { DatePrefix, DateValue } from '@steckwerk/fhir'
import { joinSql, sql, type Sql } from '@steckwerk/kernel'
import { exact, longPeriod, noDate, openHigh, openLow, toInstant } from './instants.ts'

/** What an index can tell of conditions on one date. All bounds are closed and implied by the conditions, not equal
 *  to them: `loMin ≤ lo ≤ loMax`, and `hi ≥ hiMin`. */
export interface Reach {
  readonly loMin: number
  readonly loMax: number
  readonly hiMin: number
}

/** A condition on a resource's leading date, as FHIR compares ranges.
 *  Source: FHIR R4 search.html#prefix. */
export const leadingFilter = (row: Sql, values: readonly DateValue[]): Sql => dateFilter(sql`${row}.lo`, sql`${row}.hi`, values)

/** The same on another date of it, of a row `d` that is probed by its resource: + 0 keeps the planner from going by the date instead. */
export const sideDateFilter = (values: readonly DateValue[]): Sql => dateFilter(sql`(d.lo + 0)`, sql`(d.hi + 0)`, values)

function dateFilter(lo: Sql, hi: Sql, values: readonly DateValue[]): Sql {
  const alternatives = values.map(({ prefix, low, high }) => compare(lo, hi, prefix, exact(toInstant(low)), exact(toInstant(high))))
  return sql`(${lo} > ${exact(noDate)}::int8 and (${joinSql(alternatives, ' or ')}))`
}

function compare(lo: Sql, hi: Sql, prefix: DatePrefix, low: bigint, high: bigint): Sql {
  switch (prefix) {
    case 'eq':
      return sql`(${lo} >= ${low}::int8 and ${hi} <= ${high}::int8)`
    case 'ne':
      return sql`(${lo} < ${low}::int8 or ${hi} > ${high}::int8)`
    case 'gt':
      return sql`${hi} > ${high}::int8`
    case 'lt':
      return sql`${lo} < ${low}::int8`
    // Above the value, or inside it.
    case 'ge':
      return sql`(${hi} > ${high}::int8 or ${lo} >= ${low}::int8)`
    case 'le':
      return sql`(${lo} < ${low}::int8 or ${hi} <= ${high}::int8)`
    case 'sa':
      return sql`${lo} > ${high}::int8`
    case 'eb':
      return sql`${hi} < ${low}::int8`
    case 'ap':
      return sql`(${lo} <= ${high}::int8 and ${hi} >= ${low}::int8)`
  }
}

/** The same on the instant of the last update. */
export function instantFilter(row: Sql, values: readonly DateValue[]): Sql {
  const lu = sql`${row}.lu`
  return sql`(${joinSql(values.map(({ prefix, low, high }) => compare(lu, lu, prefix, exact(toInstant(low)), exact(toInstant(high)))), ' or ')})`
}

const everything: Reach = { loMin: openLow, loMax: openHigh, hiMin: openLow }

function reachOf({ prefix, low: from, high: to }: DateValue): Reach {
  const low = toInstant(from)
  const high = toInstant(to)
  switch (prefix) {
    case 'eq':
      return { loMin: low, loMax: high, hiMin: low }
    case 'ne':
      return everything
    case 'gt':
      return { ...everything, hiMin: high }
    case 'ge':
      return { ...everything, hiMin: low }
    case 'lt':
    case 'eb':
      return { ...everything, loMax: low }
    case 'le':
      return { ...everything, loMax: high }
    case 'sa':
      return { loMin: high, loMax: openHigh, hiMin: high }
    case 'ap':
      return { loMin: openLow, loMax: high, hiMin: low }
  }
}

/** The reach of conditions joined by AND, each with alternatives, that all speak of the same one date. */
export function dateReach(conditions: readonly (readonly DateValue[])[]): Reach {
  return conditions.map(hull).reduce((a, b) => ({ loMin: Math.max(a.loMin, b.loMin), loMax: Math.min(a.loMax, b.loMax), hiMin: Math.max(a.hiMin, b.hiMin) }), everything)
}

function hull(values: readonly DateValue[]): Reach {
  const reaches = values.map(reachOf)
  return {
    loMin: Math.min(...reaches.map((reach) => reach.loMin)),
    loMax: Math.max(...reaches.map((reach) => reach.loMax)),
    hiMin: Math.min(...reaches.map((reach) => reach.hiMin)),
  }
}

/** The bounds of an instant, which begins where it ends. */
export function instantReach(values: readonly DateValue[]): { readonly from: number; readonly to: number } {
  const { loMin, loMax, hiMin } = hull(values)
  return { from: Math.max(loMin, hiMin), to: loMax }
}

/** Two index ranges that together hold every row within reach: by where it begins, and, for long periods, by where it
 *  ends. `long` is undefined where the beginning alone is bounded. The literal must be that of the partial index. */
export function reachRanges(row: 'r' | 'd', reach: Reach): { readonly short: Sql; readonly long: Sql | undefined } {
  const lo = row === 'r' ? sql`r.lo` : sql`d.lo`
  const hi = row === 'r' ? sql`r.hi` : sql`d.hi`
  const from = Math.max(reach.loMin, reach.hiMin === openLow ? openLow : reach.hiMin - longPeriod)
  const short = sql`${lo} >= ${exact(from)}::int8 and ${lo} <= ${exact(reach.loMax)}::int8`
  if (reach.hiMin === openLow || reach.loMin >= reach.hiMin) return { short, long: undefined }
  // + 0: what the partial index of long periods is for, the index by beginnings must not take over.
  const beforeShort = sql`(${lo} + 0) >= ${exact(reach.loMin)}::int8 and (${lo} + 0) < ${exact(from)}::int8 and (${lo} + 0) <= ${exact(reach.loMax)}::int8`
  return { short, long: sql`${hi} - ${lo} > 172800000000 and ${hi} >= ${exact(reach.hiMin)}::int8 and ${beforeShort}` }
}
