import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '@steckwerk/kernel'
import { resourceTypes } from '../../model/resource-types.ts'
import { searchParam, searchParams } from '../parameters.ts'
import { parseSearch } from './parse-search.ts'

const strict = { lenient: false, maxCount: 200 }
const parse = (type: string, ...pairs: (readonly [string, string])[]) => parseSearch(type, pairs, strict).query

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
    includes: [],
    summary: 'false',
    elements: undefined,
  })
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
    includes: [],
    summary: 'count',
    elements: undefined,
  })
  assert.equal(parse('Patient', ['_count', '0']).summary, 'count')
  assert.equal(parse('Patient', ['_total', 'estimate']).total, 'accurate')
  assert.equal(fault('Patient', '_count', '-1'), 'fhir/search-value _count')
  assert.equal(fault('Patient', '_count', ''), 'fhir/search-value _count')
  assert.equal(fault('Patient', '_sort', 'nickname'), 'fhir/search-unknown-parameter _sort')
  assert.equal(fault('Patient', '_summary', 'some'), 'fhir/search-value _summary')
  for (const summary of ['true', 'false', 'text', 'data', 'count']) assert.equal(parse('Patient', ['_summary', summary]).summary, summary)
  assert.throws(() => parse('Patient', ['_count', '1'], ['_count', '2']), { code: 'fhir/search-repeated' })
})

test('repeated parameters are joined by AND', () => {
  assert.equal(parse('Encounter', ['date', 'ge2026'], ['date', 'lt2027']).conditions.length, 2)
})

test('dates, strings, numbers, quantities, ids and times of change are sorted by, nothing else', () => {
  for (const key of ['date', '-value-string', 'value-quantity', '-_lastUpdated', '_id']) assert.equal(fault('Observation', '_sort', key), 'none', key)
  assert.equal(fault('RiskAssessment', '_sort', 'probability'), 'none')
  for (const key of ['code', 'subject', '_profile', 'code-value-quantity', 'combo-value-quantity'])
    assert.equal(fault('Observation', '_sort', key), 'fhir/search-not-supported _sort', key)
  assert.equal(fault('Patient', '_sort', 'phonetic'), 'fhir/search-not-supported _sort')
  assert.equal(fault('Location', '_sort', 'near'), 'fhir/search-not-supported _sort')
})

test('_elements names elements of the type; of a choice every form', () => {
  const elements = (type: string, value: string) => parse(type, ['_elements', value]).elements
  assert.deepEqual(elements('Patient', 'name,birthDate,name'), ['name', 'birthDate'])
  assert.deepEqual(elements('Patient', 'deceased'), ['deceasedBoolean', 'deceasedDateTime'])
  assert.deepEqual(elements('Patient', 'deceasedBoolean'), ['deceasedBoolean'])
  assert.equal(fault('Patient', '_elements', 'name,nickname'), 'fhir/search-elements _elements')
  assert.equal(fault('Patient', '_elements', 'name.family'), 'fhir/search-elements _elements')
})

test('_summary excludes _elements, and summary text excludes includes', () => {
  const together = (...pairs: [string, string][]) => () => parse('Encounter', ...pairs)
  assert.throws(together(['_summary', 'true'], ['_elements', 'status']), { code: 'fhir/search-contradiction' })
  assert.throws(together(['_summary', 'text'], ['_include', 'Encounter:subject']), { code: 'fhir/search-contradiction' })
  assert.doesNotThrow(together(['_summary', 'false'], ['_elements', 'status']))
})

test('too much is refused before it is read', () => {
  const many = (count: number) => Array.from({ length: count }, (): [string, string] => ['gender', 'male'])
  assert.throws(() => parse('Patient', ...many(201)), { code: 'fhir/search-too-large' })
  assert.equal(parse('Patient', ...many(200)).conditions.length, 200)
  assert.equal(fault('Patient', 'gender', 'a,'.repeat(1000) + 'a'), 'fhir/search-too-large gender')
  assert.equal(fault('Patient', '_sort', 'birthdate,'.repeat(11)), 'fhir/search-too-large _sort')
  assert.equal(fault('Patient', '_elements', 'name,'.repeat(1001)), 'fhir/search-too-large _elements')
})

test('what is not supported is refused, never left out', () => {
  for (const name of ['_filter', '_text', '_content', '_list', '_contained', '_query', '_type'])
    assert.equal(fault('Patient', name, 'a'), `fhir/search-not-supported ${name}`)
  assert.equal(fault('Bundle', 'composition', 'a'), 'fhir/search-not-supported composition')
  for (const name of [
    'gender:text',
    'gender:above',
    'gender:of-type',
    'birthdate:exact',
    'family:not',
    'family:text',
    '_profile:below',
    '_id:exact',
    'link:Foo',
  ]) {
    assert.equal(fault('Patient', name, 'a'), `fhir/search-modifier ${name}`, name)
  }
})

