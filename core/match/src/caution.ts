import { at, levelIndex, missing } from './levels.ts'
import type { Comparison } from './compare.ts'

/** Why a pair is never certain, however alike: a person decides. */
export type Caution = 'twins' | 'namesakes' | 'kvnr' | 'relatives'

const index = {
  sameBirth: levelIndex('birth', 'same'),
  otherBirth: levelIndex('birth', 'different'),
  sameKvnr: levelIndex('kvnr', 'same'),
  otherKvnr: levelIndex('kvnr', 'different'),
  sameGiven: levelIndex('given', 'same'),
  partialGiven: levelIndex('given', 'partial'),
  alikeGiven: levelIndex('given', 'alike'),
  otherGiven: levelIndex('given', 'different'),
}

/** Twins: born on one day under one family name with given names that are two names, or with different places among twins. Namesakes: one
 *  name, birth dates that no slip makes of each other (father and son). kvnr: two different insurance numbers, each right in itself.
 *  relatives: another birth date and another name. A shared insurance number outweighs other given names and birth dates, not twins' places. */
export function cautionOf({ levels, twinPlaces, years }: Comparison): Caution | undefined {
  const [given, birth, kvnr] = [levels[at.given]!, levels[at.birth]!, levels[at.kvnr]!]
  if (twinPlaces) return 'twins'
  if (kvnr === index.otherKvnr) return 'kvnr'
  if (kvnr === index.sameKvnr) {
    // A child is at times registered under a parent's number.
    if (birth === index.otherBirth && given !== index.sameGiven) return 'relatives'
    return birth === index.otherBirth && (years ?? 0) >= 12 ? 'namesakes' : undefined
  }
  if (birth === index.sameBirth && (given === index.otherGiven || given === index.alikeGiven || given === missing)) return 'twins'
  if (birth === index.otherBirth) return given === index.sameGiven || given === index.partialGiven ? 'namesakes' : 'relatives'
  return undefined
}
