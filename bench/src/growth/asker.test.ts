import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bySize } from './asker.ts'

test('carriers are asked in proportion to their size', () => {
  const carriers = [{ files: 60, n: 0 }, { files: 30, n: 1 }, { files: 10, n: 2 }]
  const asked = [0, 0, 0]
  for (let i = 0; i < 1000; i++) asked[bySize(carriers, i / 1000).n]!++
  assert.deepEqual(asked, [600, 300, 100])
})
