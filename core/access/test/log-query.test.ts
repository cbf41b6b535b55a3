import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AuditRow } from '@steckwerk/store'
import { sql, type Sql } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { positionText, type LoggedEntry, type LogQuery } from '@steckwerk/access'
import { closedStatement, openStatement, segmentsStatement, withinStatement } from '../src/audit/log-query.ts'
import { ownerJobs } from './owner-jobs.ts'
import { setting } from './setting.ts'

const actors = ['Account/a', 'Account/b', 'Device/kis']
const events = [['read', 'R'], ['search', 'E'], ['update', 'U']] as const
const patients = [-7n, 5n, 9n, 2n ** 62n]

const rowArbitrary = fc.record({
  at: fc.integer({ min: 1_000, max: 1_020 }), actor: fc.constantFrom(...actors), event: fc.constantFrom(...events), outcome: fc.constantFrom(0, 4, 8),
  patients: fc.subarray(patients), type: fc.option(fc.constantFrom('Patient', 'Observation'), { nil: undefined }), id: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
}).map(({ event: [event, action], ...rest }): AuditRow => ({ ...rest, event, action, purpose: 'TREAT', trace: 't' }))

/** Blocks, and whether the log is closed as far as it goes after each. */
const logArbitrary = fc.array(fc.record({ rows: fc.array(rowArbitrary, { minLength: 1, maxLength: 6 }), seal: fc.boolean() }), { minLength: 1, maxLength: 14 })

const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined, freq: 2 })
const queryArbitrary = fc.record({
  patient: some(fc.constantFrom(...patients, 3n)), actor: some(fc.constantFrom(...actors, 'Account/none')), events: some(fc.subarray(['read', 'update'])),
  outcomes: some(fc.subarray([0, 4])), type: some(fc.constantFrom('Patient')), id: some(fc.constantFrom('x')),
  from: some(fc.integer({ min: 999, max: 1_021 })), to: some(fc.integer({ min: 999, max: 1_021 })),
  before: some(fc.nat(80)), since: some(fc.nat(80)), count: fc.integer({ min: 1, max: 9 }),
})
type Asked = typeof queryArbitrary extends fc.Arbitrary<infer T> ? T : never

const among = <T>(wanted: T | undefined, value: T | undefined): boolean => wanted === undefined || wanted === value

/** What the log says of a query, read from beginning to end. */
function naive(all: readonly LoggedEntry[], query: Asked): readonly string[] {
  return all.filter((entry, i) =>
    (query.patient === undefined || entry.patients.includes(query.patient)) && among(query.actor, entry.actor) && among(query.type, entry.type) && among(query.id, entry.id)
    && (query.events?.includes(entry.event) ?? true) && (query.outcomes?.includes(entry.outcome) ?? true)
    && (query.from === undefined || entry.at >= query.from) && (query.to === undefined || entry.at <= query.to)
    // `all` is newest first: what stands before an entry comes after it there.
    && (query.before === undefined || i > query.before) && (query.since === undefined || i <= query.since))
    .slice(0, query.count).map(positionText)
}

test('whatever is asked of the log, closed or not, is what reading all of it finds', async () => {
  await using home = await setting()
  const access = await home.open()
  const ctx = await home.ctx('alpha')
  const [seal] = access.auditKeeping.jobs(silentLog, { most: 7, oldestMs: -1e15 })
  await using owner = await ownerJobs(home.test.ownerUrl)
  await fc.assert(fc.asyncProperty(logArbitrary, fc.array(queryArbitrary, { minLength: 12, maxLength: 12 }), async (blocks, queries) => {
    for (const { rows, seal: closes } of blocks) {
      await home.test.store.note(ctx, rows)
      if (closes) await owner.run(seal!)
    }
    const all = await access.auditReader.read(ctx, { count: 100_000 })
    for (const query of queries) {
      const at = (place: number | undefined): LoggedEntry | undefined => (place === undefined ? undefined : all[Math.min(place, all.length - 1)])
      const bounded = { ...query, before: query.before === undefined ? undefined : Math.min(query.before, all.length - 1), since: query.since === undefined ? undefined : Math.min(query.since, all.length - 1) }
      const asked = Object.fromEntries(Object.entries({ ...query, before: at(query.before), since: at(query.since) }).filter(([, value]) => value !== undefined)) as unknown as LogQuery
      assert.deepEqual((await access.auditReader.read(ctx, asked)).map(positionText), naive(all, bounded))
    }
  }), { numRuns: 25 })
})

test('the log is walked backwards along its key, and its segments are found by theirs', async () => {
  await using home = await setting()
  const access = await home.open()
  const ctx = await home.ctx('alpha')
  const row: AuditRow = { at: 1_000, actor: 'Account/a', event: 'read', action: 'R', outcome: 0, purpose: 'TREAT', trace: 't', patients: [5n] }
  for (let i = 0; i < 30; i++) await home.test.store.note(ctx, [row, row])
  const query = { patient: 5n, count: 10 }
  const last = { number: 5, era: 1, xid: '18446744073709551615', seq: '99999999' }
  const planOf = async (statement: Sql): Promise<string> => (await home.test.store.read(ctx, (reader) =>
    reader.query<{ 'QUERY PLAN': string }>(sql`explain (costs off) ${statement}`))).map((line) => line['QUERY PLAN']).join('\n')
  for (const [statement, wanted] of [
    [openStatement({ count: 10 }, last), 'Index Scan Backward using audit_pkey'],
    [closedStatement({ count: 10, from: 1, to: 2 }, last), 'Index Scan Backward using audit_pkey'],
    [segmentsStatement(query, 9, 2), 'audit_key_pkey'],
    [withinStatement(query, [1, 2]), 'Index Scan Backward using audit_pkey'],
  ] as const) {
    const plan = await planOf(statement)
    assert.ok(plan.includes(wanted) && !plan.includes('Seq Scan'), plan)
  }
  assert.equal((await access.auditReader.read(ctx, { count: 100 })).length, 60)
})
