import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settingsOf } from './activation.ts'

test('settings are name=value with numbers and truth values', () => {
  assert.deepEqual(settingsOf(['codeDays=14', 'newbornAutomatic=true', 'activationEndsParents=false']), { codeDays: 14, newbornAutomatic: true, activationEndsParents: false })
  for (const wrong of ['codeDays', 'codeDays=', 'codeDays=-1', 'codeDays=1.5', '=1', 'codeDays=yes']) assert.equal(settingsOf([wrong]), undefined)
})
