import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reordered } from './reorder.ts'

test('one thing goes to another place, the others keep their order; out of bounds nothing moves', () => {
  assert.deepEqual(reordered(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a'])
  assert.deepEqual(reordered(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b'])
  assert.deepEqual([reordered(['a'], 0, 1), reordered(['a'], 3, 0)], [['a'], ['a']])
})
