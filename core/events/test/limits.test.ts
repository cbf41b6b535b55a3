import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '@steckwerk/kernel'
import { endpoint, eventsAt, patient, put, setting, subscription, toldAll, until, type Setting } from './setting.ts'
import type { Events, StoredSubscription } from '@steckwerk/events'

interface Shown {
  readonly status: string
  readonly error?: string
}

const shown = async (at: Setting, events: Events, { id }: StoredSubscription): Promise<Shown> => (await events.subscriptions.get(at.ctx, id))!.resource as unknown as Shown

test('whoever does not answer the handshake is told so soon, and begins anew by an update', async () => {
  await using at = await setting()
  await using hook = await endpoint()
  await using events = at.events({ handshakeMs: 100 })
  hook.answer = (response) => response.writeHead(404).end()
  const wanted = subscription(hook.url, 'Patient')
  const made = await events.subscriptions.create(at.ctx, wanted)
  await until(async () => (await shown(at, events, made)).status === 'error')
  assert.match((await shown(at, events, made)).error!, /answered 404/)
  hook.answer = (response) => response.writeHead(200).end()
  await events.subscriptions.update(at.ctx, made.id, { ...wanted, id: made.id })
  await until(async () => (await shown(at, events, made)).status === 'active')
  assert.equal((await shown(at, events, made)).error, undefined)
})

test('a heartbeat comes where nothing else did for its period, and counts as no event', async () => {
  await using at = await setting()
  await using hook = await endpoint()
  let ahead = 0
  await using events = at.events({}, at.store, { now: () => Date.now() + ahead })
  const period = { url: 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-heartbeat-period', valueUnsignedInt: 3_600 }
  const made = await events.subscriptions.create(at.ctx, subscription(hook.url, 'Patient', { extension: [period] }))
  await until(async () => (await shown(at, events, made)).status === 'active')
  ahead = 3_540_000
  await put(at.store, at.ctx, patient('a'))
  await until(() => eventsAt(hook).length === 1)
  ahead += 3_540_000
  await put(at.store, at.ctx, patient('b'))
  await until(() => eventsAt(hook).length === 2)
  ahead += 3_660_000
  await until(() => toldAll(hook).length === 4)
  assert.deepEqual(toldAll(hook).map(({ type }) => type), ['handshake', 'event-notification', 'event-notification', 'heartbeat'])
  assert.match(hook.got[3]!.body, /"events-since-subscription-start","valueString":"2"/)
})

test('a notification has a size: large resources come one after the other, none is left out', async () => {
  await using at = await setting()
  await using hook = await endpoint()
  const made: StoredSubscription[] = []
  {
    await using events = at.events()
    made.push(await events.subscriptions.create(at.ctx, subscription(hook.url, 'Patient', { content: 'full-resource' })))
    await until(async () => (await shown(at, events, made[0]!)).status === 'active')
  }
  for (let n = 0; n < 5; n++) await put(at.store, at.ctx, patient(`p${n}`, 'Muster', { text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${'x'.repeat(1_500_000)}</div>` } }))
  await using events = at.events()
  await until(() => eventsAt(hook).length === 5)
  assert.deepEqual(eventsAt(hook), [0, 1, 2, 3, 4].map((n) => `${n + 1} Patient/p${n}`))
  assert.ok(hook.got.every(({ body }) => body.length < 5_000_000))
  assert.deepEqual(toldAll(hook).flatMap(({ resources }) => resources), [0, 1, 2, 3, 4].map((n) => `Patient/p${n}`))
  const kept = await events.subscriptions.events(at.ctx, 'http://hub.test/fhir/alpha', made[0]!.id, {})
  assert.ok(JSON.stringify(kept).length < 5_000_000)
})

test('a notification without content names neither topic nor focus; what the hub does not understand any more is an error that its maker sees', async () => {
  await using at = await setting()
  await using hook = await endpoint()
  const topic = 'https://gematik.de/fhir/isik/SubscriptionTopic/patient-merge'
  let made: StoredSubscription
  {
    await using events = at.events()
    made = await events.subscriptions.create(at.ctx, subscription(hook.url, topic, { content: 'empty' }))
    await until(async () => (await shown(at, events, made)).status === 'active')
    await put(at.store, at.ctx, patient('old', 'Muster', { link: [{ other: { reference: 'Patient/new' }, type: 'replaced-by' }] }))
    await until(() => eventsAt(hook).length === 1)
    assert.equal(eventsAt(hook)[0], '1 -')
    assert.ok(hook.got.every(({ body }) => !body.includes('patient-merge')))
    assert.match(JSON.stringify(await events.subscriptions.status(at.ctx, 'http://hub.test/fhir/alpha', {})), /patient-merge/)
  }
  await at.store.write(at.ctx, (writer) => writer.query(sql`update st.subscription set content = replace(content, 'patient-merge', 'of-former-times')`))
  await using events = at.events()
  await until(async () => (await shown(at, events, made)).status === 'error')
})
