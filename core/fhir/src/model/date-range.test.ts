import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dateRange, withOffsetSign } from './date-range.ts'

const at = (text: string) => Date.parse(text) * 1000

test('a date covers what its precision leaves open', () => {
  assert.deepEqual(dateRange('2026'), { low: at('2026-01-01T00:00:00Z'), high: at('2027-01-01T00:00:00Z') - 1 })
  assert.deepEqual(dateRange('2024-02'), { low: at('2024-02-01T00:00:00Z'), high: at('2024-03-01T00:00:00Z') - 1 })
  assert.deepEqual(dateRange('2026-12'), { low: at('2026-12-01T00:00:00Z'), high: at('2027-01-01T00:00:00Z') - 1 })
  assert.deepEqual(dateRange('1971-02-28'), { low: at('1971-02-28T00:00:00Z'), high: at('1971-03-01T00:00:00Z') - 1 })
  assert.deepEqual(dateRange('2026-11-21T20:15+01:00'), { low: at('2026-11-21T19:15:00Z'), high: at('2026-11-21T19:16:00Z') - 1 })
  assert.deepEqual(dateRange('2026-11-21T20:15:30Z'), { low: at('2026-11-21T20:15:30Z'), high: at('2026-11-21T20:15:31Z') - 1 })
  assert.deepEqual(dateRange('2026-11-21T20:15:30.25Z'), { low: at('2026-11-21T20:15:30.250Z'), high: at('2026-11-21T20:15:30.260Z') - 1 })
  assert.deepEqual(dateRange('2026-11-21T20:15:30.1234567Z'), {
    low: at('2026-11-21T20:15:30Z') + 123_456,
    high: at('2026-11-21T20:15:30Z') + 123_456,
  })
})

test('without zone a time is UTC', () => {
  assert.deepEqual(dateRange('2026-11-21T20:15:30'), dateRange('2026-11-21T20:15:30Z'))
})

test('only the space of an offset becomes its sign again', () => {
  assert.equal(withOffsetSign('2026-11-21T20:15:30 01:00'), '2026-11-21T20:15:30+01:00')
  for (const text of ['2026-11-21T20:15:30+01:00', '2026-11-21T20:15:30-01:00', '2026-11-21', '2026-11-21T20:15:30 01:00 ', '']) assert.equal(withOffsetSign(text), text)
})

test('early years are meant as written', () => {
  assert.equal(dateRange('0050-01-01')!.low, new Date('0050-01-01T00:00:00Z').getTime() * 1000)
})

test('days that do not exist and other texts have no range', () => {
  const wrong = [
    '',
    '0000',
    '2026-13',
    '2026-00',
    '2026-02-29',
    '2026-04-31',
    '2026-11-21T24:00:00Z',
    '2026-11-21T20:60:00Z',
    '2026-11-21T20:15:00+15:00',
  ]
  for (const text of [
    ...wrong,
    '2026-11-21T20:15:00+14:30',
    '26-11-21',
    '2026-11-21 20:15',
    '20261121',
    '2026-11-21T20',
    'T',
    '2026-11-21T20:15:00Zx',
  ]) {
    assert.equal(dateRange(text), undefined, text)
  }
  assert.notEqual(dateRange('2024-02-29'), undefined)
  assert.equal(dateRange('1900-02-29'), undefined)
})

test('an instant lies in the range of each of its shortened forms', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1700-01-01'), max: new Date('2250-01-01'), noInvalidDate: true }), date => {
      const text = date.toISOString()
      const instant = date.getTime() * 1000
      return [4, 7, 10].every(length => {
        const range = dateRange(text.slice(0, length))!
        return range.low <= instant && instant <= range.high
      })
    }),
  )
})
