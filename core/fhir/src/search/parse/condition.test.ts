import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { parseSearch } from './parse-search.ts'

const strict = { lenient: false, maxCount: 200 }
const parse = (type: string, ...pairs: (readonly [string, string])[]) => parseSearch(type, pairs, strict).query
const only = (type: string, name: string, value: string) => parse(type, [name, value]).conditions[0]
const at = (text: string) => Date.parse(text) * 1000

function fault(type: string, name: string, value: string): string {
  try {
    parse(type, [name, value])
  } catch (thrown) {
    assert.ok(thrown instanceof Fault)
    return `${thrown.code} ${thrown.at}`
  }
  return 'none'
}

test('token values name system, code, both, or that there is no system', () => {
  const values = (value: string) => (only('Patient', 'identifier', value) as { values: unknown }).values
  assert.deepEqual(values('4711'), [{ system: undefined, code: '4711' }])
  assert.deepEqual(values('http://s|4711'), [{ system: 'http://s', code: '4711' }])
  assert.deepEqual(values('|4711'), [{ system: '', code: '4711' }])
  assert.deepEqual(values('http://s|'), [{ system: 'http://s', code: undefined }])
  assert.deepEqual(values('a,b|c'), [
    { system: undefined, code: 'a' },
    { system: 'b', code: 'c' },
  ])
  assert.deepEqual(values('a\\,b\\|c\\$d\\\\e\\f'), [{ system: undefined, code: 'a,b|c$d\\e\\f' }])
  for (const wrong of ['', '|', 'a|b|c', 'a,', ',a'])
    assert.equal(fault('Patient', 'identifier', wrong), 'fhir/search-value identifier', wrong)
})

test(':not negates a token, :missing asks for presence', () => {
  assert.deepEqual(only('Patient', 'gender:not', 'male'), {
    kind: 'token',
    param: 'gender',
    negate: true,
    values: [{ system: undefined, code: 'male' }],
  })
  assert.deepEqual(only('Patient', 'birthdate:missing', 'true'), { kind: 'missing', param: 'birthdate', missing: true })
  assert.equal(fault('Patient', 'birthdate:missing', 'ja'), 'fhir/search-value birthdate:missing')
})

test('strings are folded but for :exact', () => {
  assert.deepEqual(only('Patient', 'family', 'MÜL'), { kind: 'string', param: 'family', match: 'starts', values: ['mul'] })
  assert.deepEqual(only('Patient', 'family:contains', 'Groß,ER'), {
    kind: 'string',
    param: 'family',
    match: 'contains',
    values: ['gross', 'er'],
  })
  assert.deepEqual(only('Patient', 'family:exact', 'Mül\\,ler'), { kind: 'string', param: 'family', match: 'exact', values: ['Mül,ler'] })
  assert.equal(fault('Patient', 'family', '\u0301'), 'fhir/search-value family')
})

test('dates have prefixes and the range of their precision', () => {
  assert.deepEqual(only('Encounter', 'date', 'ge2026-11-21,2025'), {
    kind: 'date',
    param: 'date',
    values: [
      { prefix: 'ge', low: at('2026-11-21T00:00:00Z'), high: at('2026-11-22T00:00:00Z') - 1 },
      { prefix: 'eq', low: at('2025-01-01T00:00:00Z'), high: at('2026-01-01T00:00:00Z') - 1 },
    ],
  })
  assert.deepEqual(only('Encounter', 'date', 'lt2026-11-21T08:15 01:00'), only('Encounter', 'date', 'lt2026-11-21T08:15+01:00'))
  assert.deepEqual(only('Encounter', 'date', 'ap2026-11-21'), {
    kind: 'date',
    param: 'date',
    values: [{ prefix: 'ap', low: at('2026-11-20T00:00:00Z'), high: at('2026-11-23T00:00:00Z') - 1 }],
  })
  for (const wrong of ['xx2026', '2026-02-30', 'ge', 'heute', '2026-11-21T8'])
    assert.equal(fault('Encounter', 'date', wrong), 'fhir/search-value date', wrong)
})

