import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import type { Condition } from '../types.ts'
import { parseSearch } from './parse-search.ts'

const read = (type: string, name: string, value = 'x') => parseSearch(type, [[name, value]], { lenient: false, maxCount: 10 }).query.conditions

function fault(type: string, name: string, value = 'x'): string {
  try {
    read(type, name, value)
  } catch (thrown) {
    assert.ok(thrown instanceof Fault)
    return `${thrown.code} ${thrown.at}`
  }
  return 'none'
}

const name = (match = 'starts'): Condition => ({ kind: 'string', param: 'name', match: match as 'starts', values: ['x'] })
const chain = (param: string, target: string, ...conditions: Condition[]): Condition => ({ kind: 'chain', param, target, conditions })
const has = (source: string, param: string, ...conditions: Condition[]): Condition => ({ kind: 'has', source, param, conditions })
const code = (param: string, negate = false): Condition => ({ kind: 'token', param, negate, values: [{ system: undefined, code: 'x' }] })

test('a chain goes from resource to resource', () => {
  assert.deepEqual(read('Observation', 'subject:Patient.name'), [chain('subject', 'Patient', name())])
  assert.deepEqual(read('Observation', 'subject:Patient.name:exact'), [chain('subject', 'Patient', name('exact'))])
  assert.deepEqual(read('Observation', 'patient.organization.name'), [
    chain('patient', 'Patient', chain('organization', 'Organization', name())),
  ])
  assert.deepEqual(read('Encounter', 'patient.gender:not'), [chain('patient', 'Patient', code('gender', true))])
  assert.deepEqual(read('Encounter', 'patient.birthdate:missing', 'true'), [
    chain('patient', 'Patient', { kind: 'missing', param: 'birthdate', missing: true }),
  ])
  assert.deepEqual(read('Encounter', 'patient._id'), [chain('patient', 'Patient', { kind: 'id', values: ['x'] })])
})

test('an untyped link means every target type that has what follows', () => {
  // Patient and Location have names, Group and Device none
  assert.deepEqual(read('Observation', 'subject.name'), [{ kind: 'any', of: [[chain('subject', 'Patient', name())], [chain('subject', 'Location', name())]] }])
  assert.deepEqual(read('Observation', 'subject.family'), [
    chain('subject', 'Patient', { kind: 'string', param: 'family', match: 'starts', values: ['x'] }),
  ])
  const [any] = read('Provenance', 'target.identifier')
  assert.ok(any?.kind === 'any' && any.of.length > 50)
})

test('a target type without the parameter is passed over, a value none can take is refused', () => {
  const found = read('Observation', 'subject.birthdate', '2026')
  assert.equal(found.length, 1)
  assert.equal(fault('Observation', 'subject.birthdate', 'soon'), 'fhir/search-value subject.birthdate')
})

test('_has goes against the reference, nested and within chains', () => {
  assert.deepEqual(read('Patient', '_has:Observation:patient:code'), [has('Observation', 'patient', code('code'))])
  assert.deepEqual(read('Patient', '_has:Observation:patient:code:not'), [has('Observation', 'patient', code('code', true))])
  assert.deepEqual(read('Patient', '_has:Observation:patient:_has:AuditEvent:entity:type'), [
    has('Observation', 'patient', has('AuditEvent', 'entity', code('type'))),
  ])
  assert.deepEqual(read('Patient', '_has:Encounter:patient:service-provider.name'), [
    has('Encounter', 'patient', chain('service-provider', 'Organization', name())),
  ])
  assert.deepEqual(read('Encounter', 'subject:Patient._has:Condition:patient:code'), [
    chain('subject', 'Patient', has('Condition', 'patient', code('code'))),
  ])
  assert.deepEqual(read('Encounter', 'subject._has:Condition:patient:code'), [
    chain('subject', 'Patient', has('Condition', 'patient', code('code'))),
  ])
})

test('a chain that leads nowhere is refused', () => {
  assert.equal(fault('Observation', 'code.name'), 'fhir/search-chain code.name')
  assert.equal(fault('Observation', 'subject:Organization.name'), 'fhir/search-chain subject:Organization.name')
  assert.equal(fault('Observation', 'subject:Nobody.name'), 'fhir/search-chain subject:Nobody.name')
  assert.equal(fault('Observation', 'subject.nickname'), 'fhir/search-unknown-parameter subject.nickname')
  assert.equal(fault('Observation', 'nobody.name'), 'fhir/search-unknown-parameter nobody.name')
  assert.equal(fault('Observation', 'subject.'), 'fhir/search-unknown-parameter subject.')
  assert.equal(fault('Observation', 'subject:Patient.gender:exact'), 'fhir/search-modifier subject:Patient.gender:exact')
  assert.equal(fault('PlanDefinition', 'depends-on.title'), 'fhir/search-not-supported depends-on.title')
  for (const wrong of ['_has:', '_has:Observation', '_has:Observation:patient', '_has:Nobody:patient:code', '_has:Observation:code:code', '_has:Schedule:actor.x:code'])
    assert.equal(fault('Patient', wrong), `fhir/search-chain ${wrong}`, wrong)
  assert.equal(fault('Location', '_has:Observation:patient:code'), 'fhir/search-chain _has:Observation:patient:code')
  assert.equal(fault('Patient', '_has:Observation:patient:'), 'fhir/search-unknown-parameter _has:Observation:patient:')
  assert.equal(fault('Patient', '_has'), 'fhir/search-unknown-parameter _has')
})

test('depth and breadth of chains are bounded', () => {
  const deep = (links: number) => `${'partof:Organization.'.repeat(links)}name`
  assert.equal(read('Organization', deep(8)).length, 1)
  assert.equal(fault('Organization', deep(9)).split(' ')[0], 'fhir/search-too-large')
  assert.equal(fault('Provenance', `${'target.'.repeat(7)}identifier`).split(' ')[0], 'fhir/search-too-large')
  assert.equal(fault('Patient', '_has:Group:member:'.repeat(300) + '_id').split(' ')[0], 'fhir/search-too-large')
})
