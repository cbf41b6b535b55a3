/** A small, fast, repeatable generator: the same seed gives the same numbers on every machine. From 0 to below 1.
 *  Source: mulberry32 by Tommy Ettinger, public domain. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Draws with chance and choice. */
export class Dice {
  readonly next: () => number

  constructor(seed: number) {
    this.next = seeded(seed)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!
  }
}

/** Draws by weight. */
export function weighted<T>(items: readonly T[], weights: readonly number[]): (dice: Dice) => T {
  const sums: number[] = []
  let total = 0
  for (const weight of weights) sums.push((total += weight))
  return (dice) => {
    const wanted = dice.next() * total
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! <= wanted) low = middle + 1
      else high = middle
    }
    return items[low]!
  }
}
