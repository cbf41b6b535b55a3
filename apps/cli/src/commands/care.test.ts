import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeOf } from './care.ts'

test('only what is named changes, and only to whole numbers', () => {
  assert.deepEqual(changeOf(undefined, undefined), {})
  assert.deepEqual(changeOf('0', undefined), { endedCaseDays: 0 })
  assert.deepEqual(changeOf('30', '60'), { endedCaseDays: 30, emergencyMinutes: 60 })
  for (const wrong of ['', '-1', '1.5', 'x', '1e3']) assert.equal(changeOf(wrong, undefined), undefined)
})
