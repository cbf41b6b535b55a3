import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { patient, samples } from '../../test/samples.ts'
import openBindings from '../generated/open-bindings.json' with { type: 'json' }
import { structureNames } from '../model/structure.ts'
import { planOf } from './plan.ts'
import { validate } from './validate.ts'

const found = (resource: unknown, expected?: string) => validate(resource, expected).map(issue => `${issue.type} ${issue.at}`)
const inPatient = (members: object) => found({ resourceType: 'Patient', ...members })

test('our own samples are valid', () => {
  for (const sample of samples) assert.deepEqual(validate(sample, sample.resourceType), [], sample.resourceType)
})

test('the checks of every type compile, and all finite required bindings are among them', () => {
  for (const name of structureNames) assert.doesNotThrow(() => planOf(name), name)
  assert.deepEqual(
    Object.keys(openBindings).map(canonical => canonical.replace('http://hl7.org/fhir/ValueSet/', '')),
    ['currencies|4.0.1', 'mimetypes|4.0.1', 'ucum-units|4.0.1', 'http://loinc.org/vs/LL379-9|4.0.1'],
  )
})

test('what is no resource is refused as such', () => {
  for (const value of [null, undefined, 1, 'Patient', [], [{ resourceType: 'Patient' }], new Date()])
    assert.equal(validate(value).length, 1)
  assert.deepEqual(found({}), ['structure Resource.resourceType'])
  assert.deepEqual(found({ resourceType: 'Foo' }), ['structure Resource.resourceType'])
  assert.deepEqual(found({ resourceType: 'DomainResource' }), ['structure Resource.resourceType'])
  assert.deepEqual(found({ resourceType: 'Patient' }, 'Encounter'), ['structure Patient.resourceType'])
})

test('unknown elements are found where they are', () => {
  assert.deepEqual(inPatient({ nickname: 'x' }), ['structure Patient.nickname'])
  assert.deepEqual(inPatient({ name: [{ family: 'A' }, { surname: 'B' }] }), [
    'structure Patient.name[1].surname',
    'structure Patient.name[1]',
  ])
  assert.deepEqual(inPatient({ resourceTypes: 1, name: [{ resourceType: 'x', family: 'A' }] }), [
    'structure Patient.resourceTypes',
    'structure Patient.name[0].resourceType',
  ])
  assert.deepEqual(inPatient({ _name: {} }), ['structure Patient._name'])
})

test('a member name outside the alphabet of FHIR is not repeated', () => {
  const [issue] = validate({ resourceType: 'Patient', 'Erika Mustermann': 1 })
  assert.deepEqual(issue, { severity: 'error', type: 'structure', text: 'No such element here', at: 'Patient' })
})

test('no text repeats a submitted value', () => {
  const secret = 'Mustermann'
  const issues = validate({
    resourceType: 'Patient',
    gender: secret,
    birthDate: secret,
    active: secret,
    name: secret,
    link: [{ other: { reference: secret }, type: secret }],
  })
  assert.equal(issues.length, 6)
  assert.ok(!JSON.stringify(issues).includes(secret))
})

test('members of the prototype are no elements', () => {
  const tricky = JSON.parse('{"resourceType":"Patient","__proto__":{"active":true},"constructor":1,"toString":"x"}') as unknown
  assert.deepEqual(found(tricky), ['structure Patient.__proto__', 'structure Patient.constructor', 'structure Patient.toString'])
  const inherited = Object.create({ resourceType: 'Patient' }) as object
  assert.equal(validate(inherited).length, 1)
})

test('lists are lists and single values are single', () => {
  assert.deepEqual(inPatient({ name: { family: 'A' } }), ['structure Patient.name'])
  assert.deepEqual(inPatient({ gender: ['male'] }), ['value Patient.gender'])
  assert.deepEqual(inPatient({ maritalStatus: [{ text: 'x' }] }), ['structure Patient.maritalStatus'])
  assert.deepEqual(inPatient({ name: [[{ family: 'A' }]] }), ['structure Patient.name[0]'])
  assert.deepEqual(inPatient({ name: [null] }), ['structure Patient.name[0]'])
})

test('nothing may be empty', () => {
  assert.deepEqual(inPatient({ name: [] }), ['structure Patient.name'])
  assert.deepEqual(inPatient({ name: [{}] }), ['structure Patient.name[0]'])
  assert.deepEqual(inPatient({ name: [{ id: 'a' }] }), ['structure Patient.name[0]'])
  assert.deepEqual(inPatient({ name: [{ family: '' }] }), ['value Patient.name[0].family'])
  assert.deepEqual(inPatient({ gender: null }), ['value Patient.gender'])
  assert.deepEqual(inPatient({}), [])
})

