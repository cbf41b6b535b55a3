import fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadAuthoring } from './authoring.ts'
import type { Questionnaire } from './contract.ts'
import { urls } from './extensions.ts'

const { expression, unit } = await loadAuthoring()
const form: Questionnaire = {
  resourceType: 'Questionnaire', extension: [{ url: urls.variable, valueExpression: { name: 'half', language: 'text/fhirpath', expression: '0.5' } }, { url: urls.variable, valueExpression: { name: 'drugs', language: 'application/x-fhir-query', expression: 'X?' } }],
  item: [{ linkId: 'g', type: 'group', item: [{ linkId: 'a', type: 'integer' }, { linkId: 'b', type: 'decimal' }] }],
}
const told = (text: string): string => {
  const fault = expression(text, form, 'b')
  return fault === undefined ? 'holds' : `${fault.code} ${fault.line}:${fault.column} ${fault.word}`.trim()
}

test('an expression is refused by its place: what cannot be parsed, what the form does not have, what would ask a server', () => {
  assert.deepEqual([
    "%resource.descendants().where(linkId = 'a').answer.value.sum() * %half", "iif(%resource.item.exists(), 1, {}).round(1)", '%context.linkId', '1 +', "%resource.item.where(linkId='zz')", '%patient.birthDate', '%drugs.entry', 'nope()',
    "%resource.subject.resolve()", "1 +\n  %`who knows`", '%resource.item.where(answer.value.memberOf(\'x\'))', 'x'.repeat(4_001), '',
  ].map(told), ['holds', 'holds', 'holds', 'syntax 1:4', 'question 1:28 zz', 'variable 1:1 patient', 'variable 1:1 drugs', 'function 1:1 nope', 'function 1:19 resolve', 'variable 2:3 who knows', 'function 1:35 memberOf', 'too-long 1:1', 'syntax 1:1'])
})

test('whatever is typed is answered, never thrown', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.array(fc.constantFrom('%resource', '.', "'a'", '(', ')', 'where', 'linkId', '=', '1', '`', '\n', '{}', '\\', '$this'), { maxLength: 12 }).map((parts) => parts.join(' '))), (text) => {
    const fault = expression(text, form, 'a')
    assert.ok(fault === undefined || (fault.line >= 1 && fault.column >= 1))
  }), { numRuns: 300 })
})

test('units are checked by UCUM', () => {
  assert.deepEqual(['kg', 'mm[Hg]', 'Cel', '/min', '{Zigaretten}/d', 'kg/m2', 'mmHg', 'Kilo', '', 'kg kg'].map(unit), [true, true, true, true, true, true, false, false, false, false])
})
