import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { asTenant, Fault, sql } from '@steckwerk/kernel'
import { testCtx } from '@steckwerk/kernel/testing'
import { testStore } from '@steckwerk/store/testing'
import { sqlState } from '../src/connection/faults.ts'
import type { Link } from '../src/connection/link.ts'
import { ReadQueue } from '../src/connection/read-queue.ts'
import type { Step } from '../src/connection/steps.ts'
import { put } from './resources.ts'

test('reads of one turn travel together, and each gets its own answer in its own carrier', async () => {
  await using test = await testStore()
  const { store } = test
  const [alpha, beta] = (await store.carriers()).map((carrier) => testCtx(carrier.tenant))
  for (const [ctx, family] of [[alpha!, 'Alpha'], [beta!, 'Beta']] as const) {
    for (let i = 0; i < 40; i++) await store.commit(ctx, put({ resourceType: 'Patient', id: `p${i}`, name: [{ family: `${family}${i}` }] }))
  }
  const family = (text: string | undefined): string | undefined => (JSON.parse(text ?? '{}') as { name?: { family: string }[] }).name?.[0]?.family
  const asked = Array.from({ length: 400 }, (_, i) => i)
  const got = await Promise.all(asked.map((i) => store.read(i % 2 === 0 ? alpha! : beta!, async (reader) => family((await reader.get('Patient', `p${i % 50}`))?.text))))
  assert.deepEqual(got, asked.map((i) => (i % 50 < 40 ? `${i % 2 === 0 ? 'Alpha' : 'Beta'}${i % 50}` : undefined)))
})

test('a statement that fails spoils nobody else of its group', async () => {
  await using test = await testStore()
  const { store } = test
  const ctx = testCtx((await store.carriers())[0]!.tenant)
  await store.commit(ctx, put({ resourceType: 'Patient', id: 'p' }))
  const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => store.read(ctx, async (reader) => {
    if (i % 3 === 0) return (await reader.get('Patient', 'p'))?.id
    return (await reader.query<{ n: number }>(sql`select 12 / ${i % 3 === 1 ? 0 : i}::int as n`))[0]!.n
  }).catch((thrown: unknown) => (thrown as Fault).code)))
  assert.deepEqual(answers, Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 'p' : i % 3 === 1 ? 'store/statement' : Math.trunc(12 / i))))
})

test('a read does not wait for a slow statement while a further connection may be opened', async () => {
  await using test = await testStore({ open: { readers: 2, lockTimeoutMs: 5_000 } })
  const { store } = test
  const ctx = testCtx((await store.carriers())[0]!.tenant)
  await store.commit(ctx, put({ resourceType: 'Patient', id: 'p' }))
  const holder = new pg.Client({ connectionString: test.hubUrl })
  await holder.connect()
  try {
    await holder.query('begin')
    await holder.query('select pg_advisory_xact_lock(7)')
    let ended = false
    const slow = store.read(ctx, (reader) => reader.query(sql`select pg_advisory_xact_lock(7)`)).finally(() => (ended = true))
    const deadline = Date.now() + 4_000
    while ((await holder.query(`select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`)).rowCount === 0) {
      assert.ok(Date.now() < deadline, 'nobody waits')
    }
    const got = await Promise.allSettled([store.read(ctx, (reader) => reader.get('Patient', 'p'))])
    assert.deepEqual([got[0].status === 'fulfilled' && got[0].value?.id, ended], ['p', false])
    await holder.query('commit')
    await slow
  } finally {
    await holder.end()
  }
})

test('what a connection has lost is prepared anew, for one read, for a group and for its members asked alone', async () => {
  await using test = await testStore({ open: { readers: 1 } })
  const { store } = test
  const ctx = testCtx((await store.carriers())[0]!.tenant)
  await store.commit(ctx, put({ resourceType: 'Patient', id: 'p' }))
  const get = () => store.read(ctx, async (reader) => (await reader.get('Patient', 'p'))?.id)
  const ask = (text: ReturnType<typeof sql>) => store.read(ctx, (reader) => reader.query(text))
  const lose = () => ask(sql`deallocate all`)
  const six = () => ask(sql`select 6 as n`)
  const seven = () => ask(sql`select 7 as n`)
  await Promise.all([get(), six(), seven()])
  await lose()
  assert.equal(await get(), 'p')
  await lose()
  assert.deepEqual(await Promise.all([six(), seven(), get()]), [[{ n: 6 }], [{ n: 7 }], 'p'])
  await lose()
  assert.equal((await store.read(ctx, (reader) => reader.history({ type: 'Patient', count: 10 }))).rows.length, 1)
  const refused = await Promise.allSettled([1, 2].map(() => ask(sql`select no_such_column`)))
  assert.deepEqual(refused.map((one) => one.status === 'rejected' && sqlState(one.reason)), ['42703', '42703'])
})

test('a lost connection is not asked again for each member of its group', async () => {
  let asked = 0
  const lost = new Fault('unavailable', 'store/unavailable', 'away')
  const link = { inFlight: 0, ask: () => (asked++, Promise.reject(lost)) } as unknown as Link
  const queue = new ReadQueue({ now: () => link, another: () => undefined })
  const answers = await Promise.allSettled([1, 2, 3].map((n) => queue.run(asTenant(1), { text: `select ${n}` })))
  assert.deepEqual([answers.map((one) => one.status === 'rejected' && one.reason === lost), asked], [[true, true, true], 1])
})

test('reads by key and statements of one turn go in groups of their own', async () => {
  const groups: (string | undefined)[][] = []
  const ask = (steps: readonly Step[]) => {
    groups.push(steps.map((step) => step.name))
    return Promise.resolve(steps.map((step) => ({ rows: step.name === 'st_read_many' ? [{ rt: 1, id: 'b' }] : [], count: 0, command: step.text })))
  }
  const queue = new ReadQueue({ now: () => ({ inFlight: 0, ask }) as unknown as Link, another: () => undefined })
  const tenant = asTenant(1)
  const answers = await Promise.all([
    queue.run(tenant, { name: 'one', text: '1' }), queue.row(tenant, { rt: 1, id: 'a' }), queue.run(tenant, { name: 'two', text: '2' }), queue.row(tenant, { rt: 1, id: 'b' }),
  ])
  assert.deepEqual(groups, [['st_tenant', 'one', 'two'], ['st_tenant', 'st_read_many']])
  assert.deepEqual(answers, [{ rows: [], count: 0, command: '1' }, undefined, { rows: [], count: 0, command: '2' }, { rt: 1, id: 'b' }])
})
