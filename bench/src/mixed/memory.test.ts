import assert from 'node:assert/strict'
import { test } from 'node:test'
import { courseOf } from './memory.ts'
import { lineThrough } from './slope.ts'

test('a line through points, and how sure it is', () => {
  const exact = lineThrough([[0, 1], [1, 3], [2, 5]])
  assert.ok(Math.abs(exact.slope - 2) < 1e-12 && exact.error < 1e-12)
  const scattered = lineThrough([[0, 0], [1, 2], [2, 1], [3, 3]])
  assert.ok(Math.abs(scattered.slope - 0.8) < 1e-12)
  assert.ok(Math.abs(scattered.error - Math.sqrt(0.36 / 2 * 5 / 5)) < 0.2)
  assert.throws(() => lineThrough([[1, 1], [1, 2]]))
})

const minutes = Array.from({ length: 121 }, (_, n) => n / 12)

test('warming up does not count, noise does not either', () => {
  const warm = courseOf(minutes.map((minute, n) => [minute, minute < 3 ? 100 + minute * 60 : 280 + (n % 5)]))
  assert.equal(warm.flat, true)
  assert.equal(warm.first_mb, 100)
  assert.ok(Math.abs(warm.mb_per_minute) < 0.2)
})

test('a leak is told', () => {
  const leaking = courseOf(minutes.map((minute, n) => [minute, 300 + minute * 8 + (n % 7)]))
  assert.equal(leaking.flat, false)
  assert.ok(Math.abs(leaking.mb_per_minute - 8) < 0.2)
})
