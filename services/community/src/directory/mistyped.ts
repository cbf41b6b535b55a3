/** Whether two words differ by at most so many letters that were mistyped, left out, added or swapped with their neighbour. Source: optimal string alignment. */
export function mistyped(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false
  let last: readonly number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const before = last
    ;[last, row] = [row, [i]]
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), swapped))
    }
    if (Math.min(...row) > most) return false
  }
  return row[b.length]! <= most
}
