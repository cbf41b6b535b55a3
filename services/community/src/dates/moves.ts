/** That a date was moved: when it was to begin before, and why, as it was typed in. */
export interface Move {
  /** UTC instant. */
  readonly was: string
  readonly why: string
}

/** Of one date. */
const mostMoves = 20

/** The moves of a date after it was saved: what is put back to where it was leaves no trace, and neither does what is over. */
export function movesAfter(known: { readonly start: string; readonly end: string; readonly moves: readonly Move[] } | undefined, start: string, why: string, now: number): readonly Move[] {
  if (known === undefined) return []
  if (known.start === start || Date.parse(known.end) < now) return known.moves
  return known.moves.at(-1)?.was === start ? known.moves.slice(0, -1) : [...known.moves, { was: known.start, why }].slice(-mostMoves)
}
