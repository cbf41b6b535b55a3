import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spanEnd, usableSpans } from './spans.ts'

const now = new Date(2026, 10, 30, 9).getTime()

test('a span ends on the same day of a later month, or on its last, and never after the limit', () => {
  assert.equal(spanEnd(now, '3m'), '2027-02-28')
  assert.equal(spanEnd(now, '12m'), '2027-11-30')
  assert.equal(spanEnd(now, '30d'), '2026-12-30')
  assert.equal(spanEnd(now, '12m', 100), '2027-03-10')
})

test('only spans within the limit are offered, and one at least', () => {
  assert.deepEqual(usableSpans(now, 365), ['30d', '3m', '6m', '12m'])
  assert.deepEqual(usableSpans(now, 1_096), ['30d', '3m', '6m', '12m', '36m'])
  assert.deepEqual(usableSpans(now, 7), ['30d'])
})