test('references are an id, a type with id, or a URL', () => {
  const values = (name: string, value: string) => (only('Encounter', name, value) as { values: unknown }).values
  assert.deepEqual(values('subject', 'p1'), [{ type: undefined, id: 'p1', url: undefined }])
  assert.deepEqual(values('subject', 'Patient/p1'), [{ type: 'Patient', id: 'p1', url: undefined }])
  assert.deepEqual(values('subject:Patient', 'p1'), [{ type: 'Patient', id: 'p1', url: undefined }])
  assert.deepEqual(values('patient', 'p1'), [{ type: 'Patient', id: 'p1', url: undefined }])
  assert.deepEqual(values('subject', 'http://a.b/fhir/Patient/1'), [{ type: undefined, id: undefined, url: 'http://a.b/fhir/Patient/1' }])
  assert.deepEqual(values('subject', 'urn:uuid:1c9b3b3e-0000-4000-8000-000000000001'), [
    { type: undefined, id: undefined, url: 'urn:uuid:1c9b3b3e-0000-4000-8000-000000000001' },
  ])
  assert.equal(fault('Encounter', 'subject:Patient', 'Group/1'), 'fhir/search-value subject:Patient')
  assert.equal(fault('Encounter', 'subject:Location', '1'), 'fhir/search-value subject:Location')
  for (const wrong of ['Foo/1', 'a b', 'Patient/1/_history/2', '#a'])
    assert.equal(fault('Encounter', 'subject', wrong), 'fhir/search-value subject', wrong)
})

test('uri, _id and _lastUpdated', () => {
  assert.deepEqual(only('Patient', '_profile', 'http://a,http://b'), { kind: 'uri', param: '_profile', values: ['http://a', 'http://b'] })
  assert.deepEqual(only('Patient', '_id', 'a,b'), { kind: 'id', values: ['a', 'b'] })
  assert.deepEqual(only('Patient', '_lastUpdated', 'gt2026'), {
    kind: 'lastUpdated',
    values: [{ prefix: 'gt', low: at('2026-01-01T00:00:00Z'), high: at('2027-01-01T00:00:00Z') - 1 }],
  })
  assert.equal(fault('Patient', '_id', 'a b'), 'fhir/search-value _id')
  assert.deepEqual(only('Patient', '_id:not', 'a'), { kind: 'id', negate: true, values: ['a'] })
})

test(':of-type, :identifier, :in and :not-in', () => {
  assert.deepEqual(only('Patient', 'identifier:of-type', 'http://t|MR|a\\|b'), {
    kind: 'of-type',
    param: 'identifier',
    values: [{ system: 'http://t', code: 'MR', value: 'a|b' }],
  })
  for (const wrong of ['MR|1', '|MR|1', 's|MR|', 's|MR|1|2']) assert.equal(fault('Patient', 'identifier:of-type', wrong), 'fhir/search-value identifier:of-type')
  assert.deepEqual(only('Encounter', 'subject:identifier', 'http://s|1,2'), {
    kind: 'identified',
    param: 'subject',
    values: [
      { system: 'http://s', code: '1' },
      { system: undefined, code: '2' },
    ],
  })
  assert.deepEqual(only('Observation', 'code:in', 'http://v|2'), { kind: 'in', param: 'code', negate: false, valueSet: 'http://v|2' })
  assert.deepEqual(only('Observation', 'code:not-in', 'ValueSet/1'), { kind: 'in', param: 'code', negate: true, valueSet: 'ValueSet/1' })
  assert.equal(fault('Observation', 'code:in', 'a'), 'fhir/search-value code:in')
  assert.equal(fault('Observation', 'code:not-in', 'http://a,http://b'), 'fhir/search-value code:not-in')
})

test('numbers and quantities', () => {
  assert.deepEqual(only('RiskAssessment', 'probability', 'gt0.8,0.5'), {
    kind: 'number',
    param: 'probability',
    values: [
      { prefix: 'gt', unit: '', low: 0.8, high: 0.8 },
      { prefix: 'eq', unit: '', low: 0.45, high: 0.55 },
    ],
  })
  assert.deepEqual(only('Observation', 'value-quantity', 'le5||mg'), {
    kind: 'number',
    param: 'value-quantity',
    values: [{ prefix: 'le', unit: 'code:mg', low: 5, high: 5 }],
  })
  assert.equal(fault('Observation', 'value-quantity', 'heavy'), 'fhir/search-value value-quantity')
})

