import { compareBirth, yearsBetween } from './compare-birth.ts'
import { compareAddresses, compareKvnrs, compareTelecom } from './compare-contact.ts'
import { compareFamily, compareGiven, type Usual } from './compare-names.ts'
import type { Features } from './features.ts'
import { fields, levelIndex, missing, type Field, type Level } from './levels.ts'

/** How two persons compare. */
export interface Comparison {
  /** Index of the level of each field, in the order of `fields`; `missing` = -1. */
  readonly levels: readonly number[]
  /** The folded name by which they agree, whole or in part. */
  readonly sharedGiven: string | undefined
  readonly sharedFamily: string | undefined
  /** Years between their births; undefined = unknown. */
  readonly years: number | undefined
  /** Both have a place among twins, and not the same. */
  readonly twinPlaces: boolean
}

export function compare(a: Features, b: Features, usual: Usual): Comparison {
  const family = compareFamily(a, b)
  // What is swapped counts once.
  const given = family.level === 'swapped' ? { level: undefined } : compareGiven(a, b, usual)
  const found: { readonly [F in Field]: Level<F> | undefined } = {
    given: given.level,
    family: family.level,
    birth: compareBirth(a.birth, b.birth),
    gender: a.gender === undefined || b.gender === undefined ? undefined : a.gender === b.gender ? 'same' : 'different',
    address: compareAddresses(a.addresses, b.addresses),
    telecom: compareTelecom(a.telecom, b.telecom),
    kvnr: compareKvnrs(a.kvnrs, b.kvnrs),
  }
  const levels = new Array<number>(fields.length)
  fields.forEach((field, place) => {
    const level = found[field]
    levels[place] = level === undefined ? missing : levelIndex(field, level)
  })
  return {
    levels,
    sharedGiven: 'shared' in given ? given.shared : undefined,
    sharedFamily: family.shared,
    years: yearsBetween(a.birth, b.birth),
    twinPlaces: a.birthOrder !== undefined && b.birthOrder !== undefined && a.birthOrder !== b.birthOrder,
  }
}
