import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { typeNumber, type Resource } from '@steckwerk/fhir'
import { Fault, sql } from '@steckwerk/kernel'
import { testCtx } from '@steckwerk/kernel/testing'
import type { HistoryQuery, Stored } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { patient, put } from './resources.ts'

let db: TestStore
before(async () => {
  db = await testStore()
  await fill()
})
after(() => db[Symbol.asyncDispose]())
const alpha = testCtx(1, 'alpha')
const beta = testCtx(2, 'beta')
const code = (expected: string) => (thrown: unknown) => thrown instanceof Fault && thrown.code === expected
const read = (query: Partial<HistoryQuery>) => db.store.read(alpha, (r) => r.history({ type: undefined, count: 50, ...query }))
const names = (rows: readonly Stored[]): string[] => rows.map((row) => `${row.type}/${row.id}/${row.version}`)

/** All pages one after the other. */
async function all(query: Partial<HistoryQuery>): Promise<Stored[]> {
  const rows: Stored[] = []
  let complete: number | undefined
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const page = await read({ ...query, ...(cursor === undefined ? {} : { cursor }) })
    assert.ok(page.rows.length <= (query.count ?? 50))
    assert.ok(complete === undefined || page.complete === complete, 'all pages are complete until the same instant')
    complete = page.complete
    rows.push(...page.rows)
    cursor = page.next
  }
  return rows
}

const made: Stored[] = []

/** Random writes, single and several in a transaction. */
async function fill(): Promise<void> {
  const { store } = db
  const types = [
    (id: string, n: number): Resource => patient(id, `Fam${n}`),
    (id: string, n: number): Resource => ({ resourceType: 'Observation', id, status: 'final', code: { text: String(n) } }),
    (id: string, n: number): Resource => ({ resourceType: 'Encounter', id, status: 'planned', class: { code: String(n) } }),
  ]
  await store.commit(beta, put(patient('r0', 'Fremd'), 0))
  let seed = 7
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
  for (let n = 0; n < 120; n++) {
    const make = types[random(3)]!
    const id = `r${random(5)}`
    // Some share a transaction and so, but for repeated ones, an instant.
    const rows = random(4) === 0
      ? [await store.commit(alpha, { kind: 'delete', type: make(id, n).resourceType, id, expect: 'any' })]
      : await store.write(alpha, (w) => w.apply([put(make(id, n)), ...(random(2) === 0 ? [put(types[0]!(`r${random(5)}`, n + 1000)), put(make(id, n + 2000))] : [])]))
    for (const row of rows) if (row.version > 0 && !made.some((one) => one.type === row.type && one.id === row.id && one.version === row.version)) made.push(row)
  }
}

const newestFirst = (a: Stored, b: Stored): number => b.lastUpdated - a.lastUpdated || typeNumber(b.type) - typeNumber(a.type) || (a.id < b.id ? 1 : -1)
const successor = (row: Stored): Stored | undefined => made.find((one) => one.type === row.type && one.id === row.id && one.version === row.version + 1)

/** What the history should be, by looking at everything. */
function naive(query: Partial<HistoryQuery>): Stored[] {
  return made.filter((row) => {
    if (query.type !== undefined && row.type !== query.type) return false
    if (query.id !== undefined && row.id !== query.id) return false
    if (query.since !== undefined && row.lastUpdated < query.since) return false
    if (query.at === undefined) return true
    const until = row.text === undefined ? row.lastUpdated + 0.001 : (successor(row)?.lastUpdated ?? Infinity)
    return row.lastUpdated <= query.at.high && until > query.at.low
  }).sort(newestFirst)
}

test('versions of a resource never share an instant, and every history is what looking at everything gives', async () => {
  for (const row of made) assert.ok((successor(row)?.lastUpdated ?? Infinity) > row.lastUpdated)
  const instants = made.map((row) => row.lastUpdated)
  const near = fc.tuple(fc.constantFrom(...instants), fc.integer({ min: -2, max: 2 })).map(([instant, by]) => instant + by)
  await fc.assert(fc.asyncProperty(
    fc.record({
      scope: fc.constantFrom({}, { type: 'Patient' }, { type: 'Encounter' }, { type: 'Basic' }, { type: 'Observation', id: 'r1' }, { type: 'Patient', id: 'r3' }, { type: 'Patient', id: 'never' }),
      since: fc.option(near, { nil: undefined }),
      at: fc.option(fc.tuple(near, near).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) })), { nil: undefined }),
      count: fc.constantFrom(1, 3, 7, 50, 200),
    }),
    async ({ scope, since, at, count }) => {
      const query = { ...scope, count, ...(since === undefined ? {} : { since }), ...(at === undefined ? {} : { at }) }
      assert.deepEqual(await all(query), naive(query))
    },
  ), { numRuns: 300 })
})

