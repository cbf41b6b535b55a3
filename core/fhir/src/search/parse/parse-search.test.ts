import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '@steckwerk/kernel'
import { resourceTypes } from '../../model/resource-types.ts'
import { searchParam, searchParams } from '../parameters.ts'
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
    includes: [],
    summary: 'false',
    elements: undefined,
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
  assert.deepEqual(only('Patient', '_id:not', 'a'), { kind: 'id', negate: true, values: ['a'] })
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
  assert.deepEqual(only('DocumentReference', 'relationship', 'replaces$DocumentReference/1'), {
    kind: 'composite',
    param: 'relationship',
    values: [
      [
        { kind: 'token', value: { system: undefined, code: 'replaces' } },
        { kind: 'reference', value: { type: 'DocumentReference', id: '1', url: undefined } },
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

test('too much is refused before it is read', () => {
  const many = (count: number) => Array.from({ length: count }, (): [string, string] => ['gender', 'male'])
  assert.throws(() => parse('Patient', ...many(201)), { code: 'fhir/search-too-large' })
  assert.equal(parse('Patient', ...many(200)).conditions.length, 200)
  assert.equal(fault('Patient', 'gender', 'a,'.repeat(1000) + 'a'), 'fhir/search-too-large gender')
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
