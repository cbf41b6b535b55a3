import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fold } from './fold.ts'

test('case, accents and ß do not matter', () => {
  assert.equal(fold('Müller-Groß'), 'muller-gross')
  assert.equal(fold('GROẞ'), 'gross')
  assert.equal(fold('Şükrü Đặng'), 'sukru đang')
  assert.equal(fold('Zoë'), fold('ZOE\u0308'))
  assert.equal(fold('İstanbul'), 'istanbul')
  assert.equal(fold('ﬁ'), 'fi')
})

test('folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => fold(fold(text)) === fold(text)),
    { numRuns: 300 },
  )
})
