import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compartmentCondition, compartmentNames, compartmentParams, compartmentTypes } from './compartments.ts'
import { searchParam } from './parameters.ts'

test('the five compartments of R4, each with parameters that refer to what it belongs to', () => {
  assert.deepEqual(compartmentNames, ['Device', 'Encounter', 'Patient', 'Practitioner', 'RelatedPerson'])
  for (const compartment of compartmentNames) {
    assert.equal(compartmentTypes(compartment)[0], compartment)
    for (const type of compartmentTypes(compartment)) {
      for (const code of compartmentParams(compartment, type)!) assert.ok(searchParam(type, code)?.targets.includes(compartment), `${compartment} ${type}.${code}`)
    }
  }
  assert.deepEqual(compartmentParams('Patient', 'Observation'), ['subject', 'performer'])
  assert.deepEqual(compartmentParams('Encounter', 'Encounter'), [])
  assert.deepEqual(compartmentParams('Device', 'Device'), [])
  assert.equal(compartmentParams('Encounter', 'Patient'), undefined)
  assert.equal(compartmentParams('Location', 'Encounter'), undefined)
  assert.deepEqual(compartmentTypes('constructor'), [])
})

test('to belong is to refer by one of the parameters, or to be it', () => {
  const reference = (param: string) => [{ kind: 'reference', param, values: [{ type: 'Patient', id: 'p', url: undefined }] }]
  assert.deepEqual(compartmentCondition('Patient', 'p', 'Observation'), { kind: 'any', of: [reference('subject'), reference('performer')] })
  assert.deepEqual(compartmentCondition('Patient', 'p', 'Patient'), { kind: 'any', of: [[{ kind: 'id', values: ['p'] }], reference('link')] })
  assert.deepEqual(compartmentCondition('Encounter', 'e', 'Encounter'), { kind: 'any', of: [[{ kind: 'id', values: ['e'] }]] })
  assert.equal(compartmentCondition('Patient', 'p', 'Medication'), undefined)
})
