import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { by, plugSetting } from './plug-setting.ts'
import { post, put } from './setting.ts'

const example = resolve(import.meta.dirname, '../../../examples/third-party-plug/main.js')

test('the example of another vendor, a process that knows nothing but the HTTP contract, books, refuses and cancels', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'third-party-'))
  await using hub = await plugSetting([])
  const child = spawn(process.execPath, [example], { env: { ...process.env, HUB_URL: hub.url, PORT: '0', KEY: join(folder, 'key.json') }, stdio: ['ignore', 'pipe', 'inherit'] })
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
    assert.equal((await fetch(`${url}/operations/alpha/Appointment/$book`, post(appointment, { authorization: `Bearer ${hub.token}` }))).status, 401)
    const month = new Date().toISOString().slice(0, 7)
    assert.equal((await hub.plugboard.usage.of('alpha', { from: month, to: month })).find(({ plug }) => plug === 'slotwerk')?.amount, 1)
  } finally {
    const ended = once(child, 'exit')
    child.kill()
    await ended
    await rm(folder, { recursive: true, force: true })
  }
})
