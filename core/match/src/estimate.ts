import { compare, type Comparison } from './compare.ts'
import type { Features } from './features.ts'
import { countNames, usualIn } from './frequencies.ts'
import { fields, levels, missing, type Field } from './levels.ts'
import { kinds, type Kind, type Model, type Parameters } from './model.ts'
import { candidatePairs } from './pairs.ts'
import { Scorer, type Score } from './score.ts'

/** Smallest share a level keeps: what was not seen is not impossible. */
const pseudo = 0.5
const smallest = 1e-9
/** How rare agreement of strangers can be at most, whatever a sample shows: homes share telephones and addresses, numbers are mistyped into
 *  those of others. By field and level, in the order of `levels`. */
const leastOfStrangers: Partial<Record<Field, readonly number[]>> = {
  family: [1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6],
  address: [3e-5, 1e-5, 1e-5, 1e-5],
  telecom: [1e-5, 1e-5],
  kvnr: [1e-8, 1e-7, 1e-8],
}

/** What makes a kind what it is stays as it starts: two persons never have one number, twins not one name, namesakes not one birth date. Left to
 *  the data, cases of one person would slip in by and by. */
const defining: Readonly<Record<Kind, readonly Field[]>> = { match: [], household: ['kvnr'], twins: ['kvnr', 'given'], namesakes: ['kvnr', 'birth'], unrelated: [] }

/** Estimates a model from people of whom nobody knows who is whom: strangers' parameters by pairs drawn at random, the other kinds by
 *  expectation maximisation over the candidate pairs. Priors are those of all pairs, not of candidates, so that being a candidate says
 *  nothing by itself; every other pair counts as strangers. `start` gives each kind its meaning.
 *  Source: A. P. Dempster, N. M. Laird, D. B. Rubin (1977); I. P. Fellegi, A. B. Sunter (1969). */
export function estimate(people: readonly Features[], start: Model, random: () => number, rounds = 30): Model {
  const frequencies = countNames(people)
  const usual = usualIn(frequencies)
  const pairs: Comparison[] = []
  for (const [one, other] of candidatePairs(people)) pairs.push(compare(people[one]!, people[other]!, usual))
  const first = new Scorer(start, frequencies)
  let model: Model = {
    ...start,
    probabilities: { ...start.probabilities, unrelated: strangers(people, (a, b) => compare(a, b, usual), (pair) => first.score(pair), random) },
  }
  for (let round = 0; round < rounds; round++) model = improved(model, new Scorer(model, frequencies), pairs, people.length)
  return model
}

/** Among pairs drawn at random a few are one person or relatives: those are left out. */
function strangers(
  people: readonly Features[],
  compared: (a: Features, b: Features) => Comparison,
  scored: (pair: Comparison) => Score,
  random: () => number,
): Parameters {
  const sample = Math.min(1_000_000, people.length * 50)
  const counts = fields.map((field) => levels[field].map(() => 0))
  for (let i = 0; i < sample; i++) {
    const [a, b] = [Math.floor(random() * people.length), Math.floor(random() * people.length)]
    if (a === b) continue
    const pair = compared(people[a]!, people[b]!)
    const { probability, otherwise } = scored(pair)
    if (probability > 0.5 || otherwise !== 'unrelated') continue
    pair.levels.forEach((level, field) => {
      if (level !== missing) counts[field]![level]!++
    })
  }
  return shares(counts, 0, leastOfStrangers)
}

function improved(model: Model, scorer: Scorer, pairs: readonly Comparison[], people: number): Model {
  const known = kinds.length - 1
  const counts = kinds.map(() => fields.map((field) => levels[field].map(() => 0)))
  const totals = kinds.map(() => 0)
  for (const pair of pairs) {
    const logs = scorer.logs(pair)
    const most = Math.max(...logs)
    const odds = logs.map((log) => Math.exp(log - most))
    const sum = odds.reduce((a, b) => a + b)
    for (let kind = 0; kind < known; kind++) {
      const share = odds[kind]! / sum
      if (share < 1e-6) continue
      totals[kind]! += share
      pair.levels.forEach((level, field) => {
        if (level !== missing) counts[kind]![field]![level]! += share
      })
    }
  }
  const probabilities: Record<Kind, Parameters> = { ...model.probabilities }
  const perRecord = { ...model.perRecord }
  for (let kind = 0; kind < known; kind++) {
    const name = kinds[kind] as Exclude<Kind, 'unrelated'>
    probabilities[name] = { ...shares(counts[kind]!, pseudo), ...Object.fromEntries(defining[name].map((field) => [field, model.probabilities[name][field]])) }
    // Each pair belongs to two records, and a record finds its second one from either side.
    perRecord[name] = (2 * totals[kind]!) / people
  }
  return { ...model, perRecord, probabilities }
}

function shares(counts: readonly (readonly number[])[], added: number, least: Partial<Record<Field, readonly number[]>> = {}): Parameters {
  return Object.fromEntries(fields.map((field, place) => {
    const own = counts[place]!
    const total = own.reduce((a, b) => a + b, 0) + added * own.length
    const found = own.map((count, level) => Math.max((count + added) / Math.max(total, 1), least[field]?.[level] ?? smallest))
    return [field, found]
  })) as Record<Field, number[]>
}
