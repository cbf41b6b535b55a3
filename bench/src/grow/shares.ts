/** Falls off by this power of the rank: of twenty carriers the largest then has half of everything, the smallest one in 250. */
const power = 1.6

/** How many of `total` each of `count` carriers has, the largest first, each at least one; as sizes of organizations fall off (Zipf). */
export function sharesOf(total: number, count: number): number[] {
  const weights = Array.from({ length: count }, (_, rank) => (rank + 1) ** -power)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = weights.map((weight) => Math.max(1, Math.floor((total * weight) / whole)))
  const others = shares.slice(1).reduce((sum, share) => sum + share, 0)
  return [Math.max(1, total - others), ...shares.slice(1)]
}
