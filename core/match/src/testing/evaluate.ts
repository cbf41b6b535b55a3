import { cautionOf } from '../caution.ts'
import { compare } from '../compare.ts'
import { featuresOf } from '../features.ts'
import { countNames, usualIn } from '../frequencies.ts'
import type { Model } from '../model.ts'
import { candidatePairs } from '../pairs.ts'
import { Scorer } from '../score.ts'
import type { TruthSet } from './truth-set.ts'

export interface Quality {
  readonly records: number
  /** Pairs that are one person. */
  readonly duplicates: number
  /** Pairs compared, and how many of the duplicates are among them. */
  readonly candidates: number
  readonly found: number
  /** Certain pairs, and how many of them are right. */
  readonly certain: number
  readonly right: number
  readonly precision: number
  readonly recall: number
  /** Pairs for a person to look at: how many, and how many of them are one person. */
  readonly review: number
  readonly reviewRight: number
  /** Of the duplicates, the share that is certain or under review. */
  readonly reach: number
}

/** Compares everybody with their candidates, knowing nothing of who is who, and then counts. `each` is told of every pair, to look into. */
export function evaluate(set: TruthSet, model: Model, each?: (pair: { one: number; other: number; weight: number; certain: boolean; same: boolean }) => void): Quality {
  const people = set.patients.map(featuresOf)
  const frequencies = countNames(people)
  const usual = usualIn(frequencies)
  const scorer = new Scorer(model, frequencies)
  const counts = { candidates: 0, found: 0, certain: 0, right: 0, review: 0, reviewRight: 0 }
  for (const [one, other] of candidatePairs(people)) {
    const same = set.person[one] === set.person[other]
    counts.candidates++
    if (same) counts.found++
    const comparison = compare(people[one]!, people[other]!, usual)
    const score = scorer.score(comparison)
    const certain = score.weight >= model.thresholds.certain && cautionOf(comparison) === undefined
    if (certain) {
      counts.certain++
      if (same) counts.right++
    } else if (score.weight >= model.thresholds.review) {
      counts.review++
      if (same) counts.reviewRight++
    }
    each?.({ one, other, weight: score.weight, certain, same })
  }
  return {
    ...counts,
    records: people.length,
    duplicates: set.duplicates,
    precision: counts.right / Math.max(counts.certain, 1),
    recall: counts.right / set.duplicates,
    reach: (counts.right + counts.reviewRight) / set.duplicates,
  }
}
