import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import type { FhirBundle } from '@steckwerk/plug'
import { by, plugSetting } from './plug-setting.ts'
import { post, put } from './setting.ts'

const broker = { user: 'hub', password: 's3cret' }

const example = resolve(import.meta.dirname, '../../../examples/third-party-plug/main.js')

test('the example of another vendor, a process that knows nothing but the HTTP contract, books, refuses and cancels', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'third-party-'))
  await using hub = await plugSetting([])
  const child = spawn(process.execPath, [example], { env: {
      ...process.env, HUB_URL: hub.url, PORT: '0', KEY: join(folder, 'key.json'), BROKER_USER: broker.user, BROKER_PASSWORD: broker.password, BROKER_STATE: join(folder, 'broker.json'), BROKER_SECONDS: '0.2',
    }, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const url = line.replace('ready at ', '')
    const added = await hub.call('/admin/plugs', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ url }) })
    assert.equal(added.status, 201)
    await hub.plugboard.grants.grant('alpha', 'slotwerk', {}, by)
    await hub.call('/fhir/alpha/Patient/p1', put({ resourceType: 'Patient', id: 'p1', active: true }))
    await hub.call('/fhir/alpha/Schedule/c1', put({ resourceType: 'Schedule', id: 'c1', active: true, actor: [{ display: 'Dr. Beispiel' }] }))
    const start = new Date(Date.now() + 86_400_000).toISOString()
    const end = new Date(Date.parse(start) + 1_800_000).toISOString()
    await hub.call('/fhir/alpha/Slot/s1', put({ resourceType: 'Slot', id: 's1', schedule: { reference: 'Schedule/c1' }, status: 'free', start, end }))
    const appointment = { resourceType: 'Appointment', status: 'proposed', start, end, slot: [{ reference: 'Slot/s1' }], participant: [{ actor: { reference: 'Patient/p1' }, status: 'accepted' }] }
    const book = async (): Promise<Response> => hub.call('/fhir/alpha/Appointment/$book', post(appointment))
    const slotStatus = async (): Promise<string> => ((await (await hub.call('/fhir/alpha/Slot/s1')).json()) as { status: string }).status
    // Some wait in the hub's queue, and those beyond it are told to come again: none of them is a second booking.
    const answers = await Promise.all(Array.from({ length: 8 }, book))
    assert.equal(answers.filter(({ status }) => status === 201).length, 1)
    assert.ok(answers.every(({ status }) => [201, 422, 503].includes(status)))
    const booked = (await answers.find(({ status }) => status === 201)!.json()) as { id: string; status: string }
    assert.deepEqual([booked.status, await slotStatus()], ['booked', 'busy'])
    const late = await book()
    assert.deepEqual([late.status, ((await late.json()) as { issue: { code: string }[] }).issue[0]!.code], [422, 'conflict'])
    const cancelled = await hub.call(`/fhir/alpha/Appointment/${booked.id}/$cancel`, post({ resourceType: 'Parameters', parameter: [{ name: 'comment', valueString: 'verhindert' }] }))
    assert.deepEqual([cancelled.status, ((await cancelled.json()) as { status: string }).status, await slotStatus()], [200, 'cancelled', 'free'])

    // The KIS cancels: what it is told of, it follows, as often as it is told.
    const again = (await (await book()).json()) as { id: string }
    const stored = (await (await hub.call(`/fhir/alpha/Appointment/${again.id}`)).json()) as object
    assert.equal((await hub.call(`/fhir/alpha/Appointment/${again.id}`, put({ ...stored, status: 'cancelled' }))).status, 200)
    assert.equal(await slotStatus(), 'busy')
    const told = (focus: string): FhirBundle => ({ resourceType: 'Bundle', type: 'history', entry: [{ resource: { resourceType: 'Parameters', parameter: [
      { name: 'type', valueCode: 'event-notification' }, { name: 'notification-event', part: [{ name: 'event-number', valueString: '1' }, { name: 'focus', valueReference: { reference: focus } }] },
    ] } }] })
    for (let times = 0; times < 2; times++) await hub.plugboard.notified('slotwerk', 'alpha', told(`${hub.url}/fhir/alpha/Appointment/${again.id}`))
    assert.equal(await slotStatus(), 'free')
    const taken = (await (await book()).json()) as { id: string }
    await hub.plugboard.notified('slotwerk', 'alpha', told(`Appointment/${again.id}`))
    assert.equal(await slotStatus(), 'busy', 'somebody else has it by now')
    await hub.call(`/fhir/alpha/Appointment/${taken.id}/$cancel`, post({ resourceType: 'Parameters' }))
    await ordered(url)
    assert.equal((await fetch(`${url}/operations/alpha/Appointment/$book`, post(appointment, { authorization: `Bearer ${hub.token}` }))).status, 401)
    const month = new Date().toISOString().slice(0, 7)
    assert.equal((await hub.plugboard.usage.of('alpha', { from: month, to: month })).find(({ plug }) => plug === 'slotwerk')?.amount, 3)
  } finally {
    const ended = once(child, 'exit')
    child.kill()
    await ended
    await rm(folder, { recursive: true, force: true })
  }
})

