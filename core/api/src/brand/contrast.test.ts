import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bearsLines, bearsText, contrast } from './contrast.ts'

test('contrast as WCAG counts it', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21)
  assert.equal(contrast('#777777', '#777777'), 1)
  // Known from the literature: the darkest grey that fails and the lightest that passes 4.5 : 1 on white.
  assert.ok(contrast('#777777', '#ffffff') < 4.5)
  assert.ok(contrast('#767676', '#ffffff') >= 4.5)
})

test('a colour has to hold on every ground the pages have', () => {
  assert.equal(bearsText('#0a5a67'), true)
  assert.equal(bearsText('#767676'), false)
  assert.equal(bearsLines('#767676'), true)
  assert.equal(bearsLines('#ffd400'), false)
})
