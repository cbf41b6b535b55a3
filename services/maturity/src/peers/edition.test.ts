import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Result } from '../assessment/result.ts'
import { builtInModels } from '../model/models.ts'
import { changedOffices, nextEdition, type Contribution, type Edition } from './edition.ts'
import { fewestPeers, peerFigures } from './figures.ts'

const model = builtInModels[0]!
const result = (values: readonly (number | null)[]): Result => ({ dimensions: model.dimensions.map(({ code }, index) => ({ code, value: values[index % values.length]! })), overall: undefined })
const value = fc.integer({ min: -1, max: 4 })
/** One dimension is as good as eight here: each is judged by itself. */
const groups = fc.array(value, { minLength: 1, maxLength: 9 })
const figureOf = (values: readonly number[]): unknown => peerFigures(model, values.map((one) => result([one])))['strategy']

test('fewer than five others: withheld', () => {
  fc.assert(fc.property(groups.filter((values) => values.length - 1 < fewestPeers), (values) => assert.equal(figureOf(values), null)))
  assert.deepEqual(figureOf([0, 1, 2, 2, 3, 4]), { lowerQuarter: 1, median: 2, upperQuarter: 3 })
  assert.equal(peerFigures(model, [0, 1, 2, 3, 4, null].map((one) => result([one])))['strategy'], null)
})

test('whoever knows its own answer cannot tell any other office\'s from the figures', () => {
  fc.assert(fc.property(groups, fc.nat(), fc.nat(), (values, first, second) => {
    const figure = figureOf(values)
    if (figure === null) return
    const own = first % values.length
    const other = (own + 1 + second % (values.length - 1)) % values.length
    // Another world with the same figures and the same own answer, in which that office answered otherwise: it changed places with a third one.
    const swapped = values.map((_, index) => index).find((index) => index !== own && index !== other && values[index] !== values[other])
    assert.ok(swapped !== undefined, 'the others would all be of one value')
    const world = values.with(other, values[swapped]!).with(swapped, values[other]!)
    assert.deepEqual(figureOf(world), figure)
    assert.notEqual(world[other], values[other])
  }))
})

test('two editions, following each other or not, differ by at least five offices', () => {
  const step = fc.array(fc.record({ office: fc.integer({ min: 1, max: 12 }), to: fc.option(fc.integer({ min: 1, max: 3 })), value }), { minLength: 1, maxLength: 4 })
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const held = new Map<string, Contribution>()
    const editions: Edition[] = []
    for (const changes of steps) {
      for (const { office, to, value: answered } of changes) {
        const name = `o${office}`
        if (to === null) held.delete(name)
        else held.set(name, { office: name, assessment: `${name}-${to}`, result: result([answered]) })
      }
      const next = nextEdition(model, [...held.values()], editions, '2026-11-22T10:00:00.000Z')
      if (next === undefined) continue
      assert.ok(next.of.length > fewestPeers)
      for (const edition of editions) assert.ok(changedOffices(edition.of, next.of) >= fewestPeers)
      editions.push(next)
    }
  }), { numRuns: 200 })
})
