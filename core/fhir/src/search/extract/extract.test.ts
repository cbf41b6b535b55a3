import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { auditEvent, conceptMap, encounter, medicationRequest, observation, patient, questionnaire, samples } from '../../../test/samples.ts'
import { resourceTypes } from '../../model/resource-types.ts'
import { extract } from './extract.ts'
import { extractorOf } from './extractor.ts'
import type { Extracted } from '../types.ts'

const tokens = (found: Extracted, param: string) =>
  found.tokens.filter(one => one.param === param).map(one => `${one.system ?? ''}|${one.code}`)
const strings = (found: Extracted, param: string) => found.strings.filter(one => one.param === param).map(one => one.folded)
const references = (found: Extracted, param: string) =>
  found.references.filter(one => one.param === param).map(one => one.url ?? `${one.type}/${one.id}`)
const at = (text: string) => Date.parse(text) * 1000

test('every search parameter of every type is compiled or listed as unsupported', () => {
  for (const type of resourceTypes) assert.doesNotThrow(() => extractorOf(type))
})

test('a Patient is found by identifiers, names, addresses, telecoms and flags', () => {
  const found = extract(patient)
  assert.deepEqual(tokens(found, 'identifier'), ['http://example.org/mr|0815', 'http://fhir.de/sid/gkv/kvid-10|X485231029'])
  assert.deepEqual(tokens(found, 'gender'), ['|female'])
  assert.deepEqual(tokens(found, 'active'), ['|true'])
  assert.deepEqual(tokens(found, 'deceased'), ['|false'])
  assert.deepEqual(tokens(found, 'phone'), ['|+49 30 0000'])
  assert.deepEqual(tokens(found, 'email'), ['|zoe@example.org'])
  assert.deepEqual(tokens(found, 'telecom'), ['|+49 30 0000', '|zoe@example.org'])
  assert.deepEqual(tokens(found, '_tag'), ['http://example.org/tags|demo'])
  assert.deepEqual(strings(found, 'family'), ['muller-gross'])
  assert.deepEqual(strings(found, 'given'), ['zoe', 'ana'])
  assert.deepEqual(strings(found, 'name').sort(), ['ana', 'dr.', 'muller-gross', 'zoe'])
  assert.deepEqual(strings(found, 'address'), ['strasse 1', 'koln', '50667', 'de'])
  assert.equal(found.strings.find(one => one.param === 'family')!.exact, 'Müller-Groß')
  assert.deepEqual(references(found, 'general-practitioner'), ['Practitioner/gp'])
  assert.deepEqual(references(found, 'link'), ['Patient/p0'])
  assert.deepEqual(
    found.uris.filter(one => one.param === '_profile').map(one => one.value),
    ['http://example.org/StructureDefinition/patient|1.0', 'http://example.org/StructureDefinition/patient'],
  )
  assert.deepEqual(
    found.uris.filter(one => one.param === '_source').map(one => one.value),
    ['http://example.org/kis'],
  )
  assert.deepEqual(found.leading, { low: at('1971-02-28T00:00:00Z'), high: at('1971-03-01T00:00:00Z') - 1 })
  assert.equal(found.patient, 'p1')
  assert.deepEqual(found.mentionedPatients, ['p0'])
  assert.equal(found.code, undefined)
  assert.ok(!found.tokens.some(one => one.param === '_id'))
})

test('deceased is true by date as by flag', () => {
  const deceased = (members: object) => tokens(extract({ resourceType: 'Patient', ...members }), 'deceased')
  assert.deepEqual(
    [deceased({}), deceased({ deceasedBoolean: true }), deceased({ deceasedDateTime: '2026' }), deceased({ deceasedBoolean: false })],
    [['|false'], ['|true'], ['|true'], ['|false']],
  )
})

test('an Encounter is found by case number, class, period and people', () => {
  const found = extract(encounter)
  assert.deepEqual(tokens(found, 'identifier'), ['http://example.org/case|4711'])
  assert.deepEqual(tokens(found, 'class'), ['http://terminology.hl7.org/CodeSystem/v3-ActCode|IMP'])
  assert.deepEqual(references(found, 'subject'), ['Patient/p1'])
  assert.deepEqual(references(found, 'patient'), ['Patient/p1'])
  assert.deepEqual(references(found, 'practitioner'), ['Practitioner/d1'])
  assert.deepEqual(references(found, 'participant'), ['Practitioner/d1', 'RelatedPerson/r1'])
  assert.deepEqual(references(found, 'location'), ['Location/ward-1', 'Location/ward-2'])
  assert.deepEqual(found.leading, { low: at('2026-11-21T19:15:00Z'), high: Infinity })
  assert.deepEqual(
    found.dates.filter(one => one.param === 'location-period'),
    [{ param: 'location-period', low: at('2026-11-21T00:00:00Z'), high: at('2026-11-23T00:00:00Z') - 1 }],
  )
  assert.deepEqual([found.patient, found.code, found.mentionedPatients], ['p1', 'IMP', ['p1']])
})

test('an Observation leads with its first code and its effective time', () => {
  const found = extract(observation)
  assert.deepEqual(tokens(found, 'code'), ['http://loinc.org|8480-6', 'http://snomed.info/sct|271649006'])
  assert.deepEqual(tokens(found, 'component-code'), ['http://loinc.org|8462-4'])
  // Asked by its parts: code and component-code
  assert.deepEqual(tokens(found, 'combo-code'), [])
  assert.deepEqual(tokens(found, 'component-value-concept'), ['http://example.org/c|x'])
  assert.deepEqual(references(found, 'derived-from'), ['http://elsewhere.example/fhir/Observation/77'])
  assert.deepEqual(found.leading, { low: at('2026-11-21T07:15:30.250Z'), high: at('2026-11-21T07:15:30.260Z') - 1 })
  assert.deepEqual([found.patient, found.code, found.mentionedPatients], ['p1', '8480-6', ['p1']])
})

