import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bothViews, viewAllows } from '@steckwerk/kernel'
import { covers, parseScope, scopeText } from './parse-scope.ts'
import { scopesView } from './scopes-view.ts'

const parsed = (text: string) => parseScope(text) ?? assert.fail(`${text} is refused`)

test('scopes of SMART 2.2 are read', () => {
  assert.deepEqual(parsed('patient/Observation.rs'), { context: 'patient', type: 'Observation', may: 'rs', filter: '' })
  assert.deepEqual(parsed('system/*.cruds'), { context: 'system', type: '*', may: 'cruds', filter: '' })
  assert.deepEqual(parsed('user/Observation.s?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory'),
    { context: 'user', type: 'Observation', may: 's', filter: 'category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory' })
  assert.equal(parsed('patient/Observation.rs?category=laboratory&status=final').filter, 'category=laboratory&status=final')
})

test('everything else is refused', () => {
  for (const text of [
    '', 'patient/', 'patient/Observation', 'patient/Observation.', 'patient/Observation.sr', 'patient/Observation.rr', 'patient/Observation.x',
    'patient/Observation.read', 'patient/*.write', 'patient/*.*', 'Patient/Observation.rs', 'practitioner/Observation.rs', 'patient/observation.rs',
    'patient/Nonsense.rs', 'patient/Observation.rs?', 'patient/Observation.rs?category', 'patient/Observation.rs?=x', 'patient/Observation.rs?nonsense=1',
    'patient/Observation.rs?category=a&', 'patient/Observation.rs?date=never', 'patient/Observation.rs?_include=Observation:subject',
    'patient/Observation.rs?_sort=date', 'patient/Observation.rs?_count=5', 'patient/Observation.rs?category=%zz', 'patient/*.rs?_id=1',
    'patient/Observation.rs ', ' patient/Observation.rs', `patient/Observation.rs?code=${'a'.repeat(1_000)}`,
  ]) assert.equal(parseScope(text), undefined, text)
})

test('what is read is written back as it was, whatever comes', () => {
  fc.assert(fc.property(fc.oneof(
    fc.string(),
    fc.tuple(fc.constantFrom('patient', 'user', 'system'), fc.constantFrom('*', 'Observation', 'Foo'), fc.string({ unit: fc.constantFrom(...'cruds'), maxLength: 6 }),
      fc.constantFrom('', '?', '?code=1', '?code')).map(([context, type, may, filter]) => `${context}/${type}.${may}${filter}`),
  ), (text) => {
    const scope = parseScope(text)
    if (scope !== undefined) assert.equal(scopeText(scope), text)
  }))
})

test('a registered scope covers what is narrower', () => {
  const ok = (wider: string, scope: string): boolean => covers(parsed(wider), parsed(scope))
  assert.equal(ok('patient/*.cruds', 'patient/Observation.rs'), true)
  assert.equal(ok('patient/Observation.rs', 'patient/Observation.rs?category=laboratory'), true)
  assert.equal(ok('patient/Observation.rs?category=laboratory', 'patient/Observation.rs?status=final&category=laboratory'), true)
  for (const [wider, scope] of [
    ['patient/Observation.rs', 'patient/*.rs'], ['patient/Observation.r', 'patient/Observation.rs'], ['patient/*.rs', 'user/Observation.rs'],
    ['patient/Observation.rs?category=laboratory', 'patient/Observation.rs'], ['patient/Observation.rs?category=laboratory', 'patient/Observation.rs?category=vital-signs'],
  ] as const) assert.equal(ok(wider, scope), false, scope)
})

test('patient/ reaches the Patient of the launch only, and what belongs to nobody for reading', () => {
  assert.deepEqual(scopesView([parsed('patient/Observation.rs')], undefined), { rules: [] })
  assert.deepEqual(scopesView([parsed('patient/Observation.cruds?category=laboratory')], ['p1']).rules,
    [{ types: ['Observation'], may: 'cruds', patients: [{ ids: ['p1'] }], where: ['category=laboratory'] }])
  assert.deepEqual(scopesView([parsed('patient/Practitioner.crs')], ['p1']).rules, [{ types: ['Practitioner'], may: 'rs', patients: [], where: [] }])
  assert.deepEqual(scopesView([parsed('patient/Practitioner.c')], ['p1']).rules, [])
  const everything = scopesView([parsed('patient/*.crs')], ['p1'])
  for (const type of ['Patient', 'Encounter', 'Consent', 'Device', 'Observation']) {
    assert.deepEqual(everything.rules.filter((rule) => rule.types.includes(type)).map((rule) => rule.patients), [[{ ids: ['p1'] }]], type)
  }
  assert.equal(viewAllows(everything, 'Organization', 'r'), true)
  assert.equal(viewAllows(everything, 'Organization', 'c'), false)
})

test('an account\'s own view narrows what user/ and system/ allow', () => {
  const account = { rules: [{ types: ['Observation', 'Patient'], may: 'rs', patients: [{ ids: ['p1', 'p2'] }], where: [] }] }
  assert.deepEqual(bothViews(account, scopesView([parsed('user/Observation.cruds')], undefined)).rules,
    [{ types: ['Observation'], may: 'rs', patients: [{ ids: ['p1', 'p2'] }], where: [] }])
})
