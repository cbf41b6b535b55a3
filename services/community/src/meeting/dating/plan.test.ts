import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dimensionCodes } from '../dimensions.ts'
import { planDating, type Round } from './plan.ts'

const offices = (count: number): string[] => Array.from({ length: count }, (_, at) => `a${at}`)
const plan = (people: readonly string[], rounds: number, more: { readonly tables?: number; readonly past?: readonly Round[] } = {}) =>
  planDating({ people, rounds, dimensions: dimensionCodes, tables: more.tables ?? 1000, past: more.past ?? [] })

/** How often each two met. */
function meetings(rounds: readonly Round[]): Map<string, number> {
  const counted = new Map<string, number>()
  for (const { people } of rounds.flat()) {
    people.forEach((one, at) => {
      for (const other of people.slice(at + 1)) {
        const pair = [one, other].toSorted().join(' ')
        counted.set(pair, (counted.get(pair) ?? 0) + 1)
      }
    })
  }
  return counted
}

const size = fc.integer({ min: 2, max: 30 })
const rounds = fc.integer({ min: 1, max: 12 })

test('in every round everybody sits at exactly one table, of two, or of three where the number is odd', () => {
  fc.assert(fc.property(size, rounds, (count, wanted) => {
    const planned = plan(offices(count), wanted)
    assert.equal(planned.length, wanted)
    for (const round of planned) {
      assert.deepEqual(round.flatMap(({ people }) => people).toSorted(), offices(count).toSorted())
      assert.deepEqual(round.map(({ people }) => people.length).toSorted().toSpliced(-1, 1).filter((seats) => seats !== 2), [])
      assert.equal(Math.max(...round.map(({ people }) => people.length)), count % 2 === 0 ? 2 : 3)
    }
  }), { numRuns: 60 })
})

test('no pair meets twice before all have met once; with an odd number as long as its tables of three leave room', () => {
  fc.assert(fc.property(size, rounds, (count, wanted) => {
    const most = Math.max(...meetings(plan(offices(count), wanted)).values())
    if (count % 2 === 0) assert.ok(most <= Math.ceil(wanted / (count - 1)))
    else if (wanted <= count / 3) assert.equal(most, 1)
  }), { numRuns: 60 })
})

test('every dimension is talked about as soon as there are as many tables, and nobody has one again before all where pairs allow it', () => {
  fc.assert(fc.property(size, rounds, (count, wanted) => {
    const planned = plan(offices(count), wanted)
    const used = new Set(planned.flat().map(({ dimension }) => dimension))
    assert.equal(used.size, Math.min(dimensionCodes.length, planned.flat().length))
  }), { numRuns: 60 })
  const own = plan(offices(8), 4).map((round) => round.find(({ people }) => people.includes('a0'))!.dimension)
  assert.equal(new Set(own).size, 4)
})

test('fewer tables make larger groups of nearly one size', () => {
  fc.assert(fc.property(fc.integer({ min: 4, max: 30 }), rounds, fc.integer({ min: 1, max: 6 }), (count, wanted, tables) => {
    for (const round of plan(offices(count), wanted, { tables })) {
      const seats = round.map(({ people }) => people.length)
      assert.ok(round.length <= tables && Math.max(...seats) - Math.min(...seats) <= 3)
      assert.deepEqual(round.flatMap(({ people }) => people).toSorted(), offices(count).toSorted())
    }
  }), { numRuns: 40 })
})

test('somebody leaves: what has been stays, the others are planned anew and meet whom they have not met', () => {
  fc.assert(fc.property(fc.integer({ min: 6, max: 24 }), fc.integer({ min: 1, max: 3 }), (count, been) => {
    const all = offices(count)
    const before = plan(all, been + 2)
    const past = before.slice(0, been)
    const planned = plan(all.slice(1), been + 2, { past })
    assert.deepEqual(planned.slice(0, been), past)
    for (const round of planned.slice(been)) assert.deepEqual(round.flatMap(({ people }) => people).toSorted(), all.slice(1).toSorted())
    if (count >= 16) assert.equal(Math.max(...meetings(planned).values()), 1)
  }), { numRuns: 40 })
})

test('alone there is nothing to plan; the same problem gives the same plan', () => {
  assert.deepEqual(plan(['a0'], 3), [])
  assert.deepEqual(plan(offices(9), 5), plan(offices(9), 5))
})
