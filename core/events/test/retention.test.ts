import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog, testCtx } from '@steckwerk/kernel/testing'
import { sql, type Ctx } from '@steckwerk/kernel'
import { startJobs, storeJobs } from '@steckwerk/store'
import { endpoint, eventsAt, patient, put, setting, subscription, until, type Setting } from './setting.ts'

const beta = testCtx(2, 'beta')

const one = async <T>(at: Setting, ctx: Ctx, column: string, table: string): Promise<T> =>
  (await at.store.read(ctx, (reader) => reader.query<{ v: T }>({ text: `select ${column} v from st.${table}`, values: [] })))[0]!.v

/** The outbox forgets everything. */
async function prune(at: Setting): Promise<void> {
  await using _jobs = startJobs({ ownerUrl: at.test.ownerUrl, jobs: storeJobs({ outboxHours: 0 }), log: silentLog })
  for (const ctx of [at.ctx, beta]) await until(async () => (await one<number>(at, ctx, 'count(*)', 'outbox')) === 0, 30_000)
}

test('a carrier where nothing happens loses nothing when the outbox forgets; what was lost while no hub ran is a number that is missing', async () => {
  await using at = await setting()
  await using hook = await endpoint()
  {
    await using events = at.events({ idleMs: 50 })
    const made = await events.subscriptions.create(at.ctx, subscription(hook.url, 'Patient'))
    await until(async () => ((await events.subscriptions.get(at.ctx, made.id))!.resource as { status?: string }).status === 'active')
    await put(at.store, at.ctx, patient('a'))
    await until(() => eventsAt(hook).length === 1)
    await put(at.store, beta, patient('elsewhere'))
    const now = await at.store.read(beta, (reader) => reader.query<{ xid: string }>(sql`select max(xid)::text xid from st.outbox`))
    await until(async () => BigInt((await one<string>(at, at.ctx, 'position', 'event_feed')).split('.')[0]!) >= BigInt(now[0]!.xid))
  }
  await prune(at)
  {
    await using _events = at.events()
    await put(at.store, at.ctx, patient('b'))
    await until(() => eventsAt(hook).length === 2)
  }
  assert.deepEqual(eventsAt(hook), ['1 Patient/a', '2 Patient/b'])
  await put(at.store, at.ctx, patient('lost'))
  await prune(at)
  await put(at.store, at.ctx, patient('kept'))
  await using _events = at.events()
  await until(() => eventsAt(hook).length === 3)
  assert.equal(eventsAt(hook)[2], '4 Patient/kept')
})
