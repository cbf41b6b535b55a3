import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPaths } from './path.ts'

const member = (name: string) => ({ kind: 'member', name })

test('paths, choices and the two forms of where are read', () => {
  assert.deepEqual(readPaths('Patient.name.family'), [[member('name'), member('family')]])
  assert.deepEqual(readPaths('A.b | A.c'), [[member('b')], [member('c')]])
  assert.deepEqual(readPaths('(A.b.ofType(Quantity)) | (A.c as dateTime) | A.d.as(Period)'), [
    [member('b'), { kind: 'type', type: 'Quantity' }],
    [member('c'), { kind: 'type', type: 'dateTime' }],
    [member('d'), { kind: 'type', type: 'Period' }],
  ])
  assert.deepEqual(readPaths("Patient.telecom.where(system='phone')"), [
    [member('telecom'), { kind: 'equals', member: 'system', value: 'phone' }],
  ])
  assert.deepEqual(readPaths('E.subject.where(resolve() is Patient)'), [[member('subject'), { kind: 'target', type: 'Patient' }]])
  assert.deepEqual(readPaths('(O.value.ofType(CodeableConcept)).text'), [
    [member('value'), { kind: 'type', type: 'CodeableConcept' }, member('text')],
  ])
})

test('what is outside the subset is not half understood', () => {
  for (const expression of [
    '',
    'Patient',
    'Bundle.entry[0].resource',
    'A.b.exists()',
    'A.b and A.c',
    '(A.b',
    'A.b)',
    'A.b.where(c > 1)',
    "extension('x')",
    'A.b |',
    '(A.b | A.c).d',
    'A.b = 1',
  ]) {
    assert.equal(readPaths(expression), undefined, expression)
  }
})