/** Its broker, as a platform of somebody else would ask it. */
async function ordered(url: string): Promise<void> {
  const basic = (password: string): string => `Basic ${Buffer.from(`${broker.user}:${password}`).toString('base64')}`
  const ask = async (method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<readonly [number, Readonly<Record<string, unknown>>]> => {
    const answer = await fetch(`${url}${path}`, {
      method, headers: { 'authorization': basic(broker.password), 'x-broker-api-version': '2.17', 'content-type': 'application/json', ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return [answer.status, text.startsWith('{') && !text.includes('\n') ? (JSON.parse(text) as Record<string, unknown>) : { text }]
  }
  const settled = async (): Promise<readonly [number, unknown]> => {
    for (const deadline = Date.now() + 10_000; ;) {
      const [status, { state }] = await ask('GET', `${instance}/last_operation`)
      if (state !== 'in progress') return [status, state]
      assert.ok(Date.now() < deadline)
    }
  }
  const [, { services: [service] }] = (await ask('GET', '/v2/catalog')) as [number, { services: [{ id: string; plans: { id: string }[] }] }]
  const [small, flat] = service.plans.map(({ id }) => id)
  const instance = '/v2/service_instances/2f1c2f0e-3c55-4c36-93a5-1a1c9b7e2f99'
  const body = { service_id: service.id, plan_id: small, context: { platform: 'test', carrier: 'alpha' }, parameters: { contact: 'it@alpha.example' } }
  const where = `?service_id=${service.id}&plan_id=${small}&accepts_incomplete=true`
  assert.equal((await ask('GET', '/v2/catalog', undefined, { authorization: basic('wrong') }))[0], 401)
  assert.equal((await ask('GET', '/v2/catalog', undefined, { 'x-broker-api-version': '1.0' }))[0], 412)
  assert.deepEqual([(await ask('PUT', instance, body))[1]['error'], (await ask('PUT', `${instance}${where}`, { ...body, parameters: {} }))[0], (await ask('PUT', `${instance}${where}`, { ...body, maintenance_info: { version: '0.9' } }))[1]['error']],
    ['AsyncRequired', 400, 'MaintenanceInfoConflict'])
  assert.equal((await ask('PUT', `${instance}${where}`, body))[0], 202)
  assert.equal((await ask('PUT', `${instance}/service_bindings/b1`, body))[0], 404)
  assert.deepEqual(await settled(), [200, 'succeeded'])
  assert.deepEqual([(await ask('PUT', `${instance}${where}`, body))[0], (await ask('PUT', `${instance}${where}`, { ...body, plan_id: flat }))[0]], [200, 409])
  const [made, { credentials }] = (await ask('PUT', `${instance}/service_bindings/b1`, body)) as [number, { credentials: { uri: string; token: string } }]
  assert.deepEqual([made, (await ask('PUT', `${instance}/service_bindings/b1`, body))[1]['credentials']], [201, credentials])
  assert.deepEqual((await ask('PUT', `${instance}/service_bindings/b2`, { ...body, predecessor_binding_id: 'nothing' }))[0], 400)
  assert.equal((await ask('PUT', `${instance}/service_bindings/b2`, { ...body, predecessor_binding_id: 'b1' }))[0], 201)
  const figures = async (): Promise<readonly [number, unknown]> => {
    const answer = await fetch(credentials.uri, { headers: { authorization: `Bearer ${credentials.token}` } })
    return [answer.status, await answer.json()]
  }
  assert.deepEqual(await figures(), [200, { booked: 0, cancelled: 3, fulfilled: 0, noshow: 0 }])
  assert.deepEqual([(await ask('DELETE', `${instance}/service_bindings/b1${where}`))[0], (await ask('DELETE', `${instance}/service_bindings/b1${where}`))[0], (await figures())[0]], [200, 410, 401])
  const [, { text }] = await ask('GET', `${instance}/exit_export`)
  assert.deepEqual((text as string).trim().split('\n').map((line) => (JSON.parse(line) as { resourceType: string }).resourceType), ['Parameters', 'Appointment', 'Appointment', 'Appointment'])
  assert.equal((await ask('PATCH', `${instance}?accepts_incomplete=true`, { service_id: service.id, plan_id: flat }))[0], 202)
  assert.equal((await ask('PATCH', `${instance}?accepts_incomplete=true`, { service_id: service.id, plan_id: small }))[1]['error'], 'ConcurrencyError')
  assert.deepEqual(await settled(), [200, 'succeeded'])
  assert.equal((await ask('GET', instance))[1]['plan_id'], flat)
  assert.deepEqual([(await ask('DELETE', `${instance}${where}`))[0], await settled(), (await ask('DELETE', `${instance}${where}`))[0]], [202, [410, undefined], 410])
}
