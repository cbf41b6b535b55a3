/** Words as they are compared: without case, umlauts and accents written out. */
export function folded(text: string): string {
  return text.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '')
}

const endings = /(?:innen|ungen|erin|ung|ern|en|em|er|es|e|n|s)$/

/** What is left of a folded word without its ending, as far as it stays a word: "Kliniken", "Klinik" and "Klinikum" begin alike. */
export function stem(word: string): string {
  const short = word.replace(endings, '')
  return short.length >= 4 ? short : word
}

export function wordsOf(text: string): readonly string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Letters that were mistyped, left out, added or swapped with their neighbour; more than `most` is not counted to the end. Source: optimal string alignment. */
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
