import assert from 'node:assert/strict'
import { test } from 'node:test'
import { candidatePairs, cautionOf, compare, countNames, defaultModel, estimate, featuresOf, firstGuess, kinds, Scorer, fields, usualIn } from '@steckwerk/match'
import { evaluate, seeded, truthSet } from '@steckwerk/match/testing'

/** A seed that the model was neither estimated nor its thresholds chosen on. */
const unseen = 4711

test('5,000 people: what is certain is right, and nearly all duplicates are found', () => {
  const found = evaluate(truthSet({ people: 5_000, seed: unseen }), defaultModel)
  assert.deepEqual(
    { duplicates: found.duplicates, certain: found.certain, right: found.right, review: found.review, reviewRight: found.reviewRight },
    { duplicates: 607, certain: 586, right: 586, review: 29, reviewRight: 19 },
  )
  assert.ok(found.precision >= 0.999)
  assert.ok(found.recall >= 0.95)
  assert.ok(found.reach >= 0.99)
})

test('twins and namesakes of a region are never certain', () => {
  const set = truthSet({ people: 5_000, seed: unseen })
  const people = set.patients.map(featuresOf)
  const frequencies = countNames(people)
  const scorer = new Scorer(defaultModel, frequencies)
  let twins = 0
  for (const [one, other] of candidatePairs(people)) {
    if (set.person[one] === set.person[other]) continue
    const comparison = compare(people[one]!, people[other]!, usualIn(frequencies))
    if (people[one]!.birthOrder !== undefined && comparison.twinPlaces) twins++
    const certain = scorer.score(comparison).weight >= defaultModel.thresholds.certain && cautionOf(comparison) === undefined
    assert.equal(certain, false)
  }
  assert.ok(twins > 0)
})

test('a weight is the sum of what explains it', () => {
  const people = truthSet({ people: 300, seed: unseen }).patients.map(featuresOf)
  const frequencies = countNames(people)
  const scorer = new Scorer(defaultModel, frequencies)
  for (const [one, other] of candidatePairs(people)) {
    const comparison = compare(people[one]!, people[other]!, usualIn(frequencies))
    const sum = scorer.explain(comparison).reduce((total, { weight }) => total + weight, 0)
    assert.ok(Math.abs(sum - scorer.score(comparison).weight) < 1e-9)
  }
})

test('a rare family name weighs more than a frequent one', () => {
  const named = (family: string) => featuresOf({ resourceType: 'Patient', name: [{ family, given: ['Erika'] }], birthDate: '1970-03-12' })
  const frequencies = { people: 100_000, given: () => 500, family: (name: string) => (name === 'muller' ? 950 : 3) }
  const scorer = new Scorer(defaultModel, frequencies)
  const weight = (family: string) => scorer.score(compare(named(family), named(family), () => true)).weight
  assert.ok(weight('Przybylski') > weight('Müller') + 2)
})

test('estimation finds the parameters by itself', () => {
  const model = estimate(truthSet({ people: 4_000, seed: 8 }).patients.map(featuresOf), firstGuess, seeded(1), 15)
  for (const kind of kinds) for (const field of fields) {
    const sum = model.probabilities[kind][field].reduce((a, b) => a + b, 0)
    assert.ok(Math.abs(sum - 1) < 0.01, `${kind} ${field}`)
  }
  // 10 % of the people, one in ten of them three times.
  assert.ok(Math.abs(model.perRecord.match - 0.21) < 0.04)
  assert.ok(model.probabilities.match.birth[0]! > 0.9)
  assert.ok(model.probabilities.household.given.at(-1)! > 0.95)
})
