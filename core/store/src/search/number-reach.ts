import type { NumberValue } from '@steckwerk/fhir'
import { sql, type Sql } from '@steckwerk/kernel'

/** What an index can tell of a condition on numbers. All bounds are closed and implied by the condition, not equal to it:
 *  `loMin ≤ lo ≤ loMax`, and `hi ≥ hiMin`. */
export interface NumberReach {
  readonly loMin: number
  readonly loMax: number
  readonly hiMin: number
}

const everything: NumberReach = { loMin: -Infinity, loMax: Infinity, hiMin: -Infinity }

export function numberReach({ prefix, low, high }: NumberValue): NumberReach {
  switch (prefix) {
    case 'eq':
      return { loMin: low, loMax: high, hiMin: low }
    case 'ne':
      return everything
    case 'gt':
    case 'ge':
      return { ...everything, hiMin: low }
    case 'lt':
    case 'eb':
    case 'le':
      return { ...everything, loMax: high }
    case 'sa':
      return { loMin: low, loMax: Infinity, hiMin: low }
    case 'ap':
      return { loMin: -Infinity, loMax: high, hiMin: low }
  }
}

/** Two index ranges of st.num that together hold every row within reach: points by where they are, and what is wider by where it ends.
 *  `wide` is undefined where the beginning alone is bounded. */
export function numberRanges(h: bigint, { loMin, loMax, hiMin }: NumberReach): { readonly points: Sql; readonly wide: Sql | undefined } {
  const points = sql`n.h = ${h} and n.lo >= ${Math.max(loMin, hiMin)}::float8 and n.lo <= ${loMax}::float8`
  if (loMin >= hiMin) return { points, wide: undefined }
  // + 0: what the partial index of ranges is for, the index by beginnings must not take over.
  const before = sql`(n.lo + 0) >= ${loMin}::float8 and (n.lo + 0) < ${hiMin}::float8 and (n.lo + 0) <= ${loMax}::float8`
  return { points, wide: sql`n.h = ${h} and n.hi > n.lo and n.hi >= ${hiMin}::float8 and ${before}` }
}
