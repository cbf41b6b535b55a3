/** Milliseconds to wait before attempt `attempt` (1 = first retry): 0.5 s doubled each time up to 20 s, spread by
 *  `chance` (0 to 1) over the upper half, so that all the open pages of a region do not return in the same instant. */
export function backOff(attempt: number, chance: number): number {
  const ceiling = Math.min(20_000, 500 * 2 ** Math.min(attempt - 1, 10))
  return Math.round(ceiling * (0.5 + chance / 2))
}