test('lastUpdated is the clock of the database, read once a transaction', async () => {
  const clock = sql`select floor(extract(epoch from clock_timestamp()) * 1000)::int8 ms`
  const [before] = await db.store.read(alpha, (r) => r.query<{ ms: number }>(clock))
  const rows = await db.store.write(alpha, async (w) => {
    const first = await w.apply([put(patient('t1', 'Zeit'), 0), put(patient('t2', 'Zeit'), 0)])
    return [...first, ...(await w.apply([put(patient('t3', 'Zeit'), 0), put(patient('t1', 'Zeiten'), 1)]))]
  })
  const [after] = await db.store.read(alpha, (r) => r.query<{ ms: number }>(clock))
  const instant = rows[0]!.lastUpdated
  assert.ok(before!.ms <= instant && instant <= after!.ms)
  assert.deepEqual(rows.map((row) => row.lastUpdated - instant), [0, 0, 0, 1])
  made.push(...rows)
})

test('bounds at the ends of time', async () => {
  const everything = names(await all({}))
  assert.deepEqual(names(await all({ since: -Infinity, at: { low: -Infinity, high: Infinity } })), everything)
  assert.deepEqual(names(await all({ since: Date.UTC(9999, 11, 31) })), [])
})

test('who has written finds it in the next history, and everything up to complete was there', async () => {
  const { store } = db
  let since = 0
  for (let n = 0; n < 40; n++) {
    const row = await store.commit(alpha, put(patient('own', `Name${n}`)))
    const { rows, complete } = await read({ since })
    assert.deepEqual(names(rows.slice(0, 1)), [`Patient/own/${row.version}`])
    if (n > 0) assert.deepEqual(names(rows), [`Patient/own/${row.version}`], 'and nothing that the history before had')
    assert.ok(complete > row.lastUpdated)
    since = complete
    const one = await read({ type: 'Patient', id: 'own' })
    assert.equal(one.rows[0]!.version, row.version)
    assert.ok(one.complete > row.lastUpdated)
  }
  made.push(...(await all({ type: 'Patient', id: 'own' })))
})

test('a carrier sees its own only, and no cursor of another, or of another history', async () => {
  const { store } = db
  assert.deepEqual(names((await store.read(beta, (r) => r.history({ type: undefined, count: 10 }))).rows), ['Patient/r0/1'])
  const { next } = await read({ type: 'Patient', count: 1 })
  await assert.rejects(store.read(beta, (r) => r.history({ type: 'Patient', count: 1, cursor: next! })), code('store/bad-cursor'))
  await assert.rejects(read({ type: 'Encounter', count: 1, cursor: next! }), code('store/bad-cursor'))
  await assert.rejects(read({ type: 'Patient', count: 1, cursor: 'bm90aGluZw' }), code('store/bad-cursor'))
})

test('what is written while a list is paged through does not move its pages', async () => {
  const first = await read({ type: 'Patient', count: 5 })
  const before = naive({ type: 'Patient' })
  made.push(...(await db.store.write(alpha, (w) => w.apply([put(patient('later', 'Neu')), put(patient('r1', 'Noch neuer'))]))))
  const rest = await read({ type: 'Patient', count: 500, cursor: first.next! })
  assert.deepEqual(names([...first.rows, ...rest.rows]), names(before))
  assert.equal(rest.complete, first.complete)
})

test('within a transaction, history and search show what it has written itself', async () => {
  await assert.rejects(db.store.write(alpha, async (w) => {
    void w.apply([put(patient('inside', 'Drinnen'), 0)])
    const found = await w.search({ type: 'Patient', conditions: [{ kind: 'string', param: 'family', match: 'exact', values: ['Drinnen'] }], sort: [], count: 10, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined })
    assert.deepEqual(names(found.rows), ['Patient/inside/1'])
    assert.deepEqual(names((await w.history({ type: 'Patient', id: 'inside', count: 5 })).rows), ['Patient/inside/1'])
    await w.apply([put(patient('inside', 'Weiter'), 1)])
    assert.deepEqual(names((await w.history({ type: 'Patient', id: 'inside', count: 5 })).rows), ['Patient/inside/2', 'Patient/inside/1'])
    throw new Error('enough')
  }), /enough/)
  assert.deepEqual((await read({ type: 'Patient', id: 'inside' })).rows, [])
})
