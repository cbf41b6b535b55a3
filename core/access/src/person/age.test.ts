import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, birthdayAt, dayOf, isDay } from './age.ts'

test('a day begins and ends at midnight in Germany', () => {
  assert.equal(dayOf(Date.parse('2026-06-30T21:59:59Z')), '2026-06-30')
  assert.equal(dayOf(Date.parse('2026-06-30T22:00:00Z')), '2026-07-01')
  assert.equal(dayOf(Date.parse('2026-12-31T22:59:59Z')), '2026-12-31')
})

test('birthdays, also of a leap day and of a birth date that is not fully known', () => {
  assert.equal(birthdayAt('2010-11-22', 16), '2026-11-22')
  assert.equal(birthdayAt('2012-02-29', 16), '2028-02-29')
  assert.equal(birthdayAt('2012-02-29', 18), '2030-03-01')
  assert.equal(birthdayAt('2012-05', 16), '2028-05-01')
  assert.equal(birthdayAt('2012', 16), '2028-01-01')
  assert.equal(birthdayAt(undefined, 16), undefined)
})

test('days of the calendar', () => {
  assert.deepEqual(['2026-02-28', '2026-02-29', '2026-13-01', '26-01-01', ''].map(isDay), [true, false, false, false, false])
  assert.equal(addDays('2026-02-28', 1), '2026-03-01')
  assert.equal(addDays('2026-01-01', -1), '2025-12-31')
})
