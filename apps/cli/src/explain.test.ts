import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseArgs } from 'node:util'
import { Fault } from '@steckwerk/kernel'
import { explain } from './explain.ts'

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (thrown) {
    return thrown
  }
  return assert.fail('nothing was thrown')
}

test('a fault is its code and its sentence; a wrong use ends with 2', () => {
  assert.deepEqual(explain(new Fault('conflict', 'demo/port-taken', 'Taken.')), { text: 'demo/port-taken: Taken.', exitCode: 1 })
  assert.equal(explain(new Fault('invalid', 'demo/usage', 'No.')).exitCode, 2)
})

test('an unknown option and a missing file are told in one line', () => {
  const option = explain(thrownBy(() => parseArgs({ args: ['--nonsense'], options: {} })))
  assert.equal(option.exitCode, 2)
  assert.doesNotMatch(option.text, /\n\s+at /)
  const file = explain(thrownBy(() => readFileSync('/nowhere/at-all.hl7')))
  assert.deepEqual(file, { text: '/nowhere/at-all.hl7: there is no such file or folder', exitCode: 1 })
})

test('a mistake of ours shows where it happened', () => {
  assert.match(explain(new RangeError('odd')).text, /RangeError: odd\n\s+at /)
})
