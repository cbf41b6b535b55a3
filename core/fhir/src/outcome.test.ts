import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { instant } from './model/instant.ts'
import { faultOutcome, operationOutcome } from './outcome.ts'
import { validate } from './validate/validate.ts'

test('issues and faults become valid OperationOutcomes', () => {
  const issue = { severity: 'error', type: 'required', text: 'This element must be given', at: 'Patient.name' } as const
  assert.deepEqual(operationOutcome([issue]), {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'required', diagnostics: 'This element must be given', expression: ['Patient.name'] }],
  })
  const fault = faultOutcome(new Fault('not-found', 'fhir/x', 'There is none.'))
  assert.deepEqual(fault, {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'not-found', details: { coding: [{ code: 'fhir/x' }] }, diagnostics: 'There is none.' }],
  })
  for (const outcome of [operationOutcome([]), operationOutcome([issue]), fault]) assert.deepEqual(validate(outcome), [])
})

test('instants are UTC with milliseconds', () => {
  assert.equal(instant(Date.UTC(2026, 10, 21, 20, 15, 0, 123)), '2026-11-21T20:15:00.123Z')
})
