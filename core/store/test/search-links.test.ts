import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Condition, NumberValue, Resource, SearchQuery } from '@steckwerk/fhir'
import { sql } from '@steckwerk/kernel'
import { silentLog, testCtx } from '@steckwerk/kernel/testing'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { Database } from '../src/connection/database.ts'
import { readSecretsOf } from '../src/secrets.ts'
import { IndexHash } from '../src/search/index-hash.ts'
import { usualLimits, type Limits } from '../src/search/scope.ts'
import { Searcher } from '../src/search/searcher.ts'
import { naiveSearch, type Held } from './naive-search.ts'
import { region } from './region.ts'
import { put } from './resources.ts'

const alpha = testCtx(1, 'alpha')
const beta = testCtx(2, 'beta')
const patients = 40
const held: Held[] = []
let db: TestStore
let database: Database
let cursorKey: Uint8Array
let hash: IndexHash

before(async () => {
  db = await testStore()
  const all = [...region(patients), ...marked(true)]
  for (let i = 0; i < all.length; i += 100) {
    const part = all.slice(i, i + 100)
    const stored = await db.store.write(alpha, (w) => w.apply(part.map((resource) => put(resource, 0))))
    part.forEach((resource, at) => held.push({ resource, lastUpdated: stored[at]!.lastUpdated }))
  }
  // Another carrier has other resources of the same ids.
  await db.store.write(beta, (w) => w.apply([...region(patients, 99), ...marked(false)].map((resource) => put(resource, 0))))
  // What is deleted neither is found nor leads anywhere.
  await db.store.commit(alpha, put({ resourceType: 'Patient', id: 'gone', gender: 'female', managingOrganization: { reference: 'Organization/g1' } }, 0))
  await db.store.commit(alpha, { kind: 'delete', type: 'Patient', id: 'gone', expect: 1 })
  database = new Database({ url: db.hubUrl, log: silentLog })
  const secrets = await readSecretsOf(async (text) => (await database.plain({ text })).rows)
  hash = new IndexHash(secrets.hashKey)
  cursorKey = secrets.cursorKey
})
after(async () => {
  await database.close()
  await db[Symbol.asyncDispose]()
})

/** The same ids in both carriers; one of them says what the other does not. */
const marked = (said: boolean): Resource[] => [
  { resourceType: 'Organization', id: 'w', name: said ? 'Wand' : 'Tür' },
  { resourceType: 'Patient', id: 'w', managingOrganization: { reference: 'Organization/w' }, name: [{ family: said ? 'Wand' : 'Tür' }] },
  { resourceType: 'Observation', id: 'w', status: 'final', code: { coding: [{ code: said ? 'wand' : 'tür' }] }, subject: { reference: 'Patient/w' }, valueQuantity: { value: said ? 777 : 778 } },
]

const query = (type: string, conditions: readonly Condition[], more: Partial<SearchQuery> = {}): SearchQuery =>
  ({ type, conditions, sort: [], count: 7, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined, ...more })

async function pages(searcher: Searcher, wanted: SearchQuery, tenant = alpha.tenant): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | undefined; ;) {
    const result = await searcher.search(tenant, database.reading(tenant), { ...wanted, cursor })
    // Asked again it may be answered by the way remembered.
    const again = await searcher.search(tenant, database.reading(tenant), { ...wanted, cursor })
    assert.deepEqual(again.rows, result.rows)
    ids.push(...result.rows.map((row) => row.id))
    if (result.next === undefined) return ids
    assert.equal(result.rows.length, wanted.count)
    cursor = result.next
  }
}

/** Every way of answering, over as few resources as these: all is rare, all is frequent, and in between. */
const ways: readonly (readonly [string, Limits])[] = [
  ['as usual', usualLimits],
  ['with everything frequent', { ...usualLimits, frequent: 1, few: 1, targets: 1, wideCount: 2, window: sql`limit 3`, wideWindow: sql`limit 20` }],
  ['with some things frequent', { ...usualLimits, frequent: 30, few: 5, targets: 10, wideCount: 40, window: sql`limit 20`, wideWindow: sql`limit 40` }],
  ['with only little fetched', { ...usualLimits, few: 0, targets: 2 }],
]

const code = (param: string, ...codes: string[]): fc.Arbitrary<Condition> => fc.record({
  kind: fc.constant('token' as const), param: fc.constant(param), negate: fc.boolean(),
  values: fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 2 }).map((values) => values.map((value) => ({ system: undefined, code: value }))),
})
const reference = (param: string, type: string, letter: string, below: number): fc.Arbitrary<Condition> => fc.record({
  kind: fc.constant('reference' as const), param: fc.constant(param),
  values: fc.array(fc.nat(below).map((n) => ({ type, id: `${letter}${n}`, url: undefined })), { minLength: 1, maxLength: 3 }),
})
const missing = (...params: string[]): fc.Arbitrary<Condition> => fc.record({ kind: fc.constant('missing' as const), param: fc.constantFrom(...params), missing: fc.boolean() })
const numberValue = (most: number, units: readonly (readonly [NumberValue['unit'], number])[]): fc.Arbitrary<NumberValue> =>
  fc.tuple(fc.constantFrom('eq', 'ne', 'lt', 'gt', 'le', 'ge', 'sa', 'eb', 'ap' as const), fc.integer({ min: 0, max: 100 }), fc.constantFrom(...units)).map(([prefix, n, [unit, factor]]) => {
    const value = ((n / 100) * most * factor)
    const slack = prefix === 'eq' || prefix === 'ne' ? 0.5 * factor * (most / 10) : prefix === 'ap' ? value * 0.1 + 1e-9 : 0
    return { prefix, unit, low: value - slack, high: value + slack }
  })
