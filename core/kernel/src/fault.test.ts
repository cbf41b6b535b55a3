import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault, faultStatus, toFault } from './fault.ts'

test('a fault without findings is its own finding, with the issue type of its kind', () => {
  const fault = new Fault('gone', 'store/deleted', 'It was deleted.', { at: 'Patient' })
  assert.equal(fault.status, 410)
  assert.deepEqual(fault.issues, [{ severity: 'error', type: 'deleted', text: 'It was deleted.', at: 'Patient' }])
})

test('anything else becomes an internal fault that tells nothing', () => {
  const fault = toFault(new Error('password is hunter2'))
  assert.equal(fault.status, 500)
  assert.ok(!fault.message.includes('hunter2') && !JSON.stringify(fault.issues).includes('hunter2'))
  const own = new Fault('conflict', 'a/b', 'c')
  assert.equal(toFault(own), own)
})

test('every kind has a status of its class', () => {
  for (const { status } of Object.values(faultStatus)) assert.ok(status >= 400 && status < 600)
})
