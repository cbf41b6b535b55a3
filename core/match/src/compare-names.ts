import { within } from './edit-distance.ts'
import type { Features, Word } from './features.ts'
import type { Level } from './levels.ts'
import { sameForms } from './nicknames.ts'

/** How two given names or two families compare, and by which folded name where they agree: a rare one says more. */
export interface NameMatch<F extends 'given' | 'family'> {
  readonly level: Level<F> | undefined
  readonly shared?: string
}

/** Whether a folded given name is borne by many: then a look-alike is rather another name than a slip. */
export type Usual = (given: string) => boolean

const missing = { level: undefined } as const

export function compareGiven(a: Features, b: Features, usual: Usual): NameMatch<'given'> {
  const [one, other] = [a.given, b.given]
  if (one.length === 0 || other.length === 0) return missing
  const [first, second] = [one[0]!, other[0]!]
  if (first.text === second.text) return { level: 'same', shared: first.text }
  // "Hans Peter" and "Peter", "Hans-Peter" and "Hanspeter", "H." and "Hans".
  const shared = one.find(({ text }) => text.length > 1 && other.some((word) => word.text === text))
  if (shared !== undefined) return { level: 'partial', shared: shared.text }
  if (joined(one) === joined(other)) return { level: 'same', shared: joined(one) }
  if ((first.text.length === 1 || second.text.length === 1) && first.text[0] === second.text[0]) return { level: 'partial' }
  if (one.some((x) => other.some((y) => sameForms(x.text, y.text)))) return { level: 'nickname' }
  const sound = sounds(first, second)
  if (!sound && !slips(first.text, second.text)) return { level: 'different' }
  if (usual(first.text) && usual(second.text)) return { level: 'alike' }
  return { level: sound ? 'sound' : 'typo' }
}

export function compareFamily(a: Features, b: Features): NameMatch<'family'> {
  const [one, other] = [a.family, b.family]
  if (one.length === 0 || other.length === 0) return missing
  const [whole, wholeOther] = [joined(one), joined(other)]
  if (whole === wholeOther) return { level: 'same', shared: whole }
  const shared = one.find(({ text }) => text.length > 2 && other.some((word) => word.text === text))
  if (shared !== undefined) return { level: 'partial', shared: shared.text }
  const former = meeting(a.former, [...other, ...b.former]) ?? meeting(b.former, one)
  if (former !== undefined) return { level: 'birth-name', shared: former }
  if (isSwapped(a, b)) return { level: 'swapped', shared: whole }
  if (one.some((x) => other.some((y) => sounds(x, y)))) return { level: 'sound' }
  if (slips(whole, wholeOther)) return { level: 'typo' }
  return { level: 'different' }
}

/** Given and family name stand in each other's place. */
function isSwapped(a: Features, b: Features): boolean {
  const crosses = (given: readonly Word[], family: readonly Word[]): boolean =>
    given.some((x) => family.some((y) => x.text === y.text || (x.text.length > 3 && within(x.text, y.text, 1))))
  return crosses(a.given, b.family) && crosses(b.given, a.family)
}

function meeting(former: readonly Word[], names: readonly Word[]): string | undefined {
  return former.find(({ text }) => names.some((word) => word.text === text))?.text
}

/** A code of one sound says too little. */
function sounds(one: Word, other: Word): boolean {
  return one.sound.length > 1 && one.sound === other.sound
}

/** One letter wrong in a word of four or more, two in one of eight or more. */
function slips(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length)
  return length >= 4 && within(one, other, length >= 8 ? 2 : 1)
}

export function joined(words: readonly Word[]): string {
  return words.length === 1 ? words[0]!.text : words.map(({ text }) => text).join('')
}
