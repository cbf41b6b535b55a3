import { stem, wordsOf } from '../search/german.ts'
import type { Actor } from './actor.ts'
import { mistyped } from './mistyped.ts'

/** What of an actor says whether it is the same as another one. */
export type Likeness = Pick<Actor, 'name' | 'city' | 'street' | 'postalCode' | 'website'>

/** Why two look like one. */
export type LikeReason = 'name' | 'website' | 'address'

/** Words of names that say what somebody is before the law, a title, or nothing. */
const empty = new Set(wordsOf('gmbh ggmbh mbh ag kg co e v ev ug se gbr der die das am an im in auf fuer für und u of the for and zu zum zur bei des dem den st sankt dr prof med dipl'))

interface Compared {
  readonly words: readonly string[]
  readonly city: string
  readonly host: string
  readonly address: string
}

const hostOf = (website: string): string => (URL.canParse(website) ? new URL(website).hostname.replace(/^www\./, '') : '')

function compared({ name, city, street, postalCode, website }: Likeness): Compared {
  const town = wordsOf(city)
  const words = wordsOf(name).filter((word) => !empty.has(word))
  const own = words.filter((word) => !town.includes(word))
  const way = wordsOf(street.replace(/str(?:\.|(?=\s*\d|$))/i, 'straße'))
  return { words: [...new Set(own.length > 0 ? own : words)], city: town.join(' '), host: hostOf(website), address: way.length < 2 ? '' : `${way.join('')} ${postalCode || town.join(' ')}` }
}

const same = (a: string, b: string): boolean => stem(a) === stem(b) || (Math.min(a.length, b.length) >= 6 && mistyped(a, b, Math.min(a.length, b.length) >= 9 ? 2 : 1))

/** How much of two names is the same: 0 to 1, as Dice counts. */
function nameLikeness(a: readonly string[], b: readonly string[]): number {
  const left = [...b]
  let both = 0
  for (const word of a) {
    const at = left.findIndex((other) => same(word, other))
    if (at < 0) continue
    left.splice(at, 1)
    both += 1
  }
  return a.length + b.length === 0 ? 0 : (2 * both) / (a.length + b.length)
}

function reasonsOf(a: Compared, b: Compared): readonly LikeReason[] {
  const likeness = nameLikeness(a.words, b.words)
  // Branches of one house in two towns have one name and one website, and are two.
  if (a.city !== b.city || likeness < 0.5) return []
  const reasons: LikeReason[] = [
    ...(likeness >= 0.75 ? ['name' as const] : []),
    ...(a.host !== '' && a.host === b.host ? ['website' as const] : []),
    ...(a.address !== '' && a.address === b.address ? ['address' as const] : []),
  ]
  return reasons
}

export interface LikePair<Of> {
  readonly a: Of
  readonly b: Of
  readonly reasons: readonly LikeReason[]
}

interface Entry<Of> {
  readonly actor: Of
  readonly of: Compared
}

/** What two that look like one have in common, whatever was mistyped: the beginning or the end of a word of their names, in one town. Thousands are so compared with few each. */
function keysOf({ words, city }: Compared): readonly string[] {
  return words.flatMap((word) => [`${city} ${word.slice(0, 4)}-`, `${city} -${word.slice(-4)}`])
}

/** What more than so many of one town have in common says nothing of who is who. */
const mostCommon = 100

function indexed<Of extends Likeness>(actors: readonly Of[]): { readonly entries: readonly Entry<Of>[]; readonly near: (of: Compared) => ReadonlySet<Entry<Of>> } {
  const entries = actors.map((actor) => ({ actor, of: compared(actor) }))
  const byKey = new Map<string, Entry<Of>[]>()
  for (const entry of entries) {
    for (const key of keysOf(entry.of)) {
      const there = byKey.get(key)
      if (there === undefined) byKey.set(key, [entry])
      else there.push(entry)
    }
  }
  const telling = (key: string): readonly Entry<Of>[] => {
    const there = byKey.get(key) ?? []
    return there.length > mostCommon ? [] : there
  }
  return { entries, near: (of) => new Set(keysOf(of).flatMap(telling)) }
}

/** Finds those that look like one, the most alike first. Built once for many. */
export function likeFinder<Of extends Likeness>(actors: readonly Of[]): (one: Likeness) => readonly (readonly [Of, readonly LikeReason[]])[] {
  const { near } = indexed(actors)
  return (one) => {
    const mine = compared(one)
    return [...near(mine)].flatMap(({ actor, of }) => {
      const reasons = reasonsOf(mine, of)
      return reasons.length === 0 ? [] : [[actor, reasons] as const]
    }).toSorted(([, a], [, b]) => b.length - a.length)
  }
}

/** Pairs that look like one, the most alike first. */
export function likePairs<Of extends Likeness>(actors: readonly Of[]): readonly LikePair<Of>[] {
  const { entries, near } = indexed(actors)
  const at = new Map(entries.map((entry, index) => [entry, index]))
  return entries.flatMap((entry, index) => [...near(entry.of)].flatMap((other) => {
    const reasons = at.get(other)! > index ? reasonsOf(entry.of, other.of) : []
    return reasons.length === 0 ? [] : [{ a: entry.actor, b: other.actor, reasons }]
  })).toSorted((a, b) => b.reasons.length - a.reasons.length)
}
