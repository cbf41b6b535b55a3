import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { httpDate } from './http-date.ts'

const now = Date.UTC(2026, 0, 1)

test('the three forms of an HTTP-date are read, nothing else is', () => {
  const instant = Date.UTC(1994, 10, 6, 8, 49, 37)
  for (const text of ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994']) assert.equal(httpDate(text, now), instant, text)
  assert.equal(httpDate('Wednesday, 01-Jan-70 00:00:00 GMT', now), Date.UTC(2070, 0, 1))
  assert.equal(httpDate('Wednesday, 01-Jan-77 00:00:00 GMT', now), Date.UTC(1977, 0, 1))
  for (const text of ['', '2026', '1994-11-06T08:49:37Z', 'Sun, 31 Feb 1994 08:49:37 GMT', 'Sun, 06 Foo 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 24:49:37 GMT', 'Sun, 06 Nov 1994 08:49:37 CET', '*']) {
    assert.equal(httpDate(text, now), undefined, text)
  }
})

test('what we send in Last-Modified is read again', () => {
  fc.assert(fc.property(fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
    assert.equal(httpDate(date.toUTCString(), now), Math.floor(date.getTime() / 1000) * 1000)
  }))
})
