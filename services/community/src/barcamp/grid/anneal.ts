import { priceOfShift, shift } from './shift.ts'
import type { Seating } from './seating.ts'

const turnsPerSession = 600
/** Some milliseconds. */
const turnsAtOnce = 3000
/** In wishes: what a change for the worse may cost at the beginning, and at the end. */
const [hot, cold] = [6, 0.15]

/** Simulated annealing over moves into free cells and swaps, by the exact number of unmet wishes; ends in the best grid it saw, which is never worse than where it
 *  began. Gives way between rounds. Its length is by the sessions and not by the clock, so that the same numbers lead to the same grid.
 *  Source: Kirkpatrick, Gelatt, Vecchi: Optimization by simulated annealing, Science 220 (1983). */
export function* anneal(seating: Seating, random: () => number): Generator<void, void> {
  const { open, pinned } = seating.compiled
  const movable = [...open.keys()].filter((session) => pinned[session] === -1 && open[session]!.length > 0)
  if (movable.length === 0) return
  let best = seating.at.slice()
  let bestCost = seating.cost
  const turns = turnsPerSession * movable.length
  for (let turn = 0; turn < turns; turn++) {
    if (turn % turnsAtOnce === turnsAtOnce - 1) yield
    const session = movable[Math.floor(random() * movable.length)]!
    const cells = open[session]!
    const cell = cells[Math.floor(random() * cells.length)]!
    const worse = priceOfShift(seating, session, cell)
    if (worse > 0 && (worse > 20 * hot || random() >= Math.exp(-worse / (hot * (cold / hot) ** (turn / turns))))) continue
    shift(seating, session, cell)
    if (seating.cost < bestCost) [best, bestCost] = [seating.at.slice(), seating.cost]
  }
  seating.restore(best)
  descend(seating, movable)
}

/** Until no single move or swap makes it better. */
function descend(seating: Seating, movable: readonly number[]): void {
  for (let better = true; better;) {
    better = false
    for (const session of movable) {
      for (const cell of seating.compiled.open[session]!) {
        if (priceOfShift(seating, session, cell) >= 0) continue
        shift(seating, session, cell)
        better = true
      }
    }
  }
}
