import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf, localMoment, minutesAfter } from './local-moment.ts'

test('a field of date and time and the instant it means; what is no date is none', () => {
  for (const instant of ['2027-05-07T08:00:00.000Z', '2027-12-31T23:30:00.000Z']) assert.equal(instantOf(localMoment(instant)), instant)
  assert.deepEqual([localMoment(''), instantOf(''), instantOf('2027-13-41T99:00'), instantOf('gestern')], ['', '', '', ''])
  assert.equal(minutesAfter('2027-05-07T08:00:00.000Z', 90), '2027-05-07T09:30:00.000Z')
})
