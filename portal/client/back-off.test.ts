import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backOff } from './back-off.ts'

test('pauses double from half a second, stay under 20 s and are spread over their upper half', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 40].map(attempt => backOff(attempt, 1)), [500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000])
  assert.deepEqual([1, 7].map(attempt => backOff(attempt, 0)), [250, 10_000])
})
