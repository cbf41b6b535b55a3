import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { iknrValid, kvnrValid, lanrValid, pznValid } from './check-digits.ts'

test('published numbers hold', () => {
  assert.equal(kvnrValid('X485231029'), true)
  assert.equal(iknrValid('260326822'), true)
  assert.equal(lanrValid('838382202'), true)
  // Weights 1 to 7 of 0631372: 0+12+9+4+15+42+14 = 96, modulo 11 = 8
  assert.equal(pznValid('06313728'), true)
})

test('the KVNR of many published examples is wrong', () => {
  assert.equal(kvnrValid('A123456789'), false)
})

test('exactly one last digit holds for a KVNR and an IK, at most one for a PZN', () => {
  const digits = '0123456789'.split('')
  const body = (length: number) => fc.array(fc.constantFrom(...digits), { minLength: length, maxLength: length }).map(list => list.join(''))
  fc.assert(
    fc.property(
      fc.constantFrom(...'ABCXYZ'),
      body(8),
      (letter, rest) => digits.filter(digit => kvnrValid(letter + rest + digit)).length === 1,
    ),
  )
  fc.assert(fc.property(body(8), rest => digits.filter(digit => iknrValid(rest + digit)).length === 1))
  fc.assert(fc.property(body(7), rest => digits.filter(digit => pznValid(rest + digit)).length <= 1))
  fc.assert(fc.property(body(6), body(2), (rest, group) => digits.filter(digit => lanrValid(rest + digit + group)).length === 1))
})

test('other shapes never hold', () => {
  for (const text of ['', 'x485231029', 'X48523102', 'X4852310290', '٣60326822', ' 260326822', '26032682', '0631372', '063137280']) {
    assert.deepEqual([kvnrValid(text), iknrValid(text), lanrValid(text), pznValid(text)], [false, false, false, false], text)
  }
})
