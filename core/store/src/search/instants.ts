/** Instants in the index are whole microseconds since 1970 UTC. The marks are powers of two, exact as doubles, and far
 *  enough from the ends of a bigint that hi - lo never overflows; the year 9999 is 2.5e17. */
export const openLow = -(2 ** 61)
export const openHigh = 2 ** 61
/** The type has a leading date but this resource has none. Sorts below everything. */
export const noDate = -(2 ** 62)
/** A period longer than this is in the partial index of long ones; everything else that touches an instant begins
 *  at most this long before it. Must be the figure in 0002_resources.sql. */
export const longPeriod = 2 * 86_400_000_000

export function toInstant(value: number): number {
  if (value <= openLow) return openLow
  if (value >= openHigh) return openHigh
  return Math.trunc(value)
}

/** As a parameter: a large number's shortest decimal text is another whole number than the double itself. */
export const exact = (instant: number): bigint => BigInt(instant)
