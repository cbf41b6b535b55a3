import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DerivedIds } from './derived-id.ts'

test('the same parts give the same id, also after it was forgotten; any other part or key gives another', () => {
  const ids = new DerivedIds('k1')
  const first = ids.of(1, 'Patient', 'urn:a', '4711')
  assert.match(first, /^[a-z2-7]{26}$/)
  for (let i = 0; i < 50_000; i++) ids.of(1, 'Patient', 'urn:b', String(i))
  assert.equal(ids.of(1, 'Patient', 'urn:a', '4711'), first)
  const others = [
    ids.of(2, 'Patient', 'urn:a', '4711'), ids.of(1, 'Person', 'urn:a', '4711'), ids.of(1, 'Patient', 'urn:', 'a|4711'),
    ids.of(1, 'Patient', 'urn:a', '4712'), new DerivedIds('k2').of(1, 'Patient', 'urn:a', '4711'),
  ]
  assert.equal(new Set([first, ...others]).size, 6)
})
