import { setImmediate } from 'node:timers/promises'
import { anneal } from './anneal.ts'
import { compiled } from './compiled.ts'
import { fitRooms } from './fit-rooms.ts'
import { greedy } from './greedy.ts'
import { insert } from './insert.ts'
import { planOf } from './plan-of.ts'
import { seeded } from './random.ts'
import type { GridPlan, GridProblem } from './problem.ts'
import type { Seating } from './seating.ts'

const tries = 3

/** A grid that leaves as few wishes unmet as it can: never two sessions in a cell, nobody in two places, rooms and times as the hosts need them, pins where they are.
 *  What cannot be kept is said. The same problem and seed give the same grid. Takes long, and lets
 *  others work in between. */
export async function propose(problem: GridProblem, seed = 1): Promise<GridPlan> {
  const numbers = compiled(problem)
  const random = seeded(seed)
  let best: Seating | undefined
  for (let turn = 0; turn < tries; turn++) {
    const seating = greedy(numbers)
    for (const _ of anneal(seating, random)) await setImmediate()
    if (best === undefined || seating.cost < best.cost) best = seating
  }
  const seating = best!
  for (const [session, cells] of numbers.open.entries()) if (seating.at[session] === -1 && cells.length > 0) insert(seating, session, { others: 2, price: 0 })
  fitRooms(seating)
  return planOf(seating)
}
