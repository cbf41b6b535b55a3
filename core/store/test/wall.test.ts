import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { Fault, sql } from '@steckwerk/kernel'
import { silentLog, testCtx } from '@steckwerk/kernel/testing'
import { openStore } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { patient, put } from './resources.ts'

const alpha = testCtx(1, 'alpha')
const beta = testCtx(2, 'beta')
let db: TestStore
let hub: pg.Client
let owner: pg.Client

before(async () => {
  db = await testStore()
  for (const [ctx, count] of [[alpha, 3], [beta, 5]] as const) {
    await db.store.write(ctx, (w) => w.apply(Array.from({ length: count }, (_, i) => put(patient(`p${i}`, ctx.carrier, { deceasedDateTime: '2026-01-01' }), 0))))
    await db.store.commit(ctx, put(patient('p0', `${ctx.carrier}-neu`), 1))
  }
  hub = new pg.Client({ connectionString: db.hubUrl })
  owner = new pg.Client({ connectionString: db.ownerUrl })
  await Promise.all([hub.connect(), owner.connect()])
  await owner.query('insert into base.num (tenant, h, lo, hi, me) values (1, 1, 0, 0, 1), (2, 1, 0, 0, 1)')
  await owner.query(`insert into base.permit (tenant, h, pat, lo, hi, rt, id) values (1, 1, 1, 0, 0, 1, 'x'), (2, 1, 1, 0, 0, 1, 'x')`)
})
after(async () => {
  await Promise.all([hub.end(), owner.end()])
  await db[Symbol.asyncDispose]()
})

/** Runs as the hub's role with a tenant set, or none; always rolled back. */
async function as(tenant: number | undefined, statement: string): Promise<pg.QueryResult<{ tenant: number; n: number }>> {
  await hub.query('begin')
  try {
    if (tenant !== undefined) await hub.query(`select set_config('st.tenant', $1, true)`, [String(tenant)])
    return await hub.query<{ tenant: number; n: number }>(statement)
  } finally {
    await hub.query('rollback')
  }
}

const walled = ['res', 'hist', 'str', 'day', 'num', 'permit', 'outbox'].flatMap((table) => [table, `${table}_h`])

test('a forgotten predicate shows one carrier only, and none without a tenant', async () => {
  for (const view of walled) {
    const all = await owner.query<{ tenant: number; n: number }>(`select tenant, count(*)::int n from base.${view.replace('_h', '')} group by tenant order by tenant`)
    assert.deepEqual(all.rows.map((row) => row.tenant), [1, 2], view)
    for (const { tenant, n } of all.rows) {
      const seen = await as(tenant, `select * from st.${view}`)
      assert.equal(seen.rows.length, n, view)
      assert.ok(seen.rows.every((row) => row.tenant === tenant), view)
      assert.equal((await as(tenant, `select count(*)::int n from st.${view} where tenant <> ${tenant} or true`)).rows[0]!.n, n, view)
    }
    assert.equal((await as(undefined, `select * from st.${view}`)).rows.length, 0, view)
  }
})

test('rows of another carrier can be neither written, moved nor taken', async () => {
  const refused = { code: '44000' }
  await assert.rejects(as(1, `insert into st.str (tenant, h, v, id) values (2, 1, 'a', 'b')`), refused)
  await assert.rejects(as(1, `insert into st.res (tenant, rt, id, version, me, lu, tokens, params) values (2, 1, 'x', 1, 0, 0, '{}', '{}')`), refused)
  await assert.rejects(as(1, `update st.res set tenant = 2, id = 'moved' where id = 'p1'`), refused)
  await assert.rejects(as(1, `insert into st.str (tenant, h, v, id) select 2, h, v, id from st.str on conflict (tenant, h, v, id) do update set v = excluded.v`), refused)
  assert.equal((await as(1, `update st.res set version = 9 where tenant = 2`)).rowCount, 0)
  assert.equal((await as(1, `delete from st.res where tenant = 2 or tenant is null`)).rowCount, 0)
  assert.equal((await as(1, `delete from st.str`)).rowCount, (await owner.query('select 1 from base.str where tenant = 1')).rowCount)
  await assert.rejects(as(undefined, `insert into st.str (h, v, id) values (1, 'a', 'b')`), { code: /^(23502|44000)$/ })
  await assert.rejects(as(1, `update st.outbox set topic = 'x'`), { code: '42501' })
})

test('base tables, secrets of others and the registry are out of reach', async () => {
  for (const table of ['res', 'hist', 'str', 'day', 'num', 'outbox', 'meta', 'carrier', 'migration']) {
    await assert.rejects(as(1, `select 1 from base.${table}`), { code: '42501' }, table)
    await assert.rejects(as(1, `delete from base.${table}`), { code: '42501' }, table)
  }
  await assert.rejects(as(1, `insert into st.carrier (slug, name) values ('x', 'x')`), { code: '42501' })
  await assert.rejects(as(1, `create table public.x (a int)`), { code: '42501' })
  await assert.rejects(as(1, `create function st.f() returns int language sql as 'select 1'`), { code: '42501' })
})