test('a composite on the whole resource is its parts; on an element both must meet there', () => {
  const code = (value: string) => ({ kind: 'token', param: 'code', negate: false, values: [{ system: undefined, code: value }] })
  const quantity = (low: number, high: number) => ({ kind: 'number', param: 'value-quantity', values: [{ prefix: 'eq', unit: '', low, high }] })
  assert.deepEqual(parse('Observation', ['code-value-quantity', 'a$5']).conditions, [code('a'), quantity(4.5, 5.5)])
  const both = [
    [code('a'), quantity(4.5, 5.5)],
    [code('b'), quantity(5.5, 6.5)],
  ]
  assert.deepEqual(only('Observation', 'code-value-quantity', 'a$5,b$6'), { kind: 'any', of: both })
  const component = {
    kind: 'composite',
    param: 'component-code-value-quantity',
    values: [
      [
        { kind: 'token', value: { system: 's', code: 'a$b' } },
        { kind: 'number', value: { prefix: 'gt', unit: '', low: 5, high: 5 } },
      ],
    ],
  }
  assert.deepEqual(only('Observation', 'component-code-value-quantity', 's|a\\$b$gt5'), component)
  const whole = [{ ...code('a'), values: [{ system: 's', code: 'a$b' }] }, { ...quantity(5, 5), values: [{ prefix: 'gt', unit: '', low: 5, high: 5 }] }]
  assert.deepEqual(only('Observation', 'combo-code-value-quantity', 's|a\\$b$gt5'), { kind: 'any', of: [whole, [component]] })
  assert.deepEqual(only('DocumentReference', 'relationship', 'DocumentReference/1$replaces'), {
    kind: 'composite',
    param: 'relationship',
    values: [
      [
        { kind: 'reference', value: { type: 'DocumentReference', id: '1', url: undefined } },
        { kind: 'token', value: { system: undefined, code: 'replaces' } },
      ],
    ],
  })
  for (const wrong of ['a', 'a$5$6', '$5', 'a$', 's|$5', 'a$x']) {
    const name = 'component-code-value-quantity'
    assert.equal(fault('Observation', name, wrong), `fhir/search-value ${name}`, wrong)
  }
  assert.equal(fault('Observation', 'code-value-quantity:missing', 'true'), 'fhir/search-modifier code-value-quantity:missing')
})

test('a union is asked by its parts: one of them holds it, none of them denies it', () => {
  const token = (param: string, negate: boolean) => ({ kind: 'token', param, negate, values: [{ system: undefined, code: 'a' }] })
  assert.deepEqual(only('Observation', 'combo-code', 'a'), { kind: 'any', of: [[token('component-code', false)], [token('code', false)]] })
  assert.deepEqual(parse('Observation', ['combo-code:not', 'a']).conditions, [token('component-code', true), token('code', true)])
  const missing = (param: string, is: boolean) => ({ kind: 'missing', param, missing: is })
  assert.deepEqual(parse('Observation', ['combo-code:missing', 'true']).conditions, [missing('component-code', true), missing('code', true)])
  assert.deepEqual(only('Observation', 'combo-code:missing', 'false'), {
    kind: 'any',
    of: [[missing('component-code', false)], [missing('code', false)]],
  })
})

test('what sounds alike is asked for word by word', () => {
  const sound = (value: string) => ({ kind: 'string', param: 'phonetic', match: 'exact', values: [value] })
  assert.deepEqual(only('Patient', 'phonetic', 'Maier'), sound('67'))
  assert.deepEqual(parse('Patient', ['phonetic', 'Hans Meyer']).conditions, [sound('068'), sound('67')])
  assert.deepEqual(only('Patient', 'phonetic', 'Hans Meyer,Jung'), { kind: 'any', of: [[sound('068'), sound('67')], [sound('064')]] })
  assert.equal(fault('Patient', 'phonetic', '-'), 'fhir/search-value phonetic')
  assert.equal(fault('Patient', 'phonetic:exact', 'a'), 'fhir/search-modifier phonetic:exact')
})

test('near a place', () => {
  const near = (value: string) => (only('Location', 'near', value) as { metres: number }).metres
  assert.deepEqual(only('Location', 'near', '-48.1|11.5|10|km'), { kind: 'near', latitude: -48.1, longitude: 11.5, metres: 10_000 })
  assert.deepEqual([near('1|2'), near('1|2|3'), near('1|2|3|m'), near('1|2|3|[mi_i]')], [25_000, 3000, 3, 3 * 1609.344])
  assert.equal((only('Location', 'near', '1|2|3,4|5|6') as { kind: string }).kind, 'any')
  for (const wrong of ['1', '91|0', '0|181', '1|2|-3', '1|2|3|ft', 'a|b', '1|2|3|km|x', '1|'])
    assert.equal(fault('Location', 'near', wrong), 'fhir/search-value near', wrong)
})
