import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withImpliedSystem } from './implied-system.ts'
import { searchParam } from './parameters.ts'

const gender = 'http://hl7.org/fhir/administrative-gender'
const of = (type: string, code: string, system: string | undefined, value: string | undefined): readonly unknown[] =>
  withImpliedSystem(type, searchParam(type, code)!, { system, code: value })

test('a code is found by the system that its value set implies', () => {
  assert.deepEqual(of('Patient', 'gender', gender, 'male'), [{ system: gender, code: 'male' }, { system: '', code: 'male' }])
  assert.deepEqual(of('Patient', 'gender', gender, undefined).slice(1), ['male', 'female', 'other', 'unknown'].map(code => ({ system: '', code })))
})

test('another system, another code, no system and elements that carry a system of their own stay as asked', () => {
  for (const [type, code, system, value] of [
    ['Patient', 'gender', 'urn:other', 'male'], ['Patient', 'gender', gender, 'bird'], ['Patient', 'gender', undefined, 'male'], ['Patient', 'gender', '', 'male'],
    ['Encounter', 'class', gender, 'male'], ['Patient', 'identifier', gender, 'male'],
  ] as const) assert.deepEqual(of(type, code, system, value), [{ system, code: value }])
})
