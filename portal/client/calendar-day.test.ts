import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarDay, dayAfter } from './calendar-day.ts'

test('only days that exist are days', () => {
  assert.equal(calendarDay({ day: '4', month: '3', year: '1957' }), '1957-03-04')
  assert.equal(calendarDay({ day: '29', month: '02', year: '2024' }), '2024-02-29')
  assert.equal(calendarDay({ day: '29', month: '2', year: '2023' }), undefined)
  assert.equal(calendarDay({ day: '31', month: '4', year: '2020' }), undefined)
  assert.equal(calendarDay({ day: '', month: '4', year: '2020' }), undefined)
  assert.equal(calendarDay({ day: '1', month: '13', year: '2020' }), undefined)
})

test('days after are counted on the calendar, over the change of summer time too', () => {
  assert.equal(dayAfter(new Date(2026, 9, 24, 23, 30).getTime(), 2), '2026-10-26')
  assert.equal(dayAfter(new Date(2026, 11, 31).getTime(), 1), '2027-01-01')
})