test('required elements must be there, as value or as extension', () => {
  assert.deepEqual(found({ resourceType: 'Encounter' }), ['required Encounter.status', 'required Encounter.class'])
  const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }]
  assert.deepEqual(found({ resourceType: 'Encounter', _status: { extension }, class: { code: 'IMP' } }), [])
  assert.deepEqual(found({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, component: [{ code: {} }] }), [
    'structure Observation.component[0].code',
  ])
  assert.deepEqual(found({ resourceType: 'MedicationRequest', status: 'active', intent: 'order', subject: { display: 'x' } }), [
    'required MedicationRequest.medication',
  ])
})

test('of a choice only one may be given', () => {
  assert.deepEqual(inPatient({ deceasedBoolean: true, deceasedDateTime: '2026' }), ['structure Patient.deceasedDateTime'])
  assert.deepEqual(inPatient({ deceasedBoolean: true, _deceasedBoolean: { id: 'a', extension: [{ url: 'x', valueString: 'y' }] } }), [])
  assert.deepEqual(inPatient({ deceasedBoolean: true, _deceasedDateTime: { extension: [{ url: 'x', valueString: 'y' }] } }), [
    'structure Patient._deceasedDateTime',
  ])
  assert.deepEqual(inPatient({ deceasedString: 'x' }), ['structure Patient.deceasedString'])
  assert.deepEqual(inPatient({ deceased: true }), ['structure Patient.deceased'])
})

test('extensions of primitives in lists stand beside their values', () => {
  const name = (members: object) => inPatient({ name: [members] })
  assert.deepEqual(name({ given: ['A', null], _given: [null, { extension: [{ url: 'x', valueString: 'y' }] }] }), [])
  assert.deepEqual(name({ _given: [{ extension: [{ url: 'x', valueString: 'y' }] }] }), [])
  assert.deepEqual(name({ given: ['A', null] }), ['structure Patient.name[0].given[1]'])
  assert.deepEqual(name({ given: ['A', null], _given: [null, null] }), [
    'structure Patient.name[0].given[1]',
    'structure Patient.name[0]._given[1]',
  ])
  assert.deepEqual(name({ given: ['A'], _given: {} }), ['structure Patient.name[0]._given'])
  assert.deepEqual(name({ given: ['A'], _given: [{ value: 'B' }] }), [
    'structure Patient.name[0]._given[0].value',
    'structure Patient.name[0]._given[0]',
  ])
})

test('members that are undefined count as absent, as JSON has it', () => {
  assert.deepEqual(inPatient({ gender: undefined, foo: undefined, name: [{ family: 'A', text: undefined }] }), [])
  assert.deepEqual(found({ resourceType: 'Encounter', status: undefined, class: { code: 'IMP' } }), ['required Encounter.status'])
  assert.deepEqual(inPatient({ extension: [{ url: 'x', valueString: undefined }] }), ['invariant Patient.extension[0]'])
})

test('required bindings hold the codes of their value set', () => {
  assert.deepEqual(inPatient({ gender: 'w' }), ['code-invalid Patient.gender'])
  const condition = (clinicalStatus: object) => found({ resourceType: 'Condition', subject: { reference: 'Patient/1' }, clinicalStatus })
  const system = 'http://terminology.hl7.org/CodeSystem/condition-clinical'
  assert.deepEqual(condition({ coding: [{ system, code: 'active' }] }), [])
  assert.deepEqual(
    condition({
      coding: [
        { system: 'http://local', code: '1' },
        { system, code: 'active' },
      ],
    }),
    [],
  )
  assert.deepEqual(condition({ coding: [{ system, code: 'aktiv' }] }), ['code-invalid Condition.clinicalStatus'])
  assert.deepEqual(condition({ coding: [{ code: 'active' }] }), ['code-invalid Condition.clinicalStatus'])
  const coding = 'Condition.clinicalStatus.coding[0]'
  assert.deepEqual(condition({ coding: [{ system: { toString: 1 }, code: 'active' }] }), [`value ${coding}.system`, 'code-invalid Condition.clinicalStatus'])
  assert.deepEqual(condition({ text: 'aktiv' }), ['code-invalid Condition.clinicalStatus'])
  assert.deepEqual(condition({ extension: [{ url: 'x', valueCode: 'unknown' }] }), [])
})

