import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScanPace } from './scan-pace.ts'

test('a step has as many as are done in its time, and comes there by halves and doubles', () => {
  const pace = new ScanPace()
  const sizes = (msEach: number): number[] => Array.from({ length: 6 }, () => {
    pace.took(pace.size, pace.size * msEach)
    return pace.size
  })
  assert.deepEqual(sizes(0.1), [50, 100, 200, 200, 200, 200])
  assert.deepEqual(sizes(4), [100, 50, 25, 13, 10, 10])
  assert.deepEqual(sizes(100), [5, 5, 5, 5, 5, 5])
  pace.took(0, 1)
  assert.equal(pace.size, 5)
})
