import type { Board, Cell } from './barcamp.ts'

export type Place = 'queue' | 'parked' | Cell

export const cellKey = ({ slot, room }: Cell): string => `${slot} ${room}`

/** Session by cell. */
export function bySlotAndRoom(cells: Board['cells']): ReadonlyMap<string, string> {
  return new Map(Object.entries(cells).map(([id, cell]) => [cellKey(cell), id]))
}

/** Which session stands in a cell. */
export function byCell<Standing extends { readonly cell?: Cell }>(pitches: readonly Standing[]): (cell: Cell) => Standing | undefined {
  const stands = new Map(pitches.flatMap(pitch => pitch.cell === undefined ? [] : [[cellKey(pitch.cell), pitch]]))
  return cell => stands.get(cellKey(cell))
}

/** The board with one session moved. Who stands in the cell already goes where it came from: into its cell, or into the queue. */
export function moved(board: Board, id: string, to: Place): Board {
  const { [id]: from, ...others } = board.cells
  const parked = board.parked.filter(one => one !== id)
  const unpinned = board.pinned.filter(one => one !== id)
  if (to === 'queue') return { ...board, cells: others, parked, pinned: unpinned }
  if (to === 'parked') return { ...board, cells: others, parked: [...parked, id], pinned: unpinned }
  const stands = bySlotAndRoom(others).get(cellKey(to))
  if (stands === undefined) return { ...board, cells: { ...others, [id]: to }, parked }
  const { [stands]: _, ...rest } = others
  if (from === undefined) return { ...board, cells: { ...rest, [id]: to }, parked, pinned: board.pinned.filter(one => one !== stands) }
  return { ...board, cells: { ...rest, [id]: to, [stands]: from }, parked }
}

/** Pinned if it was not, and the other way round. */
export function pinTurned(board: Board, id: string): Board {
  return { ...board, pinned: board.pinned.includes(id) ? board.pinned.filter(one => one !== id) : [...board.pinned, id] }
}
