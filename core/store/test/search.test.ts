import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Condition, Resource, SearchQuery } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import { testCtx } from '@steckwerk/kernel/testing'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { day, isoDay, naiveSearch, type Held } from './naive-search.ts'
import { put } from './resources.ts'

const alpha = testCtx(1, 'alpha')
const beta = testCtx(2, 'beta')
const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)
const system = 'http://example.org/sid/patient'
const families = ['Müller', 'Muller', 'Meier', 'Möller', 'Groß', 'Gross', 'Abt', 'Zöllner']

let db: TestStore
const held: Held[] = []

/** Deterministic, invented: short and long and open periods, absent dates, several names, several carriers. */
function resources(count: number): Resource[] {
  let state = 42
  const pick = (below: number): number => (state = (state * 1103515245 + 12345) & 0x7fffffff) % below
  const made: Resource[] = []
  for (let i = 0; i < count; i++) {
    made.push({
      resourceType: 'Patient', id: `p${i}`, gender: ['female', 'male', 'other'][pick(3)]!,
      identifier: [{ system, value: String(pick(count)) }, ...(pick(3) === 0 ? [{ value: `bare${pick(5)}` }] : [])],
      ...(pick(8) === 0 ? {} : { name: [{ family: families[pick(8)]!, given: ['Kim'] }, ...(pick(4) === 0 ? [{ family: families[pick(8)]! }] : [])] }),
      ...(pick(6) === 0 ? {} : { birthDate: isoDay(start - pick(30_000) * dayMs) }),
      ...(pick(5) === 0 ? { deceasedDateTime: isoDay(start + pick(60) * dayMs) } : {}),
    })
    const from = start + pick(80) * dayMs + pick(86_400) * 1000
    const kind = pick(5)
    made.push({
      resourceType: 'Encounter', id: `e${i}`, status: ['planned', 'in-progress', 'finished'][pick(3)]!,
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: pick(2) === 0 ? 'IMP' : 'AMB' },
      ...(pick(10) === 0 ? {} : { subject: { reference: `Patient/p${pick(count)}` } }),
      ...(kind === 0 ? {} : { period: { ...(kind === 1 ? {} : { start: new Date(from).toISOString() }), ...(kind === 2 ? {} : { end: new Date(from + pick(kind === 3 ? 2 : 40) * dayMs + 3_600_000).toISOString() }) } }),
    })
  }
  return made
}

before(async () => {
  db = await testStore()
  const all = resources(150)
  for (let i = 0; i < all.length; i += 60) {
    const part = all.slice(i, i + 60)
    const stored = await db.store.write(alpha, (w) => w.apply(part.map((resource) => put(resource, 0))))
    part.forEach((resource, at) => held.push({ resource, lastUpdated: stored[at]!.lastUpdated }))
  }
  // Another carrier has the same and more; and what alpha deleted must not be found.
  await db.store.write(beta, (w) => w.apply(resources(60).map((resource) => put(resource, 0))))
  await db.store.commit(alpha, put({ resourceType: 'Patient', id: 'gone', gender: 'female', name: [{ family: 'Müller' }] }, 0))
  await db.store.commit(alpha, { kind: 'delete', type: 'Patient', id: 'gone', expect: 1 })
})
after(() => db[Symbol.asyncDispose]())

const query = (type: string, conditions: readonly Condition[], more: Partial<SearchQuery> = {}): SearchQuery =>
  ({ type, conditions, sort: [], count: 7, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined, ...more })

/** All pages, one after the other. */
async function pages(wanted: SearchQuery): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | undefined; ;) {
    const result = await db.store.read(alpha, (r) => r.search({ ...wanted, cursor }))
    ids.push(...result.rows.map((row) => row.id))
    for (const row of result.rows) assert.equal(row.type, wanted.type)
    if (result.next === undefined) return ids
    assert.equal(result.rows.length, wanted.count)
    cursor = result.next
  }
}

const someDay = fc.integer({ min: -5, max: 90 }).map((offset) => day(isoDay(start + offset * dayMs)))
const birthDay = fc.integer({ min: 0, max: 30_000 }).map((offset) => day(isoDay(start - offset * dayMs)))
const prefix = fc.constantFrom('eq', 'ne', 'lt', 'gt', 'le', 'ge', 'sa', 'eb', 'ap' as const)
const dates = (range: fc.Arbitrary<{ low: number; high: number }>) =>
  fc.array(fc.tuple(prefix, range).map(([p, r]) => ({ prefix: p, ...r })), { minLength: 1, maxLength: 2 })
const missing = (...params: string[]): fc.Arbitrary<Condition> =>
  fc.record({ kind: fc.constant('missing' as const), param: fc.constantFrom(...params), missing: fc.boolean() })

const patientCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('token' as const), param: fc.constant('gender'), negate: fc.boolean(),
    values: fc.array(fc.constantFrom('female', 'male', 'other', 'unknown').map((code) => ({ system: undefined, code })), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('token' as const), param: fc.constant('identifier'), negate: fc.boolean(),
    values: fc.array(fc.oneof(
      fc.nat(150).map((n) => ({ system, code: String(n) })),
      fc.nat(150).map((n) => ({ system: undefined, code: String(n) })),
      fc.nat(5).map((n) => ({ system: '', code: `bare${n}` })),
      fc.constant({ system, code: undefined }),
    ), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('string' as const), param: fc.constantFrom('family', 'name'), match: fc.constantFrom('starts', 'exact', 'contains' as const),
    values: fc.array(fc.constantFrom(...families, 'mu', 'm', 'ö', 'gro', 'ss', 'q'), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('date' as const), param: fc.constant('birthdate'), values: dates(birthDay) }),
  fc.record({ kind: fc.constant('date' as const), param: fc.constant('death-date'), values: dates(someDay) }),
  fc.record({ kind: fc.constant('id' as const), values: fc.array(fc.nat(170).map((n) => `p${n}`), { minLength: 1, maxLength: 4 }) }),
  missing('family', 'birthdate', 'death-date', 'identifier'),
)
const encounterCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('date' as const), param: fc.constant('date'), values: dates(someDay) }),
  fc.record({
    kind: fc.constant('token' as const), param: fc.constantFrom('status'), negate: fc.boolean(),
    values: fc.array(fc.constantFrom('planned', 'in-progress', 'finished').map((code) => ({ system: undefined, code })), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('reference' as const), param: fc.constantFrom('subject', 'patient'),
    values: fc.array(fc.tuple(fc.nat(150), fc.boolean()).map(([n, typed]) => ({ type: typed ? 'Patient' : undefined, id: `p${n}`, url: undefined })), { minLength: 1, maxLength: 3 }),
  }),
  missing('date', 'subject', 'status'),
)
const sortOf = (...params: string[]) => fc.array(fc.record({ param: fc.constantFrom(...params), descending: fc.boolean() }), { maxLength: 2 })
  .map((items) => items.filter((item, i) => items.findIndex((other) => other.param === item.param) === i))
  .map((items) => (items[0]?.param === '_id' ? items.slice(0, 1) : items))

for (const [type, condition, sort] of [
  ['Patient', patientCondition, sortOf('_id', '_lastUpdated', 'birthdate', 'death-date', 'family')],
  ['Encounter', encounterCondition, sortOf('_id', '_lastUpdated', 'date')],
] as const) {
  test(`${type}: whatever is searched is what looking at everything finds, page by page`, async () => {
    await fc.assert(fc.asyncProperty(fc.array(condition, { maxLength: 3 }), sort, fc.integer({ min: 3, max: 40 }), async (conditions, by, count) => {
      const wanted = query(type, conditions, { sort: by, count })
      assert.deepEqual(await pages(wanted), naiveSearch(held, wanted))
    }), { numRuns: 80 })
  })

  test(`${type}: totals count what is found`, async () => {
    await fc.assert(fc.asyncProperty(fc.array(condition, { maxLength: 2 }), async (conditions) => {
      const wanted = query(type, conditions, { total: 'accurate' })
      const expected = naiveSearch(held, wanted).length
      const result = await db.store.read(alpha, (r) => r.search(wanted))
      const counted = await db.store.read(alpha, (r) => r.search({ ...wanted, summary: 'count' }))
      assert.deepEqual([result.total, counted.total, counted.rows.length], [expected, expected, 0])
    }), { numRuns: 60 })
  })
}

test('a search by the last update bounds it on both sides', async () => {
  const middle = held[150]!.lastUpdated * 1000
  for (const p of ['ge', 'lt', 'eq'] as const) {
    const wanted = query('Patient', [{ kind: 'lastUpdated', values: [{ prefix: p, low: middle, high: middle }] }], { sort: [{ param: '_lastUpdated', descending: true }], count: 20 })
    assert.deepEqual(await pages(wanted), naiveSearch(held, wanted))
  }
})

test('a cursor serves only the search and the carrier it came from', async () => {
  const wanted = query('Patient', [])
  const { next } = await db.store.read(alpha, (r) => r.search(wanted))
  const bad = (thrown: unknown) => thrown instanceof Fault && thrown.code === 'store/bad-cursor' && thrown.kind === 'invalid'
  await assert.rejects(db.store.read(beta, (r) => r.search({ ...wanted, cursor: next })), bad)
  await assert.rejects(db.store.read(alpha, (r) => r.search({ ...wanted, type: 'Encounter', cursor: next })), bad)
  await assert.rejects(db.store.read(alpha, (r) => r.search({ ...wanted, cursor: 'x' })), bad)
  await assert.rejects(db.store.read(alpha, (r) => r.search({ ...wanted, cursor: `${next!.startsWith('A') ? 'B' : 'A'}${next!.slice(1)}` })), bad)
  // Three bytes: so few of random ones stand together by chance hardly ever.
  assert.ok(!Buffer.from(next!, 'base64url').toString('latin1').includes('["p'))
})

test('whoever mentions a Patient is found, within the carrier', async () => {
  const expected = held.filter((one) => JSON.stringify(one.resource).includes('"Patient/p3"')).map((one) => one.resource.id!)
  const rows = await db.store.read(alpha, (r) => r.mentioning('p3'))
  assert.deepEqual(rows.map((row) => row.id).toSorted(), expected.toSorted())
})
