import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { typeNumber, type Condition, type Resource, type SearchQuery } from '@steckwerk/fhir'
import { testPostgres, type TestPostgres } from '@steckwerk/store/testing'
import { mentioningStatement } from '../src/search/searcher.ts'
import { readStep } from '../src/write/statements.ts'
import { PlanBench, servers } from './plans.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)
const iso = (ms: number): string => new Date(ms).toISOString()
const micro = (days: number): number => (start + days * dayMs) * 1000

/** 300 patients and encounters, some with long and some with open periods. */
function resources(): Resource[] {
  return Array.from({ length: 300 }, (_, i): Resource[] => [
    {
      resourceType: 'Patient', id: `p${i}`, gender: i % 2 === 0 ? 'female' : 'male', birthDate: iso(start - i * 37 * dayMs).slice(0, 10),
      identifier: [{ system: 'http://example.org/sid', value: String(i) }], name: [{ family: `Fam${i % 40}`, given: ['Kim'] }],
      ...(i % 9 === 0 ? { deceasedDateTime: iso(start + i * dayMs) } : {}),
    },
    {
      resourceType: 'Encounter', id: `e${i}`, status: i % 100 === 0 ? 'planned' : 'finished', class: { system: 'http://example.org/class', code: 'IMP' },
      subject: { reference: `Patient/p${i}` }, period: { start: iso(start + i * 3_600_000), ...(i % 100 === 7 ? {} : { end: iso(start + i * 3_600_000 + (i % 2 === 0 ? 3_600_000 : 5 * dayMs)) }) },
    },
  ]).flat()
}

const token = (param: string, code: string, system?: string): Condition => ({ kind: 'token', param, negate: false, values: [{ system, code }] })
const date = (param: string, prefix: 'eq' | 'ge' | 'le' | 'sa', low: number, high = low): Condition => ({ kind: 'date', param, values: [{ prefix, low, high }] })
const newestFirst = (param: string): SearchQuery['sort'] => [{ param, descending: true }]
const farFuture = 4e15

interface Shape {
  readonly name: string
  readonly query: Partial<SearchQuery> & { type: string }
  /** The indexes each statement reads, in the order of its plan. The last of them gives the page. */
  readonly plans: readonly (readonly string[])[]
  readonly found: number
  /** The page comes from an index in order, so nothing is sorted. */
  readonly walks?: boolean
}

