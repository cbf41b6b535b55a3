import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '@steckwerk/fhir'
import { openStore } from '@steckwerk/store'
import { silentLog } from '@steckwerk/kernel/testing'
import type { Ctx } from '@steckwerk/kernel'
import { endpoint, eventsAt, patient, put, setting, subscription, toldAll, until, type Setting } from './setting.ts'

const statusOf = (stored: { readonly resource: Resource } | undefined): unknown => (stored?.resource as { readonly status?: string } | undefined)?.status

/** A backend service with these scopes, as its token makes it. */
async function client(at: Setting, scopes: readonly string[]): Promise<{ readonly id: string; readonly ctx: Ctx }> {
  const { client: made } = await at.access.smart.clients.create(at.ctx, {
    name: 'Testwerk', vendor: null, kind: 'key', backend: true, redirectUris: [], launchUri: null, scopes, jwks: null, jwksUri: 'https://keys.example/jwks', introspects: false,
  })
  const carrier = (await at.store.carrier('alpha'))!
  const granted = (await at.access.smart.rightsOf(made.id, 'alpha'))!
  const decision = await at.access.decisions.decide({
    kind: 'client', actor: `Device/${made.id}`, account: made.id, name: 'x', memberships: [], amr: [], grant: { client: made.id, clientName: 'x', carrier: 'alpha', scopes: granted },
  }, carrier)
  return { id: made.id, ctx: { ...at.ctx, actor: `Device/${made.id}`, client: made.id, view: decision!.view! } }
}

