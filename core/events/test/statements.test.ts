/** What a notification costs: the statements that touch Subscriptions, counted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Store } from '@steckwerk/store'
import { endpoint, eventsAt, patient, put, setting, subscription, until } from './setting.ts'

/** A store that keeps the texts of the statements its users write themselves. */
function watched(store: Store, seen: string[]): Store {
  const watch = <T extends object>(held: T): T => new Proxy(held, {
    get: (_, name) => {
      const value: unknown = Reflect.get(held, name, held)
      if (typeof value !== 'function') return value
      return (...all: unknown[]): unknown => {
        if (name === 'query') seen.push((all[0] as { text: string }).text)
        return Reflect.apply(value, held, all)
      }
    },
  })
  return new Proxy(store, {
    get: (_, name) => {
      const value: unknown = Reflect.get(store, name, store)
      if (name !== 'read' && name !== 'write') return typeof value === 'function' ? (value as () => unknown).bind(store) : value
      return (ctx: never, work: (held: object) => unknown, ...rest: unknown[]): unknown => Reflect.apply(value as () => unknown, store, [ctx, (held: object) => work(watch(held)), ...rest])
    },
  })
}

test('what was numbered is told without being read again, and several that are told at once are noted at once', async () => {
  await using s = await setting()
  await using hook = await endpoint()
  const seen: string[] = []
  await using events = s.events({ tickMs: 60_000, leaseMs: 600_000 }, watched(s.store, seen))
  const some = 20
  for (let n = 0; n < some; n++) await events.subscriptions.create(s.ctx, subscription(hook.url, 'Patient'))
  const count = async (what: string): Promise<number> => (await s.store.read(s.ctx, (reader) => reader.query<{ n: number }>({ text: `select count(*) n from st.subscription where ${what}`, values: [] })))[0]!.n
  await until(async () => (await count(`status = 'active'`)) === some)
  const arrived = async (last: number): Promise<boolean> => (await count(`delivered = ${last}`)) === some
  // The first is read after the handshake, where nothing is known yet.
  await put(s.store, s.ctx, patient('a'))
  await until(() => arrived(1))
  let reads = 0
  for (let n = 2; n < 6; n++) {
    seen.length = 0
    await put(s.store, s.ctx, patient(`p${n}`))
    await until(() => arrived(n))
    reads += seen.filter((text) => text.includes('from st.subscription_event')).length
    assert.equal(seen.filter((text) => text.includes('insert into st.subscription_event')).length, 1)
    const noted = seen.filter((text) => text.includes('set delivered')).length
    assert.ok(noted > 0 && noted < some, `${noted} statements for ${some} Subscriptions`)
  }
  assert.equal(eventsAt(hook).length, 5 * some)
  // One that is read as something is numbered is read once more.
  assert.ok(reads < some, `${reads} reads for ${4 * some} notifications`)
})

test('a Subscription that was changed or ended at this hub is told its old way no more from that moment on', async () => {
  await using s = await setting()
  await using before = await endpoint()
  await using after = await endpoint()
  await using witness = await endpoint()
  await using events = s.events()
  const { subscriptions } = events
  const made = await subscriptions.create(s.ctx, subscription(before.url, 'Patient'))
  await subscriptions.create(s.ctx, subscription(witness.url, 'Patient'))
  await until(() => before.got.length === 1 && witness.got.length === 1)
  await put(s.store, s.ctx, patient('a'))
  await until(() => eventsAt(before).length === 1)
  await subscriptions.update(s.ctx, made.id, { ...subscription(after.url, 'Patient'), id: made.id })
  await put(s.store, s.ctx, patient('b'))
  await until(() => eventsAt(after).includes('2 Patient/b'))
  assert.equal(await subscriptions.remove(s.ctx, made.id), true)
  await put(s.store, s.ctx, patient('c'))
  await until(() => eventsAt(witness).some((event) => event.endsWith('Patient/c')))
  assert.deepEqual(eventsAt(before), ['1 Patient/a'])
  assert.ok(!eventsAt(after).some((event) => event.endsWith('Patient/c')))
})
