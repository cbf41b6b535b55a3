import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newCode, printedCode, readCode } from './code-text.ts'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

test('a code is read as it was made, however it is typed', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 32_767 }), (tenant) => {
    const made = newCode(tenant)
    assert.match(printedCode(made.code), /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
    const typed = ` ${printedCode(made.code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ')}`
    assert.deepEqual(readCode(made.code), made)
    assert.deepEqual(readCode(typed), made)
  }))
})

test('every wrong letter and every two swapped ones are found', () => {
  const { code } = newCode(7)
  for (let i = 0; i < code.length; i++) {
    for (const letter of letters) {
      if (letter !== code[i]) assert.equal(readCode(code.slice(0, i) + letter + code.slice(i + 1)), undefined)
    }
    for (let j = i + 1; j < code.length; j++) {
      if (code[i] === code[j]) continue
      const swapped = [...code]
      ;[swapped[i], swapped[j]] = [swapped[j]!, swapped[i]!]
      assert.equal(readCode(swapped.join('')), undefined)
    }
  }
})

test('any text is read without a failure', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void readCode(text)))
})

test('codes end where their three letters for the carrier do', () => {
  assert.throws(() => newCode(32_768), { code: 'access/activation-carriers' })
})