test('under lenient handling what is unknown or not supported is left out and told; what is malformed is a fault', () => {
  const lenient = (...pairs: [string, string][]) => parseSearch('Encounter', pairs, { lenient: true, maxCount: 10 })
  const { query, issues } = lenient(
    ['gender', 'male'],
    ['status:text', 'a'],
    ['_text', 'a'],
    ['_sort', 'class,-date,nickname'],
    ['_include', 'Encounter:nobody'],
    ['_include', 'Encounter:subject'],
    ['_elements', 'status,nickname'],
    ['subject.nickname', 'a'],
    ['_has:Observation:nobody:code', 'a'],
    ['status', 'planned'],
  )
  assert.deepEqual(
    issues.map(issue => issue.at),
    ['gender', 'status:text', '_text', '_sort', '_sort', '_include', '_elements', 'subject.nickname', '_has:Observation:nobody:code'],
  )
  assert.ok(issues.every(issue => issue.severity === 'warning' && issue.type === 'not-supported' && issue.text.endsWith('. It was left out.')))
  assert.deepEqual(
    [query.conditions.length, query.sort, query.includes.length, query.elements],
    [1, [{ param: 'date', descending: true }], 1, ['status']],
  )
  assert.throws(() => lenient(['date', 'today']), { code: 'fhir/search-value' })
  assert.throws(() => lenient(['_count', 'many']), { code: 'fhir/search-value' })
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
      text: 'There is no such search parameter for this resource type. It was left out.',
      at: 'nickname',
    },
  ])
  assert.throws(() => parse('Foo'), { code: 'fhir/unknown-type', kind: 'not-found' })
})

test('every supported parameter of every type takes a value', () => {
  const value = { token: 'a', string: 'a', date: '2026', reference: 'urn:a', uri: 'urn:a', number: '1', quantity: '1', special: '1|2' } as Record<string, string>
  const unsearched = ['_content', '_query', '_text', 'composition', 'message']
  for (const type of resourceTypes) {
    for (const param of searchParams(type)) {
      const parts = param.parts.map(part => value[searchParam(type, part.code)!.type])
      const outcome = fault(type, param.code, param.type === 'composite' ? parts.join('$') : value[param.type]!)
      const isRefused = outcome.startsWith('fhir/search-not-supported') && unsearched.includes(param.code)
      assert.ok(outcome === 'none' || isRefused, `${type}.${param.code}: ${outcome}`)
    }
  }
})

test('whatever is asked, the answer is a query or a Fault that repeats no value', () => {
  const names = [
    'code',
    'subject',
    'date',
    'value-quantity',
    'value-string',
    'code-value-quantity',
    'combo-code-value-quantity',
    'component-code-value-quantity',
    'subject.name',
    'subject:Patient.organization.name',
    'subject:Patient._has:Encounter:patient:date',
    '_has:DiagnosticReport:result:code',
    '_profile',
    '_id',
    '_lastUpdated',
    '_sort',
    '_count',
    '_total',
    '_summary',
    '_elements',
    '_include',
    '_revinclude',
    '_include:iterate',
    'nobody',
  ]
  const modifiers = ['', ':exact', ':contains', ':not', ':in', ':not-in', ':of-type', ':identifier', ':missing', ':Patient', ':x', '.y', '.', ':', '._has:']
  const forms = fc.constantFrom('', '$', '|', ',', 'gt', '5|', '5||', 'a$', 'Observation:', '2026', 'http://')
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.constantFrom(...modifiers),
      fc.tuple(forms, fc.string({ unit: 'binary' })),
      fc.boolean(),
      (name, modifier, parts, lenient) => {
        const secret = `§${parts[1]}`
        try {
          const { issues } = parseSearch('Observation', [[name + modifier, parts[0] + secret]], { lenient, maxCount: 10 })
          return !JSON.stringify(issues).includes('§')
        } catch (thrown) {
          return thrown instanceof Fault && thrown.kind !== 'internal' && !JSON.stringify([thrown.message, thrown.issues]).includes('§')
        }
      },
    ),
    { numRuns: 5000 },
  )
  fc.assert(
    fc.property(fc.constantFrom('Encounter', 'Location', 'Provenance'), fc.array(fc.tuple(fc.string(), fc.string())), (type, pairs) => {
      try {
        parseSearch(type, pairs, strict)
        return true
      } catch (thrown) {
        return thrown instanceof Fault
      }
    }),
  )
})
