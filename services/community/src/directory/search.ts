import type { Actor } from './actor.ts'
import { mistyped, stem, wordsOf } from './german.ts'

/** How well a word that is looked for fits one that stands there; 0 = not. */
function fit(wanted: string, there: string): number {
  if (there === wanted) return 1
  const [a, b] = [stem(wanted), stem(there)]
  if (a === b) return 0.9
  if (there.startsWith(a)) return 0.8
  // German joins words: "Pflegedienst" is found by "Dienst".
  if (a.length >= 4 && there.includes(a)) return 0.5
  const most = wanted.length >= 7 ? 2 : wanted.length >= 5 ? 1 : 0
  return most > 0 && (mistyped(wanted, there, most) || mistyped(a, b, most)) ? 0.4 : 0
}

interface Field {
  readonly weight: number
  readonly words: readonly string[]
}

const fieldsOf = ({ name, topics, city, postalCode, offers, needs, about }: Actor): readonly Field[] => [
  { weight: 8, words: wordsOf(name) },
  { weight: 6, words: wordsOf(topics.join(' ')) },
  { weight: 4, words: wordsOf(`${city} ${postalCode}`) },
  { weight: 3, words: wordsOf(`${offers} ${needs}`) },
  { weight: 2, words: wordsOf(about) },
]

/** Those that have every word somewhere, the best first; without words all, by name. */
export function searchActors(actors: readonly Actor[], query: string): readonly Actor[] {
  const wanted = wordsOf(query).slice(0, 12)
  const byName = actors.toSorted((a, b) => a.name.localeCompare(b.name, 'de'))
  if (wanted.length === 0) return byName
  return byName.flatMap((actor) => {
    const fields = fieldsOf(actor)
    const scores = wanted.map((word) => Math.max(...fields.map(({ weight, words }) => weight * words.reduce((best, there) => Math.max(best, fit(word, there)), 0))))
    return scores.includes(0) ? [] : [{ actor, score: scores.reduce((sum, one) => sum + one, 0) }]
  }).toSorted((a, b) => b.score - a.score).map(({ actor }) => actor)
}
