import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { sql } from '@steckwerk/kernel'
import { silentLog, testCtx } from '@steckwerk/kernel/testing'
import { startJobs, storeJobs, type Job } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { patient, put } from './resources.ts'

let db: TestStore
before(async () => (db = await testStore()))
after(() => db[Symbol.asyncDispose]())

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, what)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('one hub does the jobs; another takes over when it ends or loses its connection', async () => {
  const runs: string[] = []
  const job = (hub: string): Job => ({ name: 'tick', everyMs: 1, run: async ({ query }) => {
    runs.push(hub)
    return (await query<{ one: number }>(sql`select ${1}::int one`)).rows[0]!.one === 1
  } })
  const first = startJobs({ ownerUrl: db.ownerUrl, jobs: [job('first')], log: silentLog })
  await until('elected', () => first.elected && runs.length > 3)
  const second = startJobs({ ownerUrl: db.ownerUrl, jobs: [job('second')], log: silentLog })
  assert.deepEqual(new Set(runs), new Set(['first']))
  await first[Symbol.asyncDispose]()
  await until('taken over', () => runs.includes('second'))
  runs.length = 0
  const owner = new pg.Client({ connectionString: db.ownerUrl })
  await owner.connect()
  await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'steckwerk jobs' and datname = current_database()`)
  await until('elected again', () => runs.length > 3)
  await owner.end()
  await second[Symbol.asyncDispose]()
})

test('a job that fails is logged by its name and does not stop the others', async () => {
  const failed: unknown[] = []
  let ticks = 0
  const log = { ...silentLog, error: (_event: string, _thrown: unknown, fields?: object) => void failed.push(fields) }
  const jobs = startJobs({
    ownerUrl: db.ownerUrl, log,
    jobs: [
      { name: 'broken', everyMs: 1, run: async ({ query }) => (await query(sql`select ${0}::int / ${0}::int`)).count > 0 },
      { name: 'sound', everyMs: 1, run: async () => ++ticks > 0 },
    ],
  })
  await until('both ran', () => failed.length > 0 && ticks > 3)
  assert.deepEqual(failed[0], { job: 'broken' })
  await jobs[Symbol.asyncDispose]()
})

test("fresh tokens leave the index's pending list soon", async () => {
  const owner = new pg.Client({ connectionString: db.ownerUrl })
  await owner.connect()
  await db.store.write(testCtx(1), (w) => w.apply(Array.from({ length: 50 }, (_, i) => put(patient(`g${i}`, 'Groß'), 0))))
  await using _jobs = startJobs({ ownerUrl: db.ownerUrl, jobs: storeJobs(), log: silentLog })
  await until('the list is empty', async () => (await owner.query<{ pages: string }>(`select gin_clean_pending_list('base.res_tokens') pages`)).rows[0]!.pages === '0')
  await owner.end()
})
