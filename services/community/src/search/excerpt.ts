const longest = 220
const word = /[\p{L}\p{M}\p{N}]+/gu

/** What is shown of things that were found. `fitting` as of a Hit. */
export interface Excerpts {
  /** Its summary, or the part of its text where what was looked for stands. */
  excerptOf(thing: { readonly summary: string; readonly text: string }, fitting: ReadonlySet<string>): string
  /** The words of texts that fit, in small letters as they stand there: what a page marks. */
  markedWords(texts: readonly string[], fitting: ReadonlySet<string>): readonly string[]
}

/** stemsOf: of a word of the texts, by the index that found them. */
export function excerpts(stemsOf: (word: string) => readonly string[]): Excerpts {
  const fits = (one: string, fitting: ReadonlySet<string>): boolean => fitting.size > 0 && stemsOf(one).some((part) => fitting.has(part))

  return {
    excerptOf: ({ summary, text }, fitting) => {
      const where = (from: string): number => (fitting.size === 0 ? -1 : from.matchAll(word).find(([one]) => fits(one, fitting))?.index ?? -1)
      const inSummary = where(summary)
      if (summary !== '' && inSummary >= 0) return cut(summary, inSummary)
      const inText = where(text)
      return summary !== '' && inText < 0 ? cut(summary, 0) : cut(text, inText)
    },
    markedWords: (texts, fitting) => (fitting.size === 0 ? [] : [...new Set(texts.flatMap((text) => text.match(word) ?? []).filter((one) => fits(one, fitting)).map((one) => one.toLowerCase()))]),
  }
}

/** Around a place, at words. */
function cut(text: string, at: number): string {
  const flat = text.replaceAll(/\s/gu, ' ')
  if (flat.length <= longest) return flat.trim()
  const from = at <= longest / 2 ? 0 : flat.indexOf(' ', at - longest / 2) + 1
  const end = from + longest >= flat.length ? flat.length : flat.lastIndexOf(' ', from + longest)
  return `${from > 0 ? '… ' : ''}${flat.slice(from, end > from ? end : from + longest).trim()}${end < flat.length ? ' …' : ''}`
}
