import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asTenant } from '@steckwerk/kernel'
import { KnownPlaces } from './known-places.ts'

const ward = { resourceType: 'Location', id: 'w' }

test('a place is known for a few seconds, to its own carrier only', () => {
  const places = new KnownPlaces()
  places.put(asTenant(1), ward, 3, 1_000)
  const key = { type: 'Location', id: 'w' }
  assert.deepEqual(places.get(asTenant(1), key, 5_999), { resource: ward, version: 3, until: 6_000 })
  assert.equal(places.get(asTenant(1), key, 6_000), undefined)
  assert.equal(places.get(asTenant(2), key, 1_001), undefined)
})

test('what messages change is never kept', () => {
  const places = new KnownPlaces()
  places.put(asTenant(1), { resourceType: 'Patient', id: 'p' }, 1, 0)
  assert.equal(places.get(asTenant(1), { type: 'Patient', id: 'p' }, 1), undefined)
})
