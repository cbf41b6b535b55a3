import assert from 'node:assert/strict'
import { test } from 'node:test'
import { by, plugSetting, testPlug, type PlugSetting } from './plug-setting.ts'
import { outcomeOf, put } from './setting.ts'

type Call = (path: string, form: Readonly<Record<string, string>> | object) => Promise<Response>

/** Somebody of the staff, as the portal's calendar asks: searches by POST with a form, operations with JSON. */
async function staff(s: PlugSetting, account: string): Promise<Call> {
  const headers = { 'x-steckwerk': '1', accept: 'application/json' }
  const answer = await fetch(`${s.url}/portal/api/session`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ account, password: s.access.demoPassword }) })
  assert.equal(answer.ok, true, account)
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  return (path, body) => fetch(`${s.url}/fhir/alpha/${path}`, {
    method: 'POST', headers: { ...headers, cookie, ...(path.includes('_search') ? {} : { 'content-type': 'application/json' }) },
    body: path.includes('_search') ? new URLSearchParams(body as Record<string, string>) : JSON.stringify(body),
  })
}

const appointment = (id: string, patient: string): object => ({
  resourceType: 'Appointment', id, status: 'booked', start: '2039-03-02T09:00:00Z', end: '2039-03-02T09:30:00Z', slot: [{ reference: 'Slot/s1' }],
  participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' }],
})
const ids = async (answer: Response): Promise<readonly string[]> => {
  assert.equal(answer.status, 200)
  return ((await answer.json()) as { entry?: { resource: { id: string } }[] }).entry?.map(({ resource }) => resource.id).toSorted() ?? []
}
const asking = (patient: string): object => ({ resourceType: 'Parameters', parameter: [{ name: 'p', valueReference: { reference: `Patient/${patient}` } }] })

test('the desk sees every slot and the appointments of whom its house treats, and arranges those; who treats looks', async () => {
  await using s = await plugSetting([testPlug('echo-one')])
  await s.plugboard.grants.grant('alpha', 'echo-one', {}, by)
  const resources: readonly { readonly resourceType: string; readonly id: string }[] = [
    { resourceType: 'Patient', id: 'here' }, { resourceType: 'Patient', id: 'elsewhere' }, { resourceType: 'Schedule', id: 'k', actor: [{ display: 'Dr. Keller' }] } as never,
    { resourceType: 'Slot', id: 's1', schedule: { reference: 'Schedule/k' }, status: 'busy', start: '2039-03-02T09:00:00Z', end: '2039-03-02T09:30:00Z' } as never,
    { resourceType: 'Encounter', id: 'e', status: 'in-progress', class: { code: 'AMB' }, subject: { reference: 'Patient/here' } } as never,
    appointment('a-here', 'here') as never, appointment('a-elsewhere', 'elsewhere') as never,
  ]
  for (const resource of resources) assert.equal((await s.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))).status, 201)

  const desk = await staff(s, 'empfang.alpha')
  assert.deepEqual(await ids(await desk('Schedule/_search', { _count: '1000' })), ['k'])
  assert.deepEqual(await ids(await desk('Slot/_search', { schedule: 'Schedule/k', start: 'ge2039-03-02T00:00:00.000Z' })), ['s1'])
  assert.deepEqual(await ids(await desk('Appointment/_search', { date: 'ge2039-03-02T00:00:00.000Z', status: 'proposed,pending,booked' })), ['a-here'])
  assert.equal((await desk('Appointment/$echo', asking('here'))).status, 200)
  assert.deepEqual((await outcomeOf(await desk('Appointment/$echo', asking('elsewhere')))).codes, ['api/operation-patient'])
  assert.equal((await desk('Appointment/a-here/$touch', { resourceType: 'Parameters' })).status, 200)
  assert.equal((await desk('Appointment/a-elsewhere/$touch', { resourceType: 'Parameters' })).status, 404)

  const doctor = await staff(s, 'aerztin.alpha')
  assert.deepEqual(await ids(await doctor('Appointment/_search', { date: 'ge2039-03-02T00:00:00.000Z' })), ['a-here'])
  assert.deepEqual((await outcomeOf(await doctor('Appointment/$echo', asking('here')))).codes, ['api/not-permitted'])
  const administration = await staff(s, 'verwaltung.alpha')
  assert.equal((await administration('Appointment/a-here/$touch', { resourceType: 'Parameters' })).status >= 400, true)
})
