const shortestMs = 100
const longestMs = 15_000

/** How long to wait after so many failures in a row (1, 2, 3 …): doubling from 100 ms to 15 s, each time at least half of that and
 *  the rest by chance, so that many connectors do not come back in step. `random` gives 0 to 1. */
export function backOff(failures: number, random: () => number = Math.random): number {
  const full = Math.min(longestMs, shortestMs * 2 ** Math.min(failures - 1, 20))
  return full * (0.5 + random() / 2)
}
