import { unplacedCost, type Seating } from './seating.ts'

/** By how much the cost changes if the session goes here, and who stood here goes where the session was (nowhere, if it was nowhere);
 *  Infinity where that cannot be. */
export function priceOfShift(seating: Seating, session: number, cell: number): number {
  const { fits, pinned, cells } = seating.compiled
  const from = seating.at[session]!
  const other = seating.inside[cell]!
  if (from === cell || (other !== -1 && pinned[other] !== -1)) return Number.POSITIVE_INFINITY
  const slot = seating.slotOf(cell)
  if (!seating.hostsFree(session, slot, other)) return Number.POSITIVE_INFINITY
  if (from === -1) return other === -1 ? seating.clashes(session, slot) - seating.votes(session) - unplacedCost
    : seating.clashes(session, slot, other) - seating.votes(session) + seating.votes(other) - seating.clashes(other, slot, other)
  const origin = seating.slotOf(from)
  if (other !== -1 && (fits[other * cells + from] === 0 || !seating.hostsFree(other, origin, session))) return Number.POSITIVE_INFINITY
  if (origin === slot) return 0
  const own = seating.clashes(session, slot, other) - seating.clashes(session, origin, session)
  return other === -1 ? own : own + seating.clashes(other, origin, session) - seating.clashes(other, slot, other)
}

/** Does it; its price must be finite. */
export function shift(seating: Seating, session: number, cell: number): void {
  const from = seating.at[session]!
  const other = seating.inside[cell]!
  if (from !== -1) seating.take(session)
  if (other !== -1) seating.take(other)
  seating.put(session, cell)
  if (other !== -1 && from !== -1) seating.put(other, from)
}
