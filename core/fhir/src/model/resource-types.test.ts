import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isResourceType, resourceTypes, typeName, typeNumber } from './resource-types.ts'

test('R4 has 146 resource types, and each number leads back to its name', () => {
  assert.equal(resourceTypes.length, 146)
  assert.deepEqual(
    resourceTypes.map(type => typeName(typeNumber(type))),
    resourceTypes,
  )
})

test('numbers stored in databases stay what they are', () => {
  assert.deepEqual(
    ['Account', 'Encounter', 'Location', 'Observation', 'Patient', 'VisionPrescription'].map(typeNumber),
    [1, 44, 71, 96, 103, 146],
  )
})

test('what is no resource type has no number', () => {
  for (const name of ['', 'patient', 'Resource', 'DomainResource', 'HumanName', 'toString', '__proto__']) {
    assert.equal(isResourceType(name), false)
    assert.throws(() => typeNumber(name), { code: 'fhir/unknown-type' })
  }
  assert.throws(() => typeName(0), { code: 'fhir/unknown-type-number' })
})
