import { compiled } from './compiled.ts'
import { Seating } from './seating.ts'
import type { GridCell, GridPlan, GridProblem } from './problem.ts'

export function planOf(seating: Seating): GridPlan {
  const { compiled: { problem, hopeless, broken }, at } = seating
  const cells = new Map<string, GridCell>()
  const unplaced: GridPlan['unplaced'][number][] = []
  problem.sessions.forEach(({ id }, session) => {
    if (at[session] === -1) unplaced.push({ session: id, reason: hopeless[session] ?? 'full' })
    else cells.set(id, cellOf(problem, at[session]!))
  })
  return { cells, unplaced, broken, unmet: seating.unmet }
}

/** What can be said of a grid as it stands: as if somebody had pinned all of it. */
export function judged(problem: GridProblem, cells: ReadonlyMap<string, GridCell>): GridPlan {
  return planOf(new Seating(compiled({ ...problem, sessions: problem.sessions.map((session) => ({ ...session, pin: cells.get(session.id) })) })))
}

export interface Moves {
  /** Stood somewhere, and now stand elsewhere or nowhere. */
  readonly moved: readonly string[]
  /** Stood nowhere, and now stand somewhere. */
  readonly added: readonly string[]
}

/** What a plan changes; what is no session of the problem is not told. */
export function movesOf({ sessions }: GridProblem, before: ReadonlyMap<string, GridCell>, { cells }: GridPlan): Moves {
  const stays = (a: GridCell, b: GridCell | undefined): boolean => a.slot === b?.slot && a.room === b.room
  const ids = sessions.map(({ id }) => id)
  return {
    moved: ids.filter((id) => before.has(id) && !stays(before.get(id)!, cells.get(id))),
    added: ids.filter((id) => !before.has(id) && cells.has(id)),
  }
}

function cellOf({ rooms, slots }: GridProblem, cell: number): GridCell {
  return { slot: slots[Math.floor(cell / rooms.length)]!.id, room: rooms[cell % rooms.length]!.id }
}