test('the leading code comes from the first path of its parameter only', () => {
  const substance = { coding: [{ system: 's', code: 'reaction' }] }
  const base = {
    resourceType: 'AllergyIntolerance',
    patient: { reference: 'Patient/1' },
    reaction: [{ substance, manifestation: [{ text: 'x' }] }],
  }
  assert.equal(extract(base).code, undefined)
  assert.equal(extract({ ...base, code: { coding: [{ code: 'whole' }] } }).code, 'whole')
})

test('a Timing counts by its outer limits', () => {
  const found = extract(medicationRequest)
  assert.deepEqual(found.dates.filter(one => one.param === 'date').length, 2)
  assert.deepEqual(found.leading, { low: at('2026-11-01T00:00:00Z'), high: at('2026-12-01T00:00:00Z') - 1 })
  const timing = extract({
    resourceType: 'Observation',
    effectiveTiming: { event: ['2026-03', '2026-01'], repeat: { boundsPeriod: { start: '2026-02', end: '2026-05' } } },
  })
  assert.deepEqual(timing.leading, { low: at('2026-01-01T00:00:00Z'), high: at('2026-06-01T00:00:00Z') - 1 })
  assert.equal(extract({ resourceType: 'Observation', effectiveTiming: { code: { text: 'x' } } }).leading, undefined)
})

test('open and reversed periods', () => {
  const leading = (period: object) => extract({ resourceType: 'Encounter', period }).leading
  assert.deepEqual(leading({ end: '2026' }), { low: -Infinity, high: at('2027-01-01T00:00:00Z') - 1 })
  assert.deepEqual(leading({ start: '2026', end: '2025' }), { low: at('2025-01-01T00:00:00Z'), high: at('2027-01-01T00:00:00Z') - 1 })
  assert.equal(leading({ extension: [{ url: 'x', valueString: 'y' }] }), undefined)
})

test('references with resolve() are told apart by type, also by Reference.type', () => {
  const found = extract(auditEvent)
  assert.deepEqual(references(found, 'patient'), ['Patient/p1', 'urn:uuid:1c9b3b3e-0000-4000-8000-000000000001'])
  assert.deepEqual([found.patient, found.code], ['p1', '110112'])
})

test('canonical references are found with and without version', () => {
  assert.deepEqual(references(extract(questionnaire), 'derived-from'), [])
  assert.deepEqual(references(extract(conceptMap), 'target'), ['http://example.org/ValueSet/b|3', 'http://example.org/ValueSet/b'])
  assert.deepEqual(references(extract(conceptMap), 'source-uri'), ['http://example.org/ValueSet/a'])
  assert.deepEqual(tokens(extract(questionnaire), 'context'), ['http://snomed.info/sct|44054006'])
})

test('a resource of unknown type gives nothing', () => {
  assert.deepEqual(extract({ resourceType: 'Foo', identifier: [{ value: '1' }] }), {
    tokens: [],
    references: [],
    strings: [],
    dates: [],
    uris: [],
    typed: [],
    identified: [],
    numbers: [],
    composites: [],
    position: undefined,
    leading: undefined,
    patient: undefined,
    mentionedPatients: [],
    code: undefined,
  })
})

test('every coding, every patient and the whole of a long period are found, wherever they stand', () => {
  const codes = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(codes, codes, codes, (own, other, patients) => {
      const concept = (all: readonly string[]) => ({ coding: all.map(code => ({ system: 's', code })) })
      const observation = extract({ resourceType: 'Observation', code: concept(own), component: other.map(code => ({ code: concept([code, ...own]) })) })
      assert.deepEqual(tokens(observation, 'code'), own.map(code => `s|${code}`))
      assert.deepEqual(tokens(observation, 'component-code'), other.flatMap(code => [code, ...own].map(one => `s|${one}`)))
      const participant = patients.map(id => ({ actor: { reference: `Patient/${id}` } }))
      const appointment = extract({ resourceType: 'Appointment', participant })
      assert.deepEqual(references(appointment, 'patient'), patients.map(id => `Patient/${id}`))
      assert.deepEqual(appointment.mentionedPatients, patients)
    }),
  )
  const { dates } = extract({ resourceType: 'Encounter', period: { start: '1990', end: '2026-11' } })
  assert.deepEqual(dates, [{ param: 'date', low: at('1990-01-01T00:00:00Z'), high: at('2026-12-01T00:00:00Z') - 1 }])
})

test('whatever stands in a resource, extraction passes over what does not fit', () => {
  const keys = [...new Set(samples.flatMap(sample => Object.keys(sample)))].filter(key => key !== 'resourceType' && key !== 'id')
  fc.assert(
    fc.property(
      fc.constantFrom(...resourceTypes),
      fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()),
      (resourceType, members) => {
        const found = extract({ ...members, resourceType })
        return (
          found.dates.every(date => date.low <= date.high) &&
          found.numbers.every(number => number.low <= number.high) &&
          found.tokens.every(token => typeof token.code === 'string')
        )
      },
    ),
    { numRuns: 1000 },
  )
})
