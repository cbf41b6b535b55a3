import type { Seating } from './seating.ts'

export interface Insertion {
  /** How many that stand already may have to move for it. */
  readonly others: number
  /** How many wishes the move of one of them must save. */
  readonly price: number
}

/** Finds a cell for a session that has none: a free one, or one that becomes free by moving others on, in chains no longer than allowed. Of all ways the one that
 *  costs the least, counted in wishes and moves. Tells whether there was one. */
export function insert(seating: Seating, session: number, { others, price }: Insertion): boolean {
  let best: Int32Array | undefined
  let least = Number.POSITIVE_INFINITY
  const place = (waiting: readonly number[], left: number, moved: number): void => {
    const [one, ...rest] = waiting
    if (one === undefined) {
      const cost = seating.unmet + moved * price
      if (cost < least) [best, least] = [seating.at.slice(), cost]
      return
    }
    for (const cell of seating.compiled.open[one]!) {
      if (left === 0 && seating.inside[cell] !== -1) continue
      const away = seating.blockers(one, cell)
      if (away.size > left || mustStay(away)) continue
      const from = [...away].map((other) => [other, seating.at[other]!] as const)
      for (const [other] of from) seating.take(other)
      seating.put(one, cell)
      place([...rest, ...away], left - away.size, moved + away.size)
      seating.take(one)
      for (const [other, where] of from) seating.put(other, where)
    }
  }
  const { pinned } = seating.compiled
  const began = seating.at.slice()
  const mustStay = (away: ReadonlySet<number>): boolean => [...away].some((other) => pinned[other] !== -1 || began[other] === -1 || seating.at[other] !== began[other])
  place([session], others, 0)
  if (best === undefined) return false
  seating.restore(best)
  return true
}