test('even a grant on a base table given by mistake shows one carrier only', async () => {
  await owner.query('grant usage on schema base to steckwerk_hub; grant select, insert on base.res to steckwerk_hub')
  try {
    assert.equal((await as(1, 'select * from base.res')).rows.length, 3)
    await assert.rejects(as(1, `insert into base.res (tenant, rt, id, version, me, lu, tokens, params) values (2, 1, 'x', 1, 0, 0, '{}', '{}')`), { code: '42501' })
    await assert.rejects(openStore({ databaseUrl: db.hubUrl, log: silentLog }), (thrown: unknown) => thrown instanceof Fault && thrown.code === 'store/role-privileged')
  } finally {
    await owner.query('revoke select, insert on base.res from steckwerk_hub; revoke usage on schema base from steckwerk_hub')
  }
})

test('the owner and the superuser are refused as the hub', async () => {
  const refused = (thrown: unknown) => thrown instanceof Fault && thrown.code === 'store/role-privileged'
  await assert.rejects(openStore({ databaseUrl: db.ownerUrl, log: silentLog }), refused)
  await assert.rejects(openStore({ databaseUrl: db.ownerUrl.replace('steckwerk_owner@', 'postgres@'), log: silentLog }), refused)
})

test('two carriers in turns on one connection, with errors in between, never see each other', async () => {
  await using one = await openStore({ databaseUrl: db.hubUrl, log: silentLog, readers: 1, writers: 1 })
  const count = sql`select count(*)::int n, min(tenant) low, max(tenant) high from st.res`
  const reads: Promise<void>[] = []
  for (let i = 0; i < 200; i++) {
    const [ctx, n] = i % 2 === 0 ? [alpha, 3] as const : [beta, 5] as const
    if (i % 7 === 3) {
      reads.push(assert.rejects(one.read(ctx, (r) => r.query(sql`select count(*) / ${0}::int from st.res`)), (thrown: unknown) => thrown instanceof Fault && thrown.code === 'store/statement').then(() => {}))
    }
    reads.push(one.read(ctx, (r) => r.query<{ n: number; low: number; high: number }>(count)).then((rows) => assert.deepEqual(rows, [{ n, low: ctx.tenant, high: ctx.tenant }])))
    if (i % 11 === 5) reads.push(one.write(ctx, async (w) => assert.deepEqual((await w.query(count))[0], { n, low: ctx.tenant, high: ctx.tenant })).then(() => {}))
  }
  await Promise.all(reads)
})

test('a fault of the database repeats no value and no statement', async () => {
  const secret = 'Geheimrat-Zwölfender'
  for (const statement of [sql`select ${secret}::int`, sql`select * from st.res where id = ${secret} and version = ${secret}::int`, sql`insert into st.str (tenant, h, v, id) values (2, 1, ${secret}, 'x')`]) {
    await assert.rejects(db.store.write(alpha, (w) => w.query(statement)), (thrown: unknown) => {
      assert.ok(thrown instanceof Fault)
      const { inspect } = process.getBuiltinModule('node:util')
      assert.ok(!inspect(thrown, { depth: 9 }).includes('Geheimrat'), thrown.code)
      return true
    })
  }
})

test('every table behind the wall begins each key and index with the tenant; only hashes stand alone', async () => {
  const { rows } = await owner.query<{ name: string; columns: string[]; method: string }>(`
    select c.relname name, am.amname method, array_agg(a.attname::text order by k.n) columns
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am am on am.oid = c.relam
    join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'base'
    cross join lateral unnest(i.indkey) with ordinality k(attnum, n) join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
    where t.relrowsecurity group by 1, 2`)
  assert.ok(rows.length >= 12)
  assert.deepEqual(rows.filter((row) => row.columns[0] !== 'tenant').map((row) => [row.name, row.method]), [['res_tokens', 'gin']])
  const unwalled = await owner.query(`select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'base' and c.relkind = 'r' and not c.relrowsecurity and relname = any($1)`, [walled])
  assert.deepEqual(unwalled.rows, [])
})

test('several carriers\' entries of the access log can be written at once, and not be read back that way', async () => {
  const insert = `insert into st.audit_note (tenant, count, low, high, keys, entries) values (1, 1, 0, 0, '{}', '[{}]'), (2, 1, 0, 0, '{}', '[{}]')`
  assert.equal((await as(undefined, insert)).rowCount, 2)
  for (const statement of ['select * from st.audit_note', 'delete from st.audit_note', `${insert} returning tenant`]) {
    await assert.rejects(as(1, statement), (thrown: { code?: string }) => thrown.code === '42501', statement)
  }
})
