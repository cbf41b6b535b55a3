import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { Fault, sql } from '@steckwerk/kernel'
import { silentLog, testCtx } from '@steckwerk/kernel/testing'
import { addCarrier, openStore, type HistoryResult, type Store, type Stored } from '@steckwerk/store'
import { testPostgres, type TestPostgres } from '@steckwerk/store/testing'
import { patient, put } from './resources.ts'

const alpha = testCtx(1, 'alpha')
let postgres: TestPostgres
let urls: Awaited<ReturnType<TestPostgres['database']>>
let stores: Store[]

before(async () => {
  postgres = await testPostgres()
  urls = await postgres.database()
  await addCarrier(urls.ownerUrl, 'alpha', 'Alpha')
  stores = [await open(), await open()]
})
after(async () => {
  for (const store of stores) await store[Symbol.asyncDispose]()
  await postgres[Symbol.asyncDispose]()
})

const open = (): Promise<Store> => openStore({ databaseUrl: urls.hubUrl, log: silentLog, readers: 2, writers: 5 })
const name = (row: Stored): string => `${row.type}/${row.id}/${row.version}`

/** A write that has written and stays open until it is let go. */
async function held(store: Store, id: string): Promise<{ written: Stored; done: Promise<unknown>; letGo: () => void }> {
  const written = Promise.withResolvers<Stored>()
  const gate = Promise.withResolvers<void>()
  const done = store.write(alpha, async (w) => {
    written.resolve((await w.apply([put(patient(id, 'Offen'), 'any')]))[0]!)
    await gate.promise
  })
  done.catch(written.reject)
  return { written: await written.promise, done, letGo: gate.resolve }
}

test('what commits late is not passed over: younger versions wait for it in lists, not in the history of their own resource', async () => {
  const [one, two] = stores as [Store, Store]
  const late = await held(one, 'late')
  let early: Stored
  let shown: HistoryResult
  try {
    early = await two.commit(alpha, put(patient('early', 'Schnell'), 0))
    shown = await two.read(alpha, (r) => r.history({ type: 'Patient', count: 10 }))
    assert.deepEqual(shown.rows.map(name), [])
    assert.ok(shown.complete <= late.written.lastUpdated)
    const own = await two.read(alpha, (r) => r.history({ type: 'Patient', id: 'early', count: 10 }))
    assert.deepEqual([own.rows.map(name), own.complete > early.lastUpdated], [['Patient/early/1'], true])
  } finally {
    late.letGo()
  }
  await late.done
  const then = await one.read(alpha, (r) => r.history({ type: 'Patient', count: 10, since: shown.complete }))
  assert.deepEqual(then.rows.map(name).toSorted(), ['Patient/early/1', 'Patient/late/1'])
  assert.ok(then.complete > early.lastUpdated)
})

test('who always asks since the last complete sees each version exactly once, whatever commits in whatever order', async () => {
  const commits = new EventTarget()
  const made: Stored[] = []
  const publish = (rows: readonly Stored[]): void => {
    made.push(...rows)
    commits.dispatchEvent(new Event('commit'))
  }
  /** Until so many commits of others have passed. */
  const passed = (count: number): Promise<void> => new Promise((resolve) => {
    let left = count
    const hear = (): void => {
      if (--left > 0) return
      commits.removeEventListener('commit', hear)
      resolve()
    }
    commits.addEventListener('commit', hear)
  })
  let seed = 11
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
  let writing = true
  const begun = await stores[0]!.read(alpha, (r) => r.history({ type: undefined, count: 1 }))

  /** Commits one by one; some transactions stay open while others pass them, before they write, after, or both. */
  const slow = async (store: Store, who: string): Promise<void> => {
    for (let n = 0; n < 25; n++) {
      const rows = await store.write(alpha, async (w) => {
        if (random(2) === 0) await passed(1 + random(6))
        const first = await w.apply([put(patient(`${who}-${n}`, 'A'), 0)])
        await passed(1 + random(12))
        return [...first, ...(await w.apply([put(patient(`${who}-${n}`, 'B'), 1), put(patient(`${who}-${n}-b`, 'C'), 0)]))]
      })
      publish(rows)
    }
  }
  const quick = async (store: Store, who: string): Promise<void> => {
    for (let n = 0; writing; n++) publish([await store.commit(alpha, put(patient(`${who}-${n % 9}`, `Name${n}`)))])
  }
  const slows = Promise.all(stores.flatMap((store, s) => ['a', 'b', 'c'].map((w) => slow(store, `slow-${s}${w}`)))).finally(() => {
    writing = false
  })
  const quicks = stores.flatMap((store, s) => ['d', 'e'].map((w) => quick(store, `quick-${s}${w}`)))

  const seen: string[] = []
  let since = begun.complete
  let polls = 0
  const poll = async (store: Store): Promise<void> => {
    let cursor: string | undefined
    let complete: number
    do {
      const page = await store.read(alpha, (r) => r.history({ type: undefined, since, count: 40, ...(cursor === undefined ? {} : { cursor }) }))
      seen.push(...page.rows.map(name))
      for (const row of page.rows) assert.ok(row.lastUpdated >= since && row.lastUpdated < page.complete)
      complete = page.complete
      cursor = page.next
    } while (cursor !== undefined)
    assert.ok(complete >= since, 'never goes back')
    since = complete
    polls++
  }
  const polling = (async () => {
    while (writing) {
      await poll(stores[polls % 2]!)
      await turn()
    }
  })()
  await Promise.all([slows, ...quicks, polling])
  // All is committed: one more look has the rest.
  await poll(stores[0]!)
  assert.ok(polls > 5)
  const order = made.map((row) => row.lastUpdated)
  assert.ok(order.some((instant, i) => order.slice(0, i).some((earlier) => earlier > instant)), 'some committed after younger ones')
  assert.deepEqual(seen.toSorted(), [...new Set(made.map(name))].toSorted())
})

test('a server that does not tell which transactions run is refused', async () => {
  const admin = new pg.Client({ connectionString: postgres.server.superuserUrl })
  await admin.connect()
  const { user, database } = await stores[0]!.read(alpha, async (r) => {
    return (await r.query<{ user: string; database: string }>(sql`select session_user::text "user", current_database()::text database`))[0]!
  })
  try {
    await admin.query(`alter role ${user} in database ${database} set track_activities = off`)
    await assert.rejects(open(), (thrown) => thrown instanceof Fault && thrown.code === 'store/not-tracked')
  } finally {
    await admin.query(`alter role ${user} in database ${database} reset track_activities`)
    await admin.end()
  }
})
