import { compiled } from './compiled.ts'
import { insert } from './insert.ts'
import { movesOf, planOf, type Moves } from './plan-of.ts'
import { Seating } from './seating.ts'
import type { GridCell, GridPlan, GridProblem } from './problem.ts'

export interface Replan extends Moves {
  readonly plan: GridPlan
}

/** One change moves no more than this, unless it takes more cells away itself. */
const mostMoved = 3
/** In wishes: what moving one more session must save. */
const price = 3
const longestChain = 2

/** After a change: everything stays where it is that can. What lost its cell, and what is new, gets a cell, for which others move only where there is no other way
 *  or many wishes are met by it, and never more than three together. What is no session of the problem any more is gone. */
export function replan(problem: GridProblem, before: ReadonlyMap<string, GridCell>): Replan {
  const numbers = compiled(problem)
  const seating = new Seating(numbers)
  const cellOf = (at: GridCell): number => problem.slots.findIndex(({ id }) => id === at.slot) * numbers.rooms + problem.rooms.findIndex(({ id }) => id === at.room)
  const waiting: number[] = []
  for (const [session, { id }] of problem.sessions.entries()) {
    if (numbers.pinned[session] !== -1 || numbers.open[session]!.length === 0) continue
    const at = before.get(id)
    const cell = at === undefined ? -1 : cellOf(at)
    if (numbers.open[session]!.includes(cell) && seating.blockers(session, cell).size === 0) seating.put(session, cell)
    else waiting.push(session)
  }
  const lost = problem.sessions.filter(({ id }, session) => before.has(id) && seating.at[session] === -1).length
  let others = Math.max(0, mostMoved - lost - (waiting.length > lost ? 1 : 0))
  const isNew = (session: number): number => before.has(problem.sessions[session]!.id) ? 0 : 1
  const free = (session: number): number => numbers.open[session]!.filter((cell) => seating.blockers(session, cell).size === 0).length
  const turns = waiting.map((session) => ({ session, isNew: isNew(session), free: free(session) }))
    .toSorted((a, b) => a.isNew - b.isNew || a.free - b.free || numbers.voters[b.session]!.length - numbers.voters[a.session]!.length || a.session - b.session)
  for (const { session } of turns) {
    const began = seating.at.slice()
    if (insert(seating, session, { others: Math.min(others, longestChain), price })) others -= began.filter((cell, at) => cell !== -1 && seating.at[at] !== cell).length
  }
  const plan = planOf(seating)
  return { plan, ...movesOf(problem, before, plan) }
}
