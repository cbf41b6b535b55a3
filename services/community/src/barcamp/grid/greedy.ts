import { Seating } from './seating.ts'
import type { Compiled } from './compiled.ts'

/** The most wanted first, each where it costs the fewest wishes just then: what a careful moderator would do by hand. */
export function greedy(compiled: Compiled): Seating {
  const seating = new Seating(compiled)
  const { voters, open, pinned } = compiled
  const order = [...voters.keys()].filter((session) => pinned[session] === -1).toSorted((a, b) => voters[b]!.length - voters[a]!.length || a - b)
  for (const session of order) {
    let [best, least] = [-1, Number.POSITIVE_INFINITY]
    for (const cell of open[session]!) {
      if (seating.inside[cell] !== -1 || !seating.hostsFree(session, seating.slotOf(cell))) continue
      const clashes = seating.clashes(session, seating.slotOf(cell))
      if (clashes < least) [best, least] = [cell, clashes]
    }
    if (best !== -1) seating.put(session, best)
  }
  return seating
}
