import type { Item, ItemKind } from '../published/item.ts'
import { excerpts } from './excerpt.ts'
import type { GermanIndex } from './german-index.ts'

/** What the search shows of something. */
export interface Finding extends Pick<Item, 'kind' | 'id' | 'title' | 'topics' | 'path' | 'when'> {
  readonly excerpt: string
  /** Words of title, excerpt and topics that fit, in small letters. */
  readonly marked: readonly string[]
  /** When it became news; UTC instant, null = never. */
  readonly since: string | null
}

export interface Findings {
  /** Of the kinds that were asked for. */
  readonly total: number
  /** How many there are of each kind, whatever kinds were asked for. */
  readonly kinds: Readonly<Partial<Record<ItemKind, number>>>
  readonly findings: readonly Finding[]
}

/** "Wer hat das schon gelöst?" asks for what has come to results. */
const solvedFirst: readonly ItemKind[] = ['project', 'undertaking']

/** What fits a question; without one everything, results and what is being done first, then the newest. `topic` exactly. */
export function search({ things, index }: { readonly things: readonly Item[]; readonly index: GermanIndex<Item> }, { q, kinds, topic, most }: {
  readonly q: string
  /** Empty = all. */
  readonly kinds: readonly string[]
  /** '' = any. */
  readonly topic: string
  readonly most: number
}): Findings {
  const rank = ({ kind }: Item): number => (solvedFirst.includes(kind) ? solvedFirst.indexOf(kind) : solvedFirst.length)
  const everything = (): { readonly thing: Item; readonly fitting: ReadonlySet<string> }[] =>
    things.toSorted((a, b) => rank(a) - rank(b) || (b.since ?? 0) - (a.since ?? 0)).map((thing) => ({ thing, fitting: new Set() }))
  const hits = (index.search(q) ?? everything()).filter(({ thing }) => topic === '' || thing.topics.some((one) => one.localeCompare(topic, 'de', { sensitivity: 'base' }) === 0))
  const counted: Partial<Record<ItemKind, number>> = {}
  for (const { thing: { kind } } of hits) counted[kind] = (counted[kind] ?? 0) + 1
  const { excerptOf, markedWords } = excerpts((word) => index.stemsOf(word))
  const wanted = hits.filter(({ thing }) => kinds.length === 0 || kinds.includes(thing.kind))
  return {
    total: wanted.length, kinds: counted,
    findings: wanted.slice(0, most).map(({ thing, fitting }) => {
      const { kind, id, title, topics, path, since, when } = thing
      const excerpt = excerptOf(thing, fitting)
      return {
        kind, id, title, topics, path, excerpt, since: since === undefined ? null : new Date(since).toISOString(), ...(when === undefined ? {} : { when }),
        marked: markedWords([title, excerpt, ...topics], fitting),
      }
    }),
  }
}
