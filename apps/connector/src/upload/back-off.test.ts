import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backOff } from './back-off.ts'

test('the wait doubles from 100 ms to 15 s, at least half of it and never more', () => {
  assert.deepEqual([1, 2, 3, 8, 9, 1000].map((failures) => backOff(failures, () => 1)), [100, 200, 400, 12_800, 15_000, 15_000])
  assert.deepEqual([1, 9].map((failures) => backOff(failures, () => 0)), [50, 7500])
})
