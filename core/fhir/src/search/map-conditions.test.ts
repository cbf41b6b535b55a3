import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collectIn, withValueSets } from './map-conditions.ts'
import { parseSearch } from './parse/parse-search.ts'

const { query } = parseSearch(
  'Observation',
  [
    ['code:in', 'http://a,ValueSet/b'],
    ['subject:Patient._has:Condition:patient:code:not-in', 'http://a'],
    ['status:not-in', 'http://empty'],
    ['status:in', 'http://empty'],
    ['status', 'final'],
  ],
  { lenient: false, maxCount: 10 },
)

test('value sets are found however deep, each once', () => {
  assert.deepEqual(collectIn(query), ['http://a', 'ValueSet/b', 'http://empty'])
})

test('their codes take the place of :in and :not-in', () => {
  const codes = new Map([
    ['http://a', [{ system: 's', code: 'a' }]],
    ['ValueSet/b', [{ system: 's', code: undefined }]],
  ])
  const { conditions } = withValueSets(query, valueSet => codes.get(valueSet) ?? [])
  const token = (param: string, negate: boolean, valueSet: string) => ({ kind: 'token', param, negate, values: codes.get(valueSet) })
  const condition = { kind: 'has', source: 'Condition', param: 'patient', conditions: [token('code', true, 'http://a')] }
  assert.deepEqual(conditions, [
    { kind: 'any', of: [[token('code', false, 'http://a')], [token('code', false, 'ValueSet/b')]] },
    { kind: 'chain', param: 'subject', target: 'Patient', conditions: [condition] },
    // Nothing is in an empty value set, and everything outside it
    { kind: 'any', of: [] },
    { kind: 'token', param: 'status', negate: false, values: [{ system: undefined, code: 'final' }] },
  ])
})
