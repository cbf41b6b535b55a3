import { stem, wordsOf } from './german.ts'

const longest = 220
const word = /[\p{L}\p{M}\p{N}]+/gu

/** What is shown of a thing: its summary, or the part of its text where what was looked for stands. `fitting` as of a Hit. */
export function excerptOf({ summary, text }: { readonly summary: string; readonly text: string }, fitting: ReadonlySet<string>): string {
  const where = (from: string): number => [...from.matchAll(word)].find(([one]) => fits(one, fitting))?.index ?? -1
  if (summary !== '' && (where(summary) >= 0 || where(text) < 0)) return cut(summary, where(summary))
  return cut(text, where(text))
}

/** The words of texts that fit, in small letters as they stand there: what a page marks. */
export function markedWords(texts: readonly string[], fitting: ReadonlySet<string>): readonly string[] {
  return [...new Set(texts.flatMap((text) => text.match(word) ?? []).filter((one) => fits(one, fitting)).map((one) => one.toLowerCase()))]
}

const fits = (one: string, fitting: ReadonlySet<string>): boolean => wordsOf(one).some((part) => fitting.has(stem(part)))

/** Around a place, at words. */
function cut(text: string, at: number): string {
  const flat = text.replaceAll(/\s/gu, ' ').trim()
  if (flat.length <= longest) return flat
  const from = at <= longest / 2 ? 0 : flat.indexOf(' ', at - longest / 2) + 1
  const end = from + longest >= flat.length ? flat.length : flat.lastIndexOf(' ', from + longest)
  return `${from > 0 ? '… ' : ''}${flat.slice(from, end > from ? end : from + longest)}${end < flat.length ? ' …' : ''}`
}
