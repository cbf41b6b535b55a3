import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { Fault } from '@steckwerk/kernel'
import { silentLog, testCtx } from '@steckwerk/kernel/testing'
import { openStore, type Store } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { patient, put } from './resources.ts'

const alpha = testCtx(1, 'alpha')
const beta = testCtx(2, 'beta')
let db: TestStore
let other: Store
let watch: pg.Client

before(async () => {
  db = await testStore({ open: { writers: 4 } })
  other = await openStore({ databaseUrl: db.hubUrl, log: silentLog, writers: 4 })
  watch = new pg.Client({ connectionString: db.hubUrl })
  await watch.connect()
})
after(async () => {
  await watch.end()
  await other[Symbol.asyncDispose]()
  await db[Symbol.asyncDispose]()
})

/** Until so many sessions wait for an advisory lock. */
async function waiting(count: number): Promise<void> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const { rows } = await watch.query<{ n: number }>(`select count(*)::int n from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`)
    if (rows[0]!.n === count) return
    assert.ok(Date.now() < deadline, 'nobody waits')
  }
}

test('a key is held by one transaction of its carrier, whichever hub it runs in, to its end', async () => {
  const gate = Promise.withResolvers<void>()
  const has = Promise.withResolvers<void>()
  const events: string[] = []
  const first = db.store.write(alpha, async (w) => {
    await w.lock(['b', 'a', 'b'])
    has.resolve()
    await gate.promise
    await w.apply([put(patient('made', 'Erste'), 0)])
    events.push('first')
  })
  await has.promise
  const second = other.write(alpha, async (w) => {
    await w.lock(['c', 'a'])
    events.push('second')
    return w.get('Patient', 'made')
  })
  await waiting(1)
  await other.write(beta, (w) => w.lock(['a', 'b']))
  await other.write(alpha, (w) => w.lock(['d', 'e']))
  await other.write(alpha, (w) => w.lock([]))
  gate.resolve()
  await first
  assert.equal((await second)?.version, 1, 'what the first made is there for the second')
  assert.deepEqual(events, ['first', 'second'])
})

test('keys in any order never wait in a circle', async () => {
  const keys = Array.from({ length: 40 }, (_, i) => `key ${i}`)
  await Promise.all(Array.from({ length: 24 }, (_, n) => (n % 2 === 0 ? db.store : other).write(alpha, async (w) => {
    await w.lock(keys.toSorted((a, b) => ((a.length * 31 + a.charCodeAt(a.length - 1) * (n + 3)) % 7) - ((b.length * 31 + b.charCodeAt(b.length - 1) * (n + 3)) % 7)))
  })))
})

test('200 that look for a resource under its key and make it where it is missing make one', async () => {
  let made = 0
  await Promise.all(Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? db.store : other).write(alpha, async (w) => {
    await w.lock(['Patient?identifier=x|1'])
    const identified = { kind: 'token', param: 'identifier', negate: false, values: [{ system: 'http://example.org/x', code: '1' }] } as const
    const { rows } = await w.search({ type: 'Patient', conditions: [identified], sort: [], count: 2, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined })
    if (rows.length > 0) return
    made++
    await w.apply([put(patient(`x${n}`, 'Einzige', { identifier: [{ system: 'http://example.org/x', value: '1' }] }), 0)])
  })))
  assert.equal(made, 1)
})

test('who waits too long is told so', async () => {
  const impatient = await openStore({ databaseUrl: db.hubUrl, log: silentLog, lockTimeoutMs: 50 })
  const gate = Promise.withResolvers<void>()
  const has = Promise.withResolvers<void>()
  const first = db.store.write(alpha, async (w) => {
    await w.lock(['long'])
    has.resolve()
    await gate.promise
  })
  await has.promise
  try {
    await assert.rejects(impatient.write(alpha, (w) => w.lock(['long'])), (thrown) => thrown instanceof Fault && thrown.code === 'store/timeout')
  } finally {
    gate.resolve()
    await first
    await impatient[Symbol.asyncDispose]()
  }
})
