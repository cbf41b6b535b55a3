import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blankMeeting, inRhythm } from './meeting-rhythm.ts'

test('a rhythm keeps the time of day over the change of the clocks, and the length', () => {
  const first = { ...blankMeeting(new Date(2026, 9, 1)), start: new Date(2026, 9, 13, 10).toISOString(), end: new Date(2026, 9, 13, 11, 30).toISOString() }
  const made = inRhythm(first, 2, 3)
  assert.deepEqual(made.map(({ start }) => [new Date(start).getDate(), new Date(start).getHours()]), [[13, 10], [27, 10], [10, 10]])
  assert.ok(made.every(({ start, end }) => Date.parse(end) - Date.parse(start) === 90 * 60_000))
})