const shapes: readonly Shape[] = [
  { name: 'a whole type', query: { type: 'Patient' }, plans: [['res_pkey']], found: 20, walks: true },
  { name: 'a whole type by date', query: { type: 'Encounter', sort: newestFirst('date') }, plans: [['backward res_lo']], found: 20, walks: true },
  { name: 'a whole type by last update', query: { type: 'Encounter', sort: newestFirst('_lastUpdated') }, plans: [['backward res_lu']], found: 20, walks: true },
  { name: 'ids', query: { type: 'Patient', conditions: [{ kind: 'id', values: ['p1', 'p2', 'none'] }] }, plans: [['res_pkey', 'res_pkey']], found: 2 },
  { name: 'an identifier', query: { type: 'Patient', conditions: [token('identifier', '7', 'http://example.org/sid')], count: 200 }, plans: [['bitmap res_tokens', 'res_pkey']], found: 71 },
  { name: "a patient's, newest first", query: { type: 'Encounter', conditions: [{ kind: 'reference', param: 'patient', values: [{ type: 'Patient', id: 'p7', url: undefined }] }], sort: newestFirst('date') }, plans: [['backward res_patient', 'backward res_patient']], found: 20 },
  { name: "a patient's of a kind, newest first", query: { type: 'Encounter', conditions: [{ kind: 'reference', param: 'patient', values: [{ type: 'Patient', id: 'p7', url: undefined }] }, token('status', 'finished')], sort: newestFirst('date') }, plans: [['backward res_patient', 'backward res_patient']], found: 20 },
  { name: "a patient's by id", query: { type: 'Encounter', conditions: [{ kind: 'reference', param: 'patient', values: [{ type: 'Patient', id: 'p7', url: undefined }] }] }, plans: [['res_patient', 'res_pkey']], found: 20 },
  { name: 'a rare token', query: { type: 'Encounter', conditions: [token('status', 'planned')], count: 500 }, plans: [['bitmap res_tokens'], ['bitmap res_tokens', 'res_pkey']], found: 213 },
  { name: 'a frequent token', query: { type: 'Encounter', conditions: [token('status', 'finished')] }, plans: [['bitmap res_tokens'], ['res_pkey']], found: 20, walks: true },
  { name: 'a frequent token, newest first', query: { type: 'Encounter', conditions: [token('status', 'finished')], sort: newestFirst('date') }, plans: [['backward res_lo']], found: 20, walks: true },
  { name: 'a frequent token by last update', query: { type: 'Encounter', conditions: [token('status', 'finished')], sort: newestFirst('_lastUpdated') }, plans: [['backward res_lu']], found: 20, walks: true },
  { name: 'a rare beginning of a name', query: { type: 'Patient', conditions: [{ kind: 'string', param: 'family', match: 'starts', values: ['fam39'] }], count: 1000 }, plans: [['str_pkey'], ['str_pkey', 'res_pkey']], found: 497 },
  { name: 'a frequent beginning of a name, by name', query: { type: 'Patient', conditions: [{ kind: 'string', param: 'family', match: 'starts', values: ['fam'] }], sort: [{ param: 'family', descending: false }] }, plans: [['str_pkey'], ['str_pkey', 'res_pkey']], found: 20, walks: true },
  { name: 'a part of a name', query: { type: 'Patient', conditions: [{ kind: 'string', param: 'family', match: 'contains', values: ['am3'] }] }, plans: [['res_pkey']], found: 20, walks: true },
  { name: 'a birth date', query: { type: 'Patient', conditions: [date('birthdate', 'eq', micro(-37 * 5), micro(-37 * 5 + 1) - 1)] }, plans: [['res_lo'], ['res_lo', 'res_pkey']], found: 1 },
  { name: 'since a date, with the long periods that reach into it', query: { type: 'Encounter', conditions: [date('date', 'ge', micro(17.4))], count: 500 }, plans: [['res_lo', 'res_long'], ['res_lo', 'res_long', 'res_pkey']], found: 284 },
  { name: 'a date that few have', query: { type: 'Patient', conditions: [date('death-date', 'eq', micro(9), micro(9.5))], count: 500 }, plans: [['day_lo'], ['day_lo', 'day_pkey', 'res_pkey', 'res_pkey']], found: 71 },
  { name: 'since an update', query: { type: 'Patient', conditions: [{ kind: 'lastUpdated', values: [{ prefix: 'ge', low: farFuture, high: farFuture }] }] }, plans: [['res_lu'], ['res_lu', 'res_pkey']], found: 0 },
  { name: 'a rare token beside a frequent one', query: { type: 'Encounter', conditions: [token('class', 'IMP'), token('status', 'planned')], count: 500 }, plans: [['bitmap res_tokens'], ['bitmap res_tokens', 'res_pkey']], found: 213 },
  { name: 'without a value', query: { type: 'Patient', conditions: [{ kind: 'missing', param: 'death-date', missing: true }] }, plans: [['res_pkey']], found: 20, walks: true },
]

for (const { version, skip, ...options } of servers) {
  describe(`search on ${version}`, { skip }, () => {
    let postgres: TestPostgres
    let bench: PlanBench
    before(async () => {
      postgres = await testPostgres(options)
      bench = await PlanBench.make(postgres, resources(), [{ slug: 'alpha', copies: 70 }, { slug: 'beta', copies: 11 }, { slug: 'gamma', copies: 2 }])
    })
    after(async () => {
      await bench[Symbol.asyncDispose]()
      await postgres[Symbol.asyncDispose]()
    })

    test('stands on tens of thousands of rows of several carriers', () => assert.ok(bench.rows >= 50_000))

    for (const shape of shapes) {
      test(shape.name, async () => {
        const { plans, found } = await bench.search(1, shape.query)
        const used = plans.map((plan) => plan.scans.toSorted())
        // Counts of tokens are remembered, so a statement that only counts may be missing.
        const wanted = shape.plans.map((plan) => plan.toSorted()).slice(-used.length)
        assert.deepEqual(used, wanted, plans.map((plan) => plan.text).join('\n'))
        assert.equal(found, shape.found)
        if (shape.walks === true) assert.equal(plans.at(-1)!.sorts, 0, plans.at(-1)!.text)
      })
    }

    test('reads by key, history and mentions', async () => {
      const rt = typeNumber('Patient')
      const get = await bench.statement(1, { text: 'select rt, id, version, lu, content from st.res where rt = $1 and id = $2', values: [rt, 'p1'] })
      assert.deepEqual(get.scans, ['res_pkey'])
      const step = readStep([{ rt, id: 'p1' }])
      const many = await bench.statement(1, { text: step.text, values: ['{7}', '{p1}'] })
      assert.deepEqual(many.scans, ['res_pkey'], many.text)
      const mention = mentioningStatement([1n])
      assert.deepEqual((await bench.statement(1, { text: mention.text, values: mention.values })).scans, ['bitmap res_tokens'])
      const events = await bench.statement(1, { text: `select xid from st.outbox where (xid, seq) > ($1::text::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot()) order by tenant, xid, seq limit 500`, values: ['0', '0'] })
      assert.deepEqual([events.scans, events.sorts], [['outbox_pkey'], 0], events.text)
    })
  })
}
