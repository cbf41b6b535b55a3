import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '@steckwerk/kernel'
import { resourceTypes } from '../../model/resource-types.ts'
import { searchParams } from '../parameters.ts'
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

test('a bare search has the defaults', () => {
  assert.deepEqual(parse('Patient'), {
    type: 'Patient',
    conditions: [],
    sort: [],
    count: 50,
    total: 'none',
    cursor: undefined,
    summary: 'false',
  })
})

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
  assert.equal(fault('Patient', '_id:not', 'a'), 'fhir/search-modifier _id:not')
})

test('the result is shaped by _sort, _count, _total, _summary and _cursor', () => {
  const query = parse(
    'Encounter',
    ['_sort', '-date,_id'],
    ['_count', '1000'],
    ['_total', 'accurate'],
    ['_cursor', 'abc'],
    ['_summary', 'count'],
    ['_format', 'json'],
  )
  assert.deepEqual(query, {
    type: 'Encounter',
    conditions: [],
    sort: [
      { param: 'date', descending: true },
      { param: '_id', descending: false },
    ],
    count: 200,
    total: 'accurate',
    cursor: 'abc',
    summary: 'count',
  })
  assert.equal(parse('Patient', ['_count', '0']).summary, 'count')
  assert.equal(parse('Patient', ['_total', 'estimate']).total, 'accurate')
  assert.equal(fault('Patient', '_count', '-1'), 'fhir/search-value _count')
  assert.equal(fault('Patient', '_count', ''), 'fhir/search-value _count')
  assert.equal(fault('Patient', '_sort', 'nickname'), 'fhir/search-value _sort')
  assert.equal(fault('Observation', '_sort', 'value-quantity'), 'fhir/search-not-supported _sort')
  assert.equal(fault('Patient', '_summary', 'text'), 'fhir/search-not-supported _summary')
  assert.throws(() => parse('Patient', ['_count', '1'], ['_count', '2']), { code: 'fhir/search-repeated' })
})

test('repeated parameters are joined by AND', () => {
  assert.equal(parse('Encounter', ['date', 'ge2026'], ['date', 'lt2027']).conditions.length, 2)
})

test('what is not supported is refused, never left out', () => {
  const refused = [
    '_include',
    '_include:iterate',
    '_revinclude',
    '_has:Observation:patient:code',
    '_elements',
    '_filter',
    '_text',
    '_content',
    '_list',
    '_contained',
    '_query',
  ]
  for (const name of refused) assert.equal(fault('Patient', name, 'a').split(' ')[0], 'fhir/search-not-supported', name)
  assert.equal(fault('Observation', 'value-quantity', '5'), 'fhir/search-not-supported value-quantity')
  assert.equal(fault('Observation', 'code-value-quantity', 'a$5'), 'fhir/search-not-supported code-value-quantity')
  assert.equal(fault('Patient', 'phonetic', 'a'), 'fhir/search-not-supported phonetic')
  assert.equal(fault('Observation', 'subject.name', 'a'), 'fhir/search-not-supported subject.name')
  assert.equal(fault('Observation', 'subject:Patient.name', 'a'), 'fhir/search-not-supported subject:Patient.name')
  for (const name of [
    'gender:text',
    'gender:in',
    'identifier:of-type',
    'birthdate:exact',
    'family:not',
    '_profile:below',
    'general-practitioner:identifier',
    'link:Foo',
  ]) {
    assert.equal(fault('Patient', name, 'a'), `fhir/search-modifier ${name}`, name)
  }
  // Lenient handling concerns what is unknown, not what would widen the result
  assert.throws(() => parseSearch('Patient', [['_include', 'a']], { lenient: true, maxCount: 10 }), { code: 'fhir/search-not-supported' })
})

test('unknown parameters are refused, or reported under lenient handling', () => {
  assert.equal(fault('Patient', 'nickname', 'a'), 'fhir/search-unknown-parameter nickname')
  assert.equal(fault('Patient', 'Erika Muster', 'a'), 'fhir/search-unknown-parameter undefined')
  assert.equal(fault('Patient', '__proto__', 'a'), 'fhir/search-unknown-parameter __proto__')
  assert.equal(fault('Patient', 'constructor', 'a'), 'fhir/search-unknown-parameter constructor')
  const { query, issues } = parseSearch(
    'Patient',
    [
      ['nickname', 'a'],
      ['gender', 'male'],
    ],
    { lenient: true, maxCount: 10 },
  )
  assert.equal(query.conditions.length, 1)
  assert.deepEqual(issues, [
    {
      severity: 'warning',
      type: 'not-supported',
      text: 'There is no such search parameter for this resource type; it was left out.',
      at: 'nickname',
    },
  ])
  assert.throws(() => parse('Foo'), { code: 'fhir/unknown-type', kind: 'not-found' })
})

test('every supported parameter of every type takes a value', () => {
  const value = { token: 'a', string: 'a', date: '2026', reference: 'urn:a', uri: 'urn:a' } as Record<string, string>
  for (const type of resourceTypes) {
    for (const param of searchParams(type)) {
      const outcome = fault(type, param.code, param.code === '_id' ? 'a' : (value[param.type] ?? 'a'))
      assert.ok(outcome === 'none' || outcome.startsWith('fhir/search-not-supported'), `${type}.${param.code}: ${outcome}`)
    }
  }
})

test('whatever is asked, the answer is a query or a Fault that repeats no value', () => {
  const names = [
    'identifier',
    'family',
    'birthdate',
    'link',
    '_profile',
    '_id',
    '_lastUpdated',
    '_sort',
    '_count',
    '_total',
    '_summary',
    'gender',
  ]
  const modifiers = ['', ':exact', ':contains', ':not', ':missing', ':Patient', ':x', '.y']
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.constantFrom(...modifiers), fc.string({ unit: 'binary' }), (name, modifier, value) => {
      const secret = `§${value}`
      try {
        parse('Patient', [name + modifier, secret])
        return true
      } catch (thrown) {
        return thrown instanceof Fault && !JSON.stringify([thrown.message, thrown.issues]).includes(secret)
      }
    }),
    { numRuns: 2000 },
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), pairs => {
      try {
        parseSearch('Encounter', pairs, strict)
        return true
      } catch (thrown) {
        return thrown instanceof Fault
      }
    }),
  )
})
