export interface Quarters {
  /** How many values there are. */
  readonly count: number
  readonly lower: number
  readonly median: number
  readonly upper: number
}

/** Median and quarters, between neighbours in proportion; undefined of nothing. Source: Hyndman and Fan (1996), type 7, as spreadsheets have it. */
export function quartersOf(values: readonly number[]): Quarters | undefined {
  if (values.length === 0) return undefined
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
    return below + (above - below) * (place - Math.floor(place))
  }
  return { count: sorted.length, lower: at(0.25), median: at(0.5), upper: at(0.75) }
}
