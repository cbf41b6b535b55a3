import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoint, eventsAt, patient, put, setting, subscription, told, toldAll, until, type Notified } from './setting.ts'

test('handshake first, then every change in order and numbered; headers go along and stay sealed; an end ends it', async () => {
  await using at = await setting()
  await using hook = await endpoint()
  await using events = at.events()
  const { subscriptions } = events
  const made = await subscriptions.create(at.ctx, subscription(hook.url, 'Patient?family=muster', { content: 'full-resource', header: ['X-Secret: s3cret-of-hook'] }))
  assert.equal((made.resource as { status?: string }).status, 'requested')
  await until(() => hook.got.length === 1)
  assert.equal(toldAll(hook)[0]!.type, 'handshake')
  await until(async () => ((await subscriptions.get(at.ctx, made.id))!.resource as { status?: string }).status === 'active')
  for (let n = 0; n < 20; n++) await put(at.store, at.ctx, patient(`p${n}`, n === 7 ? 'Anders' : 'Muster'))
  await put(at.store, at.ctx, patient('p7', 'Muster'))
  await until(() => eventsAt(hook).length === 20)
  const order = [...Array(20).keys()].filter((n) => n !== 7).map((n) => `p${n}`)
  assert.deepEqual(eventsAt(hook), [...order, 'p7'].map((id, n) => `${n + 1} Patient/${id}`))
  assert.ok(toldAll(hook).flatMap(({ resources }) => resources).includes('Patient/p7'))
  assert.ok(hook.got.every(({ headers }) => headers['x-secret'] === 's3cret-of-hook'))
  const status = await subscriptions.status(at.ctx, 'http://hub.test/fhir/alpha', { ids: [made.id] })
  assert.match(JSON.stringify(status), /"events-since-subscription-start","valueString":"20"/)
  assert.deepEqual(told(await subscriptions.events(at.ctx, 'http://hub.test/fhir/alpha', made.id, { since: 19, until: 20 }) as unknown as Notified).events, ['19 Patient/p19', '20 Patient/p7'])
  const stranger = { ...at.ctx, actor: 'Device/other', client: 'other', view: { rules: [{ types: 'all' as const, may: 'rs', patients: [], where: [] }] } }
  assert.equal(await subscriptions.get(stranger, made.id), undefined)
  assert.equal(await subscriptions.remove(at.ctx, made.id), true)
  await put(at.store, at.ctx, patient('late'))
  assert.equal(await subscriptions.get(at.ctx, made.id), undefined)
})
