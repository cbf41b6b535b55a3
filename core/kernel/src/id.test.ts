import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timeOrderedId } from './id.ts'

test('ids are version 7 UUIDs, unique, and ordered by their time', () => {
  const ids = Array.from({ length: 2000 }, (_, i) => timeOrderedId(1_700_000_000_000 + i))
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual([...ids].sort(), ids)
  assert.equal(new Set(Array.from({ length: 5000 }, () => timeOrderedId(1))).size, 5000)
  assert.equal(parseInt(timeOrderedId(1_700_000_000_123).replace('-', '').slice(0, 12), 16), 1_700_000_000_123)
})
