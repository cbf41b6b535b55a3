import { compiled } from './compiled.ts'
import { insert } from './insert.ts'
import { movesOf, planOf, type Moves } from './plan-of.ts'
import { Seating } from './seating.ts'
import type { GridCell, GridPlan, GridProblem } from './problem.ts'

export interface Replan extends Moves {
  readonly plan: GridPlan
}

/** One change moves no more than this; where it takes more cells away itself, no more than this besides. */
const mostMoved = 3
/** In wishes: what moving one more session must save. */
const price = 3
const longestChain = 2

/** After a change: everything stays where it is that can. What lost its cell, and what is new, gets a cell, for which others move only where there is no other way
 *  or many wishes are met by it, and never more than three. Where cells are too few for all, those wait that the fewest want. What is no session of the problem any more is
 *  gone. */
export function replan(problem: GridProblem, before: ReadonlyMap<string, GridCell>): Replan {
  const numbers = compiled(problem)
  const seating = new Seating(numbers)
  /** -1 = the room or the slot is gone. */
  const cellOf = (at: GridCell): number => {
    const [slot, room] = [problem.slots.findIndex(({ id }) => id === at.slot), problem.rooms.findIndex(({ id }) => id === at.room)]
    return slot === -1 || room === -1 ? -1 : slot * numbers.rooms + room
  }
  const waiting: number[] = []
  for (const [session, { id }] of problem.sessions.entries()) {
    if (numbers.pinned[session] !== -1 || numbers.open[session]!.length === 0) continue
    const at = before.get(id)
    const cell = at === undefined ? -1 : cellOf(at)
    if (numbers.open[session]!.includes(cell) && seating.blockers(session, cell).size === 0) seating.put(session, cell)
    else waiting.push(session)
  }
  const lost = problem.sessions.filter(({ id }, session) => before.has(id) && seating.at[session] === -1).length
  const most = lost > mostMoved ? mostMoved : Math.max(0, mostMoved - lost - (waiting.length > lost ? 1 : 0))
  const isNew = (session: number): number => before.has(problem.sessions[session]!.id) ? 0 : 1
  const free = (session: number): number => numbers.open[session]!.filter((cell) => seating.blockers(session, cell).size === 0).length
  const turns = waiting.map((session) => ({ session, isNew: isNew(session), free: free(session), votes: seating.votes(session) }))
  type Turn = typeof turns[number]
  const began = seating.at.slice()
  const settled = (order: (a: Turn, b: Turn) => number): { readonly at: Int32Array; readonly cost: number } => {
    seating.restore(began)
    let others = most
    for (const { session } of turns.toSorted((a, b) => a.isNew - b.isNew || order(a, b) || a.session - b.session)) {
      const before = seating.at.slice()
      if (insert(seating, session, { others: Math.min(others, longestChain), price })) others -= before.filter((cell, at) => cell !== -1 && seating.at[at] !== cell).length
    }
    return { at: seating.at.slice(), cost: seating.unmet + (most - others) * price }
  }
  // Whoever has the fewest ways goes first where there is room for all; whom the most want where there is not. What leaves fewer wishes unmet is right.
  const [tight, wanted] = [settled((a, b) => a.free - b.free || b.votes - a.votes), settled((a, b) => b.votes - a.votes || a.free - b.free)]
  seating.restore(wanted.cost < tight.cost ? wanted.at : tight.at)
  const plan = planOf(seating)
  return { plan, ...movesOf(problem, before, plan) }
}
