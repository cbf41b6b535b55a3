/** A straight line through points by least squares. */
export interface Line {
  /** Growth of y for each 1 of x. */
  readonly slope: number
  /** Standard error of the slope; 0 for two points. */
  readonly error: number
}

/** Points as [x, y], at least two with different x. */
export function lineThrough(points: readonly (readonly [number, number])[]): Line {
  const n = points.length
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n
  const spreadX = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  if (!(spreadX > 0)) throw new Error('a line needs two points')
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spreadX
  const rest = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0)
  return { slope, error: n < 3 ? 0 : Math.sqrt(rest / (n - 2) / spreadX) }
}
