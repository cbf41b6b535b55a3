import assert from 'node:assert/strict'
import { test } from 'node:test'
import { institutionNumber, kvnr, physicianNumber } from './check-digits.ts'

test('check digits are those of published examples', () => {
  assert.equal(kvnr('X', '48523102'), 'X485231029')
  assert.equal(institutionNumber('26032682'), '260326822')
  assert.equal(physicianNumber('838382', '02'), '838382202')
})
