import type { Resource } from '@steckwerk/fhir'
import { population } from './population.ts'
import { Dice } from './random.ts'
import { register } from './registration.ts'

/** Registrations of whom it is known who is who. */
export interface TruthSet {
  readonly patients: readonly Resource[]
  /** By patient: the number of the person. */
  readonly person: readonly number[]
  /** Pairs of patients that are one person. */
  readonly duplicates: number
}

/** Invented people of a region, of whom a share is registered a second time, and one in ten of those a third time. */
export function truthSet(options: { readonly people: number; readonly seed: number; readonly share?: number }): TruthSet {
  const dice = new Dice(options.seed)
  const people = population(options.people, dice)
  const codes = Math.max(8, Math.round(options.people / 2_000))
  const made: { patient: Resource; person: number }[] = []
  let duplicates = 0
  people.forEach((one, person) => {
    const times = dice.chance(options.share ?? 0.1) ? (dice.chance(0.1) ? 3 : 2) : 1
    duplicates += (times * (times - 1)) / 2
    for (let time = 0; time < times; time++) made.push({ patient: register(dice, one, `${made.length + 1}`, time === 0 ? 0.4 : 1, codes), person })
  })
  // Households stand together; who is compared with whom must not depend on it.
  for (let i = made.length - 1; i > 0; i--) {
    const j = dice.below(i + 1)
    ;[made[i], made[j]] = [made[j]!, made[i]!]
  }
  return { patients: made.map(({ patient }) => patient), person: made.map(({ person }) => person), duplicates }
}
