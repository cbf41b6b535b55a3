import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asTenant, Fault, sql, type Ctx } from '@steckwerk/kernel'
import { openStore, type AuditRow } from '@steckwerk/store'
import { testStore } from '@steckwerk/store/testing'
import { silentLog } from '@steckwerk/kernel/testing'
import pg from 'pg'

const ctxOf = (tenant: number): Ctx => ({ tenant: asTenant(tenant), carrier: 'x', actor: 'Device/test', purpose: 'TREAT', trace: 't', now: new Date() })

const row = (over: Partial<AuditRow> = {}): AuditRow => ({
  at: 1_700_000_000_000, actor: 'Account/a', purpose: 'TREAT', trace: 'trace', event: 'read', action: 'R', outcome: 0, patients: [], ...over,
})

interface Kept {
  readonly event: string
  readonly actor: string
  readonly id: string | null
  readonly version: number | null
  readonly rt: number | null
  readonly patients: readonly string[]
  readonly detail: Buffer | null
}

async function kept(store: Awaited<ReturnType<typeof testStore>>['store'], tenant: number): Promise<Kept[]> {
  return store.read(ctxOf(tenant), (r) => r.query<Kept>(sql`
    select event, actor, id, version, rt, patients::text[] patients, detail from st.audit_entry order by tenant, era, xid, seq`))
}

test('entries go in as they are, also of several carriers and of the platform at once', async () => {
  await using test = await testStore()
  const { store } = test
  await Promise.all([
    store.note(ctxOf(1), [row({ type: 'Patient', id: 'a', version: 3, patients: [-5n], detail: Buffer.from('d') }), row({ event: 'search', patients: [1n, 2n, 1n] })]),
    store.note(ctxOf(2), [row({ patients: [9n, 0n] })]),
    store.note(ctxOf(0), [row({ event: 'sign-in', actor: 'with\0\ud800nul', patients: [7n, 7n] })]),
    store.note(ctxOf(1), []),
  ])
  const [one, several] = await kept(store, 1)
  assert.deepEqual({ ...one, rt: one!.rt !== null }, { event: 'read', actor: 'Account/a', id: 'a', version: 3, rt: true, patients: ['-5'], detail: Buffer.from('d') })
  assert.deepEqual(several, { event: 'search', actor: 'Account/a', id: null, version: null, rt: null, patients: ['1', '2'], detail: null })
  assert.deepEqual((await kept(store, 2)).map(({ patients }) => patients), [['9']])
  assert.deepEqual((await kept(store, 0)).map(({ event, actor, patients }) => ({ event, actor, patients })), [{ event: 'sign-in', actor: 'with\uFFFDnul', patients: ['7'] }])
})

test('a transaction and its entries are one: both or none, and once however often it is retried', async () => {
  await using test = await testStore()
  const { store } = test
  let attempts = 0
  await store.write(ctxOf(1), async (w) => {
    w.note(row({ event: 'update' }))
    attempts++
    if (attempts === 1) throw new Fault('conflict', 'store/version-conflict', 'once more')
  }, { retry: true })
  await assert.rejects(store.write(ctxOf(1), async (w) => {
    w.note(row({ event: 'delete' }))
    throw new Error('no')
  }))
  assert.equal(attempts, 2)
  assert.deepEqual((await kept(store, 1)).map(({ event }) => event), ['update'])
})

test('group commit writes one entry a change, of every carrier, and none for what is refused', async () => {
  await using test = await testStore()
  const { store } = test
  const put = (id: string, expect: number | 'any') => ({ kind: 'put', type: 'Basic', id, text: `{"resourceType":"Basic","id":"${id}"}`, resource: { resourceType: 'Basic', id }, expect }) as const
  const note = (stored: { id: string; version: number }): AuditRow => row({ event: 'create', id: stored.id, version: stored.version })
  const results = await Promise.allSettled([
    store.commit(ctxOf(1), put('a', 0), note), store.commit(ctxOf(1), put('b', 7), note), store.commit(ctxOf(2), put('c', 'any'), note), store.commit(ctxOf(1), put('d', 0)),
  ])
  assert.deepEqual(results.map((result) => result.status), ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  assert.deepEqual((await kept(store, 1)).map(({ id, version }) => [id, version]), [['a', 1]])
  assert.deepEqual((await kept(store, 2)).map(({ id }) => id), ['c'])
})

test('nobody changes or removes an entry: not the hub, nor by accident the owner', async () => {
  await using test = await testStore()
  await test.store.note(ctxOf(1), [row()])
  for (const [url, table] of [[test.hubUrl, 'st.audit'], [test.ownerUrl, 'base.audit']] as const) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(`select set_config('st.tenant', '1', false)`)
      for (const statement of [`update ${table} set count = 1`, `delete from ${table}`, ...(table === 'base.audit' ? [`truncate ${table}`] : [])]) {
        await assert.rejects(client.query(statement), (thrown: { code?: string }) => thrown.code === '42501', statement)
      }
    } finally {
      await client.end()
    }
  }
  assert.equal((await kept(test.store, 1)).length, 1)
})

test('what cannot be written fails its callers', async () => {
  await using test = await testStore()
  const second = await openStore({ databaseUrl: test.hubUrl, log: silentLog, readers: 1, writers: 1 })
  const refused = await Promise.allSettled([second.note(ctxOf(1), [row({ at: Number.NaN })]), second.note(ctxOf(1), [row({ event: 'good' })])])
  assert.equal(refused[0].status, 'rejected')
  await second[Symbol.asyncDispose]()
  await assert.rejects(second.note(ctxOf(1), [row()]), (thrown) => thrown instanceof Fault && thrown.code === 'store/unavailable')
})

test('a database restored elsewhere begins an era, so that later entries come later', async () => {
  await using test = await testStore()
  const owner = new pg.Client({ connectionString: test.ownerUrl })
  await owner.connect()
  try {
    await test.store.note(ctxOf(1), [row({ event: 'before' })])
    await owner.query('select base.begin_audit_era()')
    await owner.query(`insert into base.audit (tenant, xid, count, low, high, keys, entries) values (1, '99999999999', 1, 1, 1, '{}', '[{"event":"restored"}]')`)
    await owner.query('select base.begin_audit_era()')
    await test.store.note(ctxOf(1), [row({ event: 'after' })])
    const { rows } = await owner.query<{ era: number; event: string }>(`select era, entries -> 0 ->> 'event' as event from base.audit order by era, xid, seq`)
    assert.deepEqual(rows, [{ era: 1, event: 'before' }, { era: 1, event: 'restored' }, { era: 2, event: 'after' }])
  } finally {
    await owner.end()
  }
})