test('an extension has a url and either a value or extensions', () => {
  const extension = (members: object) => inPatient({ extension: [members] })
  assert.deepEqual(extension({ url: 'x', valueString: 'a' }), [])
  assert.deepEqual(extension({ url: 'x', extension: [{ url: 'y', valueBoolean: false }] }), [])
  assert.deepEqual(extension({ url: 'x' }), ['invariant Patient.extension[0]'])
  assert.deepEqual(extension({ valueString: 'a' }), ['required Patient.extension[0].url'])
  assert.deepEqual(extension({ url: 'x', valueString: 'a', extension: [{ url: 'y', valueBoolean: false }] }), [
    'invariant Patient.extension[0]',
  ])
  assert.deepEqual(extension({ url: 'x', valueString: 'a', valueCode: 'b' }), ['structure Patient.extension[0].valueCode'])
  assert.deepEqual(extension({ url: 'x', valueFoo: 'a' }), ['structure Patient.extension[0].valueFoo'])
})

test('references have one of the forms of R4', () => {
  const link = (reference: string, members = {}) => inPatient({ managingOrganization: { reference }, ...members })
  const good = [
    'Organization/1',
    'Organization/1/_history/2',
    'http://a.b/fhir/Organization/1',
    'urn:uuid:1c9b3b3e-0000-4000-8000-000000000001',
    'Organization?identifier=a|b',
    '#',
  ]
  assert.deepEqual(
    good.flatMap(reference => link(reference)),
    [],
  )
  assert.deepEqual(link('#o', { contained: [{ resourceType: 'Organization', id: 'o', name: 'x' }] }), [])
  assert.deepEqual(link('#p', { contained: [{ resourceType: 'Organization', id: 'o', name: 'x' }] }), [
    'invariant Patient.managingOrganization.reference',
  ])
  for (const reference of ['Foo/1', '1', 'Organization', 'Organization/a b', '/Organization/1', 'Foo?x=y']) {
    assert.deepEqual(link(reference), ['value Patient.managingOrganization.reference'], reference)
  }
})

test('contained resources and resources in bundles are checked as what they are', () => {
  assert.deepEqual(inPatient({ contained: [{ resourceType: 'Encounter', id: 'a' }] }), [
    'required Patient.contained[0].status',
    'required Patient.contained[0].class',
  ])
  const nested = { resourceType: 'Organization', id: 'o', name: 'x', contained: [{ resourceType: 'Organization', id: 'p', name: 'y' }] }
  assert.deepEqual(inPatient({ contained: [nested] }), ['invariant Patient.contained[0].contained'])
  const entry = [{ resource: patient }, { resource: { resourceType: 'Patient', gender: 'w' } }, { resource: 1 }]
  assert.deepEqual(found({ resourceType: 'Bundle', type: 'collection', entry }), [
    'code-invalid Bundle.entry[1].resource.gender',
    'structure Bundle.entry[2].resource',
  ])
  const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invalid' }] }
  assert.deepEqual(found({ resourceType: 'Bundle', type: 'batch-response', entry: [{ response: { status: '400', outcome } }] }), [])
})

test('nesting without end stops', () => {
  let item: object = { linkId: 'x', type: 'group' }
  for (let depth = 0; depth < 20_000; depth++) item = { linkId: 'x', type: 'group', item: [item] }
  assert.deepEqual(
    validate({ resourceType: 'Questionnaire', status: 'draft', item: [item] }).map(issue => issue.type),
    ['too-costly'],
  )
})

test('at most 100 issues are reported', () => {
  assert.equal(inPatient({ name: Array.from({ length: 500 }, () => ({ x: 1 })) }).length, 100)
})

test('whatever the JSON, validation answers and does not throw', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), value => Array.isArray(validate(value))),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(fc.anything(), value => Array.isArray(validate(value))),
    { numRuns: 500 },
  )
})

test('a sample with any part replaced by any JSON is answered with places inside it', () => {
  const paths = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
    typeof value === 'object' && value !== null
      ? [path, ...Object.entries(value).flatMap(([key, one]) => paths(one, [...path, Array.isArray(value) ? Number(key) : key]))]
      : [path]
  const all = samples.flatMap(sample =>
    paths(sample)
      .filter(path => path.length > 0)
      .map(path => ({ sample, path })),
  )
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.jsonValue(), ({ sample, path }, value) => {
      const copy = structuredClone(sample)
      let parent: Record<string, unknown> = copy
      for (const step of path.slice(0, -1)) parent = parent[step] as Record<string, unknown>
      parent[path.at(-1)!] = value
      return validate(copy).every(
        issue => issue.severity === 'error' && (issue.at!.startsWith(sample.resourceType) || issue.at!.startsWith('Resource')),
      )
    }),
    { numRuns: 1000 },
  )
})
