import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requireGoodPassword } from './password-rules.ts'

const verdict = (password: string, names: readonly string[] = []): string => {
  try {
    requireGoodPassword(password, names)
    return 'good'
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
}

test('length counts characters, not bytes; nothing is asked of their kinds', () => {
  assert.equal(verdict('a b c d e f'), 'access/password-length')
  assert.equal(verdict('ääööüüßßkmnp'), 'good')
  assert.equal(verdict('🦔🦔🦔🦔🦔🦔🦔'), 'access/password-length')
  assert.equal(verdict('mondlicht tasse regal kiesel'), 'good')
  assert.equal(verdict('x7'.repeat(65)), 'access/password-length')
})

test('what many use is refused, varied too', () => {
  for (const password of [
    'passwort1234', 'Passwort2025!', 'P@ssw0rt!!12', 'passwordpassword', '123456789012', 'aaaaaaaaaaaaaa', 'abcdefghijklmn', 'qwertzuiop12',
    'Klinikum2025!', 'hallohallohallo', 'abababababab',
  ]) assert.equal(verdict(password), 'access/password-common', password)
})

test('the account\'s own names are no password', () => {
  assert.equal(verdict('erika.musterfrau', ['erika.musterfrau', 'Erika Musterfrau']), 'access/password-own-name')
  assert.equal(verdict('Musterfrau1964', ['erika.musterfrau']), 'access/password-own-name')
  assert.equal(verdict('musterfrau tanzt im regen', ['erika.musterfrau']), 'good')
})
