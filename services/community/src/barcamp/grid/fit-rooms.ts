import { priceOfShift, shift } from './shift.ts'
import type { Seating } from './seating.ts'

/** Changes rooms within each slot, so that as few as possible have to stand; costs nobody a wish. */
export function fitRooms(seating: Seating): void {
  const { open, pinned, voters, rooms, problem } = seating.compiled
  const standing = (session: number, cell: number): number => session === -1 ? 0 : Math.max(0, voters[session]!.length - problem.rooms[cell % rooms]!.seats)
  for (let better = true; better;) {
    better = false
    for (const [session, cells] of open.entries()) {
      if (seating.at[session] === -1 || pinned[session] !== -1) continue
      for (const cell of cells) {
        const at = seating.at[session]!
        const other = seating.inside[cell]!
        if (seating.slotOf(cell) !== seating.slotOf(at) || priceOfShift(seating, session, cell) !== 0) continue
        if (standing(session, cell) + standing(other, at) >= standing(session, at) + standing(other, cell)) continue
        shift(seating, session, cell)
        better = true
      }
    }
  }
}
