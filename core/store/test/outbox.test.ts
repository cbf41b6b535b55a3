import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { Fault, sql } from '@steckwerk/kernel'
import { silentLog, testCtx } from '@steckwerk/kernel/testing'
import { openStore, startJobs, storeJobs, type OutboxEvent } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { patient, put } from './resources.ts'

const alpha = testCtx(1, 'alpha')
const beta = testCtx(2, 'beta')
let db: TestStore
before(async () => (db = await testStore({ open: { writers: 6 } })))
after(() => db[Symbol.asyncDispose]())

/** Listens at once; `take(n)` waits until n events have come. */
function listen(events: AsyncIterable<OutboxEvent>): { seen: OutboxEvent[]; take(count: number): Promise<OutboxEvent[]>; done: Promise<void> } {
  const seen: OutboxEvent[] = []
  let wake = (): void => {}
  const done = (async () => {
    for await (const event of events) {
      seen.push(event)
      wake()
    }
  })()
  return {
    seen,
    done,
    async take(count) {
      while (seen.length < count) await new Promise<void>((resolve) => (wake = resolve))
      return seen.splice(0, count)
    },
  }
}

/** Events begin "from now on" once the feed has looked where now is: told by an event of our own. */
async function started(carrier = alpha): Promise<{ end: AbortController; ear: ReturnType<typeof listen> }> {
  const end = new AbortController()
  const ear = listen(db.store.events(carrier.tenant, end.signal))
  let n = 0
  while (ear.seen.length === 0) {
    await db.store.write(carrier, async (w) => w.emit('knock', { n: ++n }))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await db.store.write(carrier, async (w) => w.emit('ready', {}))
  while ((await ear.take(1))[0]!.topic !== 'ready');
  return { end, ear }
}

test('a transaction tells what it changed and what else it says, to its own carrier', async () => {
  const { end, ear } = await started()
  await db.store.commit(beta, put(patient('b', 'Beta'), 0))
  await db.store.write(alpha, async (w) => {
    await w.apply([put(patient('o1', 'Eins'), 0), put(patient('o2', 'Zwei'), 0)])
    await w.apply([{ kind: 'delete', type: 'Patient', id: 'o1', expect: 1 }])
    w.emit('greeting', { text: 'hello' })
  })
  await db.store.commit(alpha, put(patient('o2', 'Zwei')))
  const events = await ear.take(2)
  assert.deepEqual(events.map(({ tenant, topic, payload }) => ({ tenant, topic, payload })), [
    { tenant: 1, topic: 'fhir.change', payload: { items: [
      { type: 'Patient', id: 'o1', version: 1, deleted: false }, { type: 'Patient', id: 'o2', version: 1, deleted: false }, { type: 'Patient', id: 'o1', version: 2, deleted: true },
    ] } },
    { tenant: 1, topic: 'greeting', payload: { text: 'hello' } },
  ])
  await db.store.write(alpha, async (w) => w.emit('last', {}))
  assert.equal((await ear.take(1))[0]!.topic, 'last', 'unchanged content and other carriers say nothing')
  end.abort()
  await ear.done
})

test('what commits late is neither lost nor overtaken, and a listener resumes where it was', async () => {
  const { end, ear } = await started()
  // Transactions that begin in one order and end in another.
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
  const begun = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
  const running = gates.map((gate, i) => db.store.write(alpha, async (w) => {
    await w.query(sql`select pg_current_xact_id()::text`)
    begun[i]!.resolve()
    await gate.promise
    w.emit('late', { i })
  }))
  await Promise.all(begun.map((one) => one.promise))
  for (const i of [3, 1, 4]) {
    gates[i]!.resolve()
    await running[i]
  }
  gates[0]!.resolve()
  await running[0]
  gates[2]!.resolve()
  await running[2]
  const events = await ear.take(5)
  const order = events.map((event) => (event.payload as { i: number }).i)
  assert.deepEqual(order.toSorted(), [0, 1, 2, 3, 4])
  for (const [at, event] of events.entries()) {
    const again = new AbortController()
    const rest = listen(db.store.events(alpha.tenant, again.signal, event.position))
    const left = await rest.take(4 - at)
    assert.deepEqual(left.map((one) => (one.payload as { i: number }).i), order.slice(at + 1))
    again.abort()
    await rest.done
  }
  end.abort()
  await ear.done
})

test('events come in the order of their numbers, not of their digits', async () => {
  const { end, ear } = await started()
  const wanted = Array.from({ length: 1200 }, (_, i) => i)
  await db.store.write(alpha, async (w) => {
    for (const i of wanted) w.emit('counted', { i })
  })
  const live = await ear.take(wanted.length)
  assert.deepEqual(live.map((event) => (event.payload as { i: number }).i), wanted)
  const late = listen(db.store.events(alpha.tenant, end.signal, live[0]!.position))
  assert.deepEqual((await late.take(wanted.length - 1)).map((event) => (event.payload as { i: number }).i), wanted.slice(1))
  end.abort()
  await Promise.all([ear.done, late.done])
})

test('many writers, two hubs: every event once, in the same order for whoever listens', async () => {
  await using other = await openStore({ databaseUrl: db.hubUrl, log: silentLog, writers: 4 })
  const { end, ear } = await started()
  const second = listen(other.events(alpha.tenant, end.signal, ear.seen.at(-1)?.position))
  const wanted = new Set<number>()
  await Promise.all(Array.from({ length: 120 }, async (_, i) => {
    wanted.add(i)
    await (i % 2 === 0 ? db.store : other).write(alpha, async (w) => w.emit('many', { i }))
  }))
  const first = (await ear.take(120)).map((event) => (event.payload as { i: number }).i)
  assert.deepEqual(new Set(first), wanted)
  assert.equal(first.length, new Set(first).size)
  const position = (await db.store.read(alpha, (r) => r.query<{ p: string }>(sql`select xid::text || '.' || seq p from st.outbox order by xid, seq limit 1`)))[0]!.p
  const again = listen(other.events(alpha.tenant, end.signal, position))
  const all: number[] = []
  while (all.length < 120) {
    const [event] = await again.take(1)
    if (event!.topic === 'many') all.push((event!.payload as { i: number }).i)
  }
  assert.deepEqual(all, first)
  end.abort()
  await Promise.all([ear.done, second.done, again.done])
})

test('a nonsense position and one that is no longer kept are refused', async () => {
  const { signal } = new AbortController()
  const first = async (position: string): Promise<void> => {
    await db.store.events(alpha.tenant, signal, position)[Symbol.asyncIterator]().next()
  }
  await assert.rejects(first('x'), (thrown: unknown) => thrown instanceof Fault && thrown.code === 'store/bad-position')
  const owner = new pg.Client({ connectionString: db.ownerUrl })
  await owner.connect()
  const oldest = (await owner.query<{ p: string }>(`select xid::text || '.' || seq p from base.outbox order by xid, seq limit 1`)).rows[0]!.p
  await owner.query(`update base.outbox set at = now() - interval '2 days' where tenant = 1`)
  const jobs = startJobs({ ownerUrl: db.ownerUrl, jobs: storeJobs({ outboxHours: 24 }), log: silentLog })
  const deadline = Date.now() + 20_000
  while ((await owner.query('select 1 from base.outbox where tenant = 1')).rowCount! > 0) assert.ok(Date.now() < deadline, 'pruned in time')
  await jobs[Symbol.asyncDispose]()
  assert.ok((await owner.query('select 1 from base.outbox where tenant = 2')).rowCount! > 0)
  await assert.rejects(first(oldest), (thrown: unknown) => thrown instanceof Fault && thrown.code === 'store/events-expired' && thrown.kind === 'gone')
  await owner.end()
})
