import { joined, type Usual } from './compare-names.ts'
import type { Features } from './features.ts'

/** How many bear a name among those who are compared. Agreement on a rare name says more than on a frequent one. */
export interface Frequencies {
  /** People in all. */
  readonly people: number
  given(name: string): number
  family(name: string): number
}

/** The names a person counts for: their first given name, and their family names, whole and each part. */
export function countedNames({ given, family, former }: Features): { readonly given: readonly string[]; readonly family: readonly string[] } {
  return {
    given: given.slice(0, 2).map(({ text }) => text),
    family: [...new Set([joined(family), ...family.map(({ text }) => text), ...former.map(({ text }) => text)])].filter((name) => name !== ''),
  }
}

/** Counts the names of these people. */
export function countNames(people: readonly Features[]): Frequencies {
  const given = new Map<string, number>()
  const family = new Map<string, number>()
  for (const one of people) {
    const names = countedNames(one)
    for (const name of names.given) given.set(name, (given.get(name) ?? 0) + 1)
    for (const name of names.family) family.set(name, (family.get(name) ?? 0) + 1)
  }
  return { people: people.length, given: (name) => given.get(name) ?? 0, family: (name) => family.get(name) ?? 0 }
}

/** A given name is usual from one in 5,000 on (at least three bearers): slips make such names too, but rarely another usual one. */
export function usualIn(frequencies: Frequencies): Usual {
  const least = Math.max(3, frequencies.people / 5_000)
  return (name) => frequencies.given(name) >= least
}
