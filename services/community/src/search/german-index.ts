import { mistyped } from '../directory/mistyped.ts'
import { stem, wantedWords, wordsOf } from './german.ts'

/** A part of a thing that words stand in, and how much it weighs beside the others. */
export interface IndexField<T> {
  readonly weight: number
  readonly text: (thing: T) => string
}

export interface Hit<T> {
  readonly thing: T
  /** The stems of the thing's words that fit. */
  readonly fitting: ReadonlySet<string>
}

/** Things by everyday words. */
export interface GermanIndex<T> {
  /** Those that have every word somewhere, the best first, equal ones in their order; undefined where nothing was asked for that counts as a word. */
  search(query: string): readonly Hit<T>[] | undefined
  /** The stems of a word of its things' texts. */
  stemsOf(word: string): readonly string[]
}

/** How well a term that stands there fits the stem of a word that is looked for; 0 = not. German joins words: "Pflegedienst" is found by "Dienst". */
function fit(wanted: string, there: string): number {
  if (there === wanted) return 1
  if (wanted.length >= 3 && there.startsWith(wanted)) return 0.8
  return wanted.length >= 4 && there.includes(wanted) ? 0.5 : 0
}
const mistypedFits = 0.4
/** Many people type the same few words: what fits so many of them is kept. */
const mostKept = 500

/** MiniSearch holds who has which word and ranks (BM25 over weighed fields); which words fit is ours: its own typos know no swapped letters, and no joined words. */
export async function germanIndex<T>(things: readonly T[], fields: Readonly<Record<string, IndexField<T>>>): Promise<GermanIndex<T>> {
  const { default: MiniSearch } = await import('minisearch')
  const vocabulary = new Set<string>()
  const index = new MiniSearch<{ readonly id: number }>({
    fields: Object.keys(fields),
    extractField: ({ id }, name) => (name === 'id' ? String(id) : fields[name]!.text(things[id]!)),
    tokenize: (text) => [...wordsOf(text)],
    processTerm: (word) => {
      const term = stem(word)
      vocabulary.add(term)
      return term
    },
  })
  // In portions, so that others are answered in between.
  await index.addAllAsync(things.map((_, id) => ({ id })), { chunkSize: 50 })
  const boost = Object.fromEntries(Object.entries(fields).map(([name, { weight }]) => [name, weight]))

  const kept = new Map<string, ReadonlyMap<string, number>>()
  /** The terms that fit a word, and how well. Typos count only where nothing else fits: who spells well is not given neighbours. */
  function fitting(word: string): ReadonlyMap<string, number> {
    const there = kept.get(word)
    if (there !== undefined) return there
    const wanted = stem(word)
    const weights = new Map<string, number>()
    for (const term of vocabulary) {
      const weight = fit(wanted, term)
      if (weight > 0) weights.set(term, weight)
    }
    const letters = word.length < 5 ? 0 : word.length < 7 ? 1 : 2
    if (weights.size === 0 && letters > 0) for (const term of vocabulary) if (mistyped(wanted, term, letters) || mistyped(word, term, letters)) weights.set(term, mistypedFits)
    if (kept.size >= mostKept) kept.clear()
    kept.set(word, weights)
    return weights
  }

  /** Things with anything that fits a word. */
  function oneWord(word: string) {
    const weights = fitting(word)
    return { combineWith: 'OR' as const, boost, queries: [[...weights.keys()].join(' ')], tokenize: (terms: string) => terms.split(' '), processTerm: (term: string) => term, boostTerm: (term: string) => weights.get(term) ?? 0 }
  }

  const stems = new Map<string, readonly string[]>()
  return {
    stemsOf: (word) => {
      const there = stems.get(word) ?? wordsOf(word).map(stem)
      stems.set(word, there)
      return there
    },
    search: (query) => {
      const wanted = wantedWords(query)
      if (wanted.length === 0) return undefined
      return index.search({ combineWith: 'AND', queries: wanted.map(oneWord) })
        .map(({ id, score, terms }) => ({ at: Number(id), score, terms })).toSorted((a, b) => b.score - a.score || a.at - b.at)
        .map(({ at, terms }) => ({ thing: things[at]!, fitting: new Set(terms) }))
    },
  }
}
