import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastDay } from './last-day.ts'

test('a code that ends with a day is told by that day, as its letter tells it', () => {
  assert.equal(lastDay('2026-12-23T00:00:00.000Z'), '2026-12-22')
})
