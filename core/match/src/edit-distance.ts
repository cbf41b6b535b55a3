/** Whether at most `most` (1 or 2) letters were changed, added, left out or exchanged with their neighbour (optimal string alignment). */
export function within(one: string, other: string, most: number): boolean {
  if (one === other) return true
  const [a, b] = one.length <= other.length ? [one, other] : [other, one]
  if (b.length - a.length > most) return false
  let start = 0
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++
  let cut = 0
  while (cut < a.length - start && a.charCodeAt(a.length - 1 - cut) === b.charCodeAt(b.length - 1 - cut)) cut++
  return distance(a.slice(start, a.length - cut), b.slice(start, b.length - cut), most) <= most
}

function distance(a: string, b: string, most: number): number {
  if (a.length === 0) return b.length
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let value = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2]! + 1)
      row.push(value)
      if (value < least) least = value
    }
    if (least > most) return least
    before = last
    last = row
  }
  return last[b.length]!
}