const quantities = [['', 1], ['ucum:g', 0.001], ['code:mg', 1], ['code:stk', 1], ['pair:http://example.org/units|stk', 1]] as const
const number = (param: string, most: number, units: readonly (readonly [NumberValue['unit'], number])[]): fc.Arbitrary<Condition> =>
  fc.record({ kind: fc.constant('number' as const), param: fc.constant(param), values: fc.array(numberValue(most, units), { minLength: 1, maxLength: 2 }) })
const any = (of: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc.array(fc.array(of, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }).map((alternatives) => ({ kind: 'any', of: alternatives }))
const link = (made: (conditions: readonly Condition[]) => Condition, of: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> => fc.array(of, { minLength: 1, maxLength: 2 }).map(made)
const chain = (param: string, target: string, of: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> => link((conditions) => ({ kind: 'chain', param, target, conditions }), of)
const has = (source: string, param: string, of: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> => link((conditions) => ({ kind: 'has', source, param, conditions }), of)
const name = (param: string, ...values: string[]): fc.Arbitrary<Condition> => fc.record({
  kind: fc.constant('string' as const), param: fc.constant(param), match: fc.constantFrom('starts', 'exact', 'contains' as const),
  values: fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
})

const organization = fc.oneof(name('name', 'Nord', 'Süd', 'W'), code('active', 'true'), chain('partof', 'Organization', name('name', 'Nord', 'West')), missing('partof'))
const location = fc.oneof(
  code('status', 'active', 'suspended'), chain('organization', 'Organization', organization), reference('organization', 'Organization', 'g', 6), missing('near', 'organization'),
  fc.tuple(fc.nat(100), fc.nat(100), fc.nat(60_000)).map(([lat, lon, metres]): Condition => ({ kind: 'near', latitude: 51 + lat / 100, longitude: 7 + lon / 100, metres: metres + 0.5 })),
)
const patientItself = fc.oneof(
  code('gender', 'female', 'male', 'unknown'), code('active', 'true'), name('family', 'Abt', 'be', 'dü'), missing('organization', 'gender'),
  fc.tuple(fc.constantFrom('MR', 'SS'), fc.nat(patients)).map(([type, n]): Condition => ({ kind: 'of-type', param: 'identifier', values: [{ system: 'http://example.org/types', code: type, value: String(n) }] })),
  fc.record({ kind: fc.constant('id' as const), negate: fc.boolean(), values: fc.array(fc.nat(patients).map((n) => `p${n}`), { minLength: 1, maxLength: 4 }) }),
  chain('organization', 'Organization', organization),
)
const encounterItself = fc.oneof(code('status', 'planned', 'finished'), code('class', 'IMP'), chain('location', 'Location', location), reference('location', 'Location', 'l', 12), chain('subject', 'Patient', patientItself))
const part = fc.tuple(fc.constantFrom(undefined, 'http://loinc.org', 'http://example.org/codes'), fc.constantFrom('x', 'y', 'z'), numberValue(10, quantities))
  .map(([system, value, amount]) => [{ kind: 'token' as const, value: { system, code: value } }, { kind: 'number' as const, value: amount }])
const observationItself = fc.oneof(
  code('code', 'a', 'b', 'z'), code('component-code', 'x', 'y'), code('status', 'preliminary'), reference('patient', 'Patient', 'p', patients), missing('value-quantity', 'subject', 'component-code-value-quantity', 'encounter'),
  number('value-quantity', 10, quantities), number('component-value-quantity', 10, quantities), chain('patient', 'Patient', patientItself), chain('subject', 'Location', location), chain('encounter', 'Encounter', encounterItself),
  fc.record({ kind: fc.constant('composite' as const), param: fc.constant('component-code-value-quantity'), values: fc.array(part, { minLength: 1, maxLength: 2 }) }),
  fc.array(fc.nat(9).map((n) => ({ system: 'http://example.org/sid', code: String(n) })), { minLength: 1, maxLength: 3 }).map((values): Condition => ({ kind: 'identified', param: 'subject', values })),
)
const observation = fc.oneof(observationItself, any(observationItself), chain('has-member', 'Observation', observationItself), has('Observation', 'has-member', observationItself))
const encounter = fc.oneof(encounterItself, any(encounterItself), has('Observation', 'encounter', observation))
const risk = fc.oneof(number('probability', 1, [['', 1]]), chain('patient', 'Patient', patientItself))
const patient = fc.oneof(
  patientItself, any(patientItself), has('Observation', 'patient', observation), has('Encounter', 'subject', encounter), has('RiskAssessment', 'subject', risk),
  has('Appointment', 'patient', code('status', 'booked')), any(fc.oneof(patientItself, has('Observation', 'subject', observationItself))),
)
const appointment = fc.oneof(code('status', 'booked'), reference('patient', 'Patient', 'p', patients), chain('patient', 'Patient', patientItself), chain('actor', 'Location', location))

const sorted = (...params: string[]): fc.Arbitrary<SearchQuery['sort']> => fc.uniqueArray(fc.record({ param: fc.constantFrom(...params), descending: fc.boolean() }), { maxLength: 3, selector: (item) => item.param })
  .map((items) => items.slice(0, items.findIndex((item) => item.param === '_id') + 1 || items.length))

for (const [way, limits] of ways) {
  describe(way, () => {
    for (const [type, condition, sort] of [
      ['Patient', patient, sorted('family', 'birthdate', '_id')],
      ['Observation', observation, sorted('date', 'value-quantity', 'component-value-quantity', '_lastUpdated')],
      ['Encounter', encounter, sorted('date', '_id')],
      ['Appointment', appointment, sorted('date')],
      ['RiskAssessment', risk, sorted('probability', '_id')],
      ['Location', location, sorted('name')],
    ] as const) {
      test(`${type}: whatever is searched is what looking at everything finds, page by page, and is counted so`, async () => {
        const searcher = new Searcher(hash, cursorKey, limits)
        await fc.assert(fc.asyncProperty(fc.array(condition, { minLength: 1, maxLength: 3 }), sort, fc.integer({ min: 2, max: 40 }), async (conditions, by, count) => {
          const wanted = query(type, conditions, { sort: by, count })
          const expected = naiveSearch(held, wanted)
          assert.deepEqual(await pages(searcher, wanted), expected)
          const counted = await searcher.search(alpha.tenant, database.reading(alpha.tenant), { ...wanted, count: 0, total: 'accurate' })
          assert.deepEqual([counted.total, counted.rows.length], [expected.length, 0])
        }), { numRuns: 40 })
      })
    }
  })
}

test('a chain, _has, alternatives and numbers find nothing of another carrier, though the ids are equal', async () => {
  const wand: Condition = { kind: 'string', param: 'family', match: 'starts', values: ['wand'] }
  const coded: Condition = { kind: 'token', param: 'code', negate: false, values: [{ system: undefined, code: 'wand' }] }
  const valued: Condition = { kind: 'number', param: 'value-quantity', values: [{ prefix: 'eq', unit: '', low: 776.5, high: 777.5 }] }
  const asked: readonly (readonly [string, Condition])[] = [
    ['Observation', { kind: 'chain', param: 'patient', target: 'Patient', conditions: [wand] }],
    ['Observation', { kind: 'chain', param: 'subject', target: 'Patient', conditions: [{ kind: 'chain', param: 'organization', target: 'Organization', conditions: [{ ...wand, param: 'name' }] }] }],
    ['Patient', { kind: 'has', source: 'Observation', param: 'patient', conditions: [coded] }],
    ['Patient', { kind: 'any', of: [[wand], [{ kind: 'has', source: 'Observation', param: 'subject', conditions: [valued] }]] }],
    ['Observation', valued],
  ]
  for (const [, limits] of ways) {
    const searcher = new Searcher(hash, cursorKey, limits)
    for (const [type, condition] of asked) {
      assert.deepEqual(await pages(searcher, query(type, [condition])), ['w'])
      assert.deepEqual(await pages(searcher, query(type, [condition]), beta.tenant), [])
    }
  }
})

test('a search is explained: its way, what was counted, and each statement with its plan', async () => {
  const wanted = query('Observation', [{ kind: 'token', param: 'code', negate: false, values: [{ system: undefined, code: 'a' }] }, { kind: 'string', param: 'none', match: 'contains', values: ["it's"] }], { total: 'accurate' })
  const told = await db.store.read(alpha, (r) => r.explain(wanted))
  assert.deepEqual([told.route, told.rows, told.drivers.map(({ kind, chosen }) => [kind, chosen])], ['collect', 0, [['tokens', true]]])
  assert.ok(told.drivers[0]!.candidates! > 0 && told.reason.length > 0)
  assert.equal(told.statements.length, 3)
  for (const { text, plan, ms } of told.statements) assert.ok(text.startsWith('select') || text.startsWith('with') ? plan.some((line) => line.includes('res_tokens')) && ms >= 0 : false, text)
  const nothing = await db.store.read(alpha, (r) => r.explain(query('Patient', [{ kind: 'any', of: [] }])))
  assert.deepEqual([nothing.route, nothing.statements, nothing.rows], ['none', [], 0])
})