test('a subscriber that is down, redirects, dawdles or drowns us is told again, in order and without a gap; 410 ends it', async () => {
  await using at = await setting()
  await using hook = await endpoint()
  await using events = at.events()
  const made = await events.subscriptions.create(at.ctx, subscription(hook.url, 'Patient?family=muster', { extension: [{ url: 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-timeout', valueUnsignedInt: 1 }] }))
  await until(() => hook.got.length === 1)
  const badly = [
    (response: Parameters<typeof hook.answer>[0]) => void response.writeHead(503).end(),
    (response: Parameters<typeof hook.answer>[0]) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    (response: Parameters<typeof hook.answer>[0]) => void response.destroy(),
    (response: Parameters<typeof hook.answer>[0]) => void response.end(Buffer.alloc(1_000_000)),
    () => {},
  ]
  for (const [n, answer] of badly.entries()) {
    const before = hook.got.length
    hook.answer = answer
    await put(at.store, at.ctx, patient(`p${n}`))
    await until(() => hook.got.length > before)
  }
  hook.answer = (response) => response.writeHead(200).end()
  await until(() => eventsAt(hook).includes('5 Patient/p4'))
  await until(async () => (await at.store.read(at.ctx, (r) => r.query<{ delivered: number }>({ text: 'select delivered from st.subscription', values: [] })))[0]!.delivered === 5)
  const last = toldAll(hook).filter(({ events: numbers }) => numbers.length > 0)
  assert.deepEqual([...new Set(last.flatMap(({ events: numbers }) => numbers))], [0, 1, 2, 3, 4].map((n) => `${n + 1} Patient/p${n}`))
  hook.answer = (response) => response.writeHead(410).end()
  await put(at.store, at.ctx, patient('p9'))
  await until(async () => statusOf(await events.subscriptions.get(at.ctx, made.id)) === 'off')
})

test('failing for too long is an error, which keeps its events; made active again it goes on where it was', async () => {
  await using at = await setting()
  await using hook = await endpoint()
  await using events = at.events({ errorAfterMs: 100 })
  const wanted = subscription(hook.url, 'Patient')
  const made = await events.subscriptions.create(at.ctx, wanted)
  await until(async () => statusOf(await events.subscriptions.get(at.ctx, made.id)) === 'active')
  hook.answer = (response) => response.writeHead(500).end()
  await put(at.store, at.ctx, patient('a'))
  await until(async () => statusOf(await events.subscriptions.get(at.ctx, made.id)) === 'error')
  await put(at.store, at.ctx, patient('b'))
  hook.answer = (response) => response.writeHead(200).end()
  const before = hook.got.length
  await events.subscriptions.update(at.ctx, made.id, { ...wanted, id: made.id, status: 'active' })
  await until(() => new Set(toldAll(hook).slice(before).flatMap(({ events: numbers }) => numbers)).size === 2)
  assert.deepEqual(toldAll(hook).slice(before).flatMap(({ events: numbers }) => numbers), ['1 Patient/a', '2 Patient/b'])
})

test('what the subscriber may not see when it is told is left out, what it never could has no number; a disabled client is told nothing', async () => {
  await using at = await setting()
  await using hook = await endpoint()
  await using events = at.events()
  const app = await client(at, ['system/Subscription.cruds', 'system/Patient.rs?gender=female'])
  const made = await events.subscriptions.create(app.ctx, subscription(hook.url, 'Patient', { content: 'full-resource' }))
  await until(async () => statusOf(await events.subscriptions.get(app.ctx, made.id)) === 'active')
  hook.answer = (response) => response.writeHead(500).end()
  await put(at.store, at.ctx, patient('him', 'A', { gender: 'male' }))
  await put(at.store, at.ctx, patient('her', 'B', { gender: 'female' }))
  await until(() => eventsAt(hook).length > 0)
  assert.deepEqual(eventsAt(hook)[0], '1 Patient/her')
  // No longer hers to tell of.
  await put(at.store, at.ctx, patient('her', 'B', { gender: 'male' }))
  hook.answer = (response) => response.writeHead(200).end()
  await until(() => eventsAt(hook).at(-1) === '1 -')
  assert.deepEqual(toldAll(hook).at(-1), { type: 'event-notification', events: ['1 -'], resources: [] })
  await assert.rejects(events.subscriptions.create(app.ctx, subscription(hook.url, 'Observation')), { code: 'events/not-readable' })
  await at.access.smart.clients.setDisabled(at.ctx, app.id, true)
  at.access.decisions.forget()
  const told = hook.got.length
  await put(at.store, at.ctx, patient('her2', 'C', { gender: 'female' }))
  await until(async () => statusOf(await events.subscriptions.get(at.ctx, made.id)) === 'off')
  assert.equal(hook.got.length, told)
})

test('hubs come and go on one database under writes: each event once for each number, in order, without a gap; services in the hub too', async () => {
  await using at = await setting()
  await using hook = await endpoint()
  await using other = await openStore({ databaseUrl: at.test.hubUrl, log: silentLog, readers: 2, writers: 2 })
  const first = at.events()
  const made = await first.subscriptions.create(at.ctx, subscription(hook.url, 'Patient'))
  await until(async () => statusOf(await first.subscriptions.get(at.ctx, made.id)) === 'active')
  await using second = at.events({}, other)
  const heard: string[] = []
  const carrier = (await at.store.carrier('alpha'))!
  const app = await client(at, ['system/Patient.rs'])
  for (const hub of [first, second]) {
    await hub.subscribe({ carrier, plug: 'test', client: app.id, topics: ['Patient'], content: 'id-only', handler: async (notification) => {
      const { entry } = notification as unknown as { entry: { resource: { parameter: { name: string; part?: { name: string; valueString?: string }[] }[] } }[] }
      for (const { name, part } of entry[0]!.resource.parameter) if (name === 'notification-event') heard.push(part!.find((one) => one.name === 'event-number')!.valueString!)
    } })
  }
  const writing = Promise.all([at.store, other].map(async (store, lane) => {
    for (let n = 0; n < 60; n++) await put(store, at.ctx, patient(`l${lane}-${n}`))
  }))
  await until(() => eventsAt(hook).length > 5)
  // The hub that leads ends in the middle of it.
  await first[Symbol.asyncDispose]()
  await writing
  await until(() => eventsAt(hook).length >= 120 && heard.length >= 120, 30_000)
  assert.deepEqual(eventsAt(hook).map((event) => Number(event.split(' ')[0])), Array.from({ length: 120 }, (_, n) => n + 1))
  assert.equal(new Set(eventsAt(hook).map((event) => event.split(' ')[1])).size, 120)
  for (const lane of [0, 1]) assert.deepEqual(eventsAt(hook).filter((event) => event.includes(`/l${lane}-`)).map((event) => event.split('-')[1]), Array.from({ length: 60 }, (_, n) => String(n)))
  assert.deepEqual(heard, Array.from({ length: heard.length }, (_, n) => String(n + 1)))
})
