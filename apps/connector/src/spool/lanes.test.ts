import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { streamSet, streamsIn, streamsOf } from './lanes.ts'

test('a lane always has the same stream, and lanes spread over all of them', () => {
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < 4000; i++) counts[streamsOf('kis', { patients: [String(100_000 + i)], caseNumber: '' }, 4)[0]!]!++
  assert.ok(counts.every((count) => count > 800), counts.join())
  const concerned = { patients: ['4711'], caseNumber: '9' }
  assert.deepEqual(streamsOf('kis', concerned, 4), streamsOf('kis', { ...concerned, caseNumber: '8' }, 4))
})

test('several patients give the set of their streams, the first one first', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 32 }), (patients, streams) => {
    const all = streamsOf('kis', { patients, caseNumber: '' }, streams)
    assert.equal(new Set(all).size, all.length)
    assert.ok(all.every((stream) => stream >= 0 && stream < streams))
    assert.deepEqual([all[0]], streamsOf('kis', { patients: [patients[0]!], caseNumber: '' }, streams))
    assert.deepEqual(streamsIn(streamSet(all)), [...all].sort((a, b) => a - b))
  }))
})
