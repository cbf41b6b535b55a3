import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hubSend } from '@steckwerk/api'
import type { AccessLogPage } from '@steckwerk/api/contract/audit'
import { systemClock } from '@steckwerk/kernel'
import type { FhirResource } from '@steckwerk/plug'
import { openPlugboard } from '@steckwerk/plugboard'
import { personSetting, type PersonSetting } from './person-setting.ts'
import { by, manifestOf, testPlug, type TestPlug } from './plug-setting.ts'
import { outcomeOf, put } from './setting.ts'

type Call = (path: string, body?: Readonly<Record<string, string>> | object) => Promise<Response>

/** A service that books, moves and cancels: nothing more than the Appointments themselves. */
function bookingPlug(): TestPlug {
  const of = (name: string, level: string): object => ({ type: 'Appointment', name, level })
  const plug = testPlug('echo-one', {
    scopes: ['system/Appointment.crus'], operations: [...manifestOf('echo-one').operations, of('book', 'type'), of('confirm', 'instance'), of('cancel', 'instance')] as never,
  })
  plug.answer = async ({ name, id, input }) => {
    const { fhir } = await plug.host!.carrier('alpha')
    const become = async (one: string, status: string): Promise<FhirResource> => fhir.update({ ...(await fhir.read('Appointment', one))!, id: one, status })
    if (name === 'cancel') return { status: 200, resource: await become(id!, 'cancelled') }
    if (name === 'confirm') return { status: 200, resource: await become(id!, 'booked') }
    if (name !== 'book') return { status: 200, resource: { resourceType: 'Parameters' } }
    const asked = (input!['parameter'] ?? []) as readonly { readonly name: string; readonly resource?: FhirResource; readonly valueUri?: string }[]
    await become(asked[1]!.valueUri!.split('/')[1]!, 'cancelled')
    return { status: 201, resource: await fhir.create({ ...asked[0]!.resource!, status: 'booked' }) }
  }
  return plug
}

async function calendarSetting(): Promise<PersonSetting> {
  await using opened = new AsyncDisposableStack()
  let url = ''
  const s = opened.use(await personSetting({}, async ({ access, log, store }) => ({
    plugboard: await openPlugboard({ store, access, clock: systemClock, log, publicUrl: () => url, plugs: [bookingPlug()], news: async () => undefined }),
  })))
  url = s.url
  const plugboard = opened.use(s.plugboard!)
  await plugboard.start(hubSend(s.server, url))
  await plugboard.grants.grant('alpha', 'echo-one', {}, by)
  const held = opened.move()
  return { ...s, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

/** Somebody of the staff, as the portal's calendar asks: searches by POST with a form, operations with JSON, reads without a body. */
async function staff(s: PersonSetting, account: string): Promise<Call> {
  const headers = { 'x-steckwerk': '1', accept: 'application/json' }
  const answer = await fetch(`${s.url}/portal/api/session`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ account, password: s.access.demoPassword }) })
  assert.equal(answer.ok, true, account)
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  return (path, body) => fetch(`${s.url}/fhir/alpha/${path}`, body === undefined ? { headers: { ...headers, cookie } } : {
    method: 'POST', headers: { ...headers, cookie, ...(path.includes('_search') ? {} : { 'content-type': 'application/json' }) },
    body: path.includes('_search') ? new URLSearchParams(body as Record<string, string>) : JSON.stringify(body),
  })
}

interface Booked { readonly id: string; readonly status: string; readonly participant: readonly { readonly actor: { readonly reference: string; readonly display?: string } }[] }

const appointment = (id: string, ...patients: readonly string[]) => ({
  resourceType: 'Appointment', id, status: 'booked', start: '2039-03-02T09:00:00Z', end: '2039-03-02T09:30:00Z', slot: [{ reference: 'Slot/s1' }],
  participant: patients.map((patient) => ({ actor: { reference: `Patient/${patient}`, display: `Name of ${patient}` }, status: 'accepted' })),
})
const found = async (answer: Response): Promise<readonly Booked[]> => {
  assert.equal(answer.status, 200)
  return ((await answer.json()) as { entry?: { resource: Booked }[] }).entry?.map(({ resource }) => resource) ?? []
}
const ids = async (answer: Response): Promise<readonly string[]> => (await found(answer)).map(({ id }) => id).toSorted()
/** An operation's input that names a Patient, and Appointments beside it. */
const asking = (patient: string, ...appointments: readonly string[]): object => ({
  resourceType: 'Parameters', parameter: [{ name: 'p', valueReference: { reference: `Patient/${patient}` } }, ...appointments.map((id) => ({ name: 'a', valueUri: `Appointment/${id}` }))],
})
const refusals = async (answer: Response): Promise<readonly string[]> => (await outcomeOf(answer)).codes

/** `here` is treated, `outpatient` has booked and has no Encounter yet, of `stranger` there is nothing but a part in somebody else's appointment. */
async function region(s: PersonSetting): Promise<void> {
  for (const patient of ['here', 'outpatient', 'stranger']) await s.patient('alpha', patient)
  const resources: readonly { readonly resourceType: string; readonly id: string }[] = [
    { resourceType: 'Schedule', id: 'k', actor: [{ display: 'Dr. Keller' }] } as never,
    { resourceType: 'Slot', id: 's1', schedule: { reference: 'Schedule/k' }, status: 'busy', start: '2039-03-02T09:00:00Z', end: '2039-03-02T09:30:00Z' } as never,
    { resourceType: 'Encounter', id: 'e', status: 'in-progress', class: { code: 'AMB' }, subject: { reference: 'Patient/here' } } as never,
    appointment('a-here', 'here'), appointment('a-outpatient', 'outpatient'), appointment('a-both', 'here', 'stranger'),
  ]
  for (const resource of resources) assert.equal((await s.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))).status, 201)
}
const day = { date: 'ge2039-03-02T00:00:00.000Z', status: 'proposed,pending,booked' }

test('the desk sees every slot and who comes, whether there is a case or not; nobody\'s record opens by it; who treats sees whom they treat', async () => {
  await using s = await calendarSetting()
  await region(s)
  const desk = await staff(s, 'empfang.alpha')
  assert.deepEqual(await ids(await desk('Schedule/_search', { _count: '1000' })), ['k'])
  assert.deepEqual(await ids(await desk('Slot/_search', { schedule: 'Schedule/k', start: 'ge2039-03-02T00:00:00.000Z' })), ['s1'])
  const seen = await found(await desk('Appointment/_search', day))
  assert.deepEqual(seen.map(({ id, participant }) => [id, participant[0]!.actor.display]).toSorted(), [['a-both', 'Name of here'], ['a-here', 'Name of here'], ['a-outpatient', 'Name of outpatient']])
  assert.deepEqual(await ids(await desk('Appointment/_search', { patient: 'Patient/outpatient' })), ['a-outpatient'])

  // The name is all of it: no Patient, by no way round.
  assert.equal((await desk('Patient/outpatient')).status, 404)
  assert.deepEqual(await ids(await desk('Patient/_search', { _id: 'here,outpatient' })), ['here'])
  assert.deepEqual(await ids(await desk('Appointment/_search', { _id: 'a-outpatient', _include: 'Appointment:patient' })), ['a-outpatient'])
  assert.deepEqual(await ids(await desk('Appointment/_search', { 'patient.birthdate': '1980-05-17' })), ['a-both', 'a-here'])
  assert.deepEqual(await ids(await desk('Patient/_search', { '_has:Appointment:patient:status': 'booked' })), ['here'])
  assert.equal((await desk('Patient/outpatient/$everything')).status, 404)
  assert.equal((await desk('Appointment', appointment('new', 'outpatient'))).status, 403, 'nothing is written past the service')

  const doctor = await staff(s, 'aerztin.alpha')
  assert.deepEqual(await ids(await doctor('Appointment/_search', day)), ['a-both', 'a-here'])
  assert.equal((await doctor('Appointment/a-outpatient')).status, 404)
  assert.deepEqual(await refusals(await doctor('Appointment/$echo', asking('here'))), ['api/not-permitted'])
  const administration = await staff(s, 'verwaltung.alpha')
  assert.equal((await administration('Appointment/a-here/$touch', { resourceType: 'Parameters' })).status, 403)
  const elsewhere = await staff(s, 'empfang.beta')
  assert.deepEqual([(await elsewhere('Appointment/a-outpatient')).status, (await elsewhere('Appointment/a-outpatient/$cancel', { resourceType: 'Parameters' })).status], [403, 403])
})

test('the desk moves, confirms and cancels for an outpatient by the service; who is named must come to that appointment; the patient reads who looked', async () => {
  await using s = await calendarSetting()
  await region(s)
  const anna = await s.person('amelie', 'alpha', 'outpatient')
  const desk = await staff(s, 'empfang.alpha')
  assert.equal((await desk('Appointment/$echo', asking('here'))).status, 200)
  assert.equal((await desk('Appointment/$echo', asking('outpatient', 'a-outpatient'))).status, 200)
  for (const input of [asking('outpatient'), asking('outpatient', 'a-here'), asking('outpatient', 'nothing'), asking('stranger', 'a-outpatient'), asking('stranger', 'a-both')]) {
    assert.deepEqual(await refusals(await desk('Appointment/$echo', input)), ['api/operation-patient'])
  }

  const { id: _, ...moved } = appointment('', 'outpatient')
  const book = { resourceType: 'Parameters', parameter: [{ name: 'appt-resource', resource: { ...moved, status: 'proposed' } }, { name: 'cancelled-appt-id', valueUri: 'Appointment/a-outpatient' }] }
  const answer = await desk('Appointment/$book', book)
  assert.equal(answer.status, 201)
  const { id } = (await answer.json()) as Booked
  assert.deepEqual(await ids(await desk('Appointment/_search', { ...day, patient: 'Patient/outpatient' })), [id])
  assert.equal((await desk(`Appointment/${id}/$confirm`, { resourceType: 'Parameters' })).status, 200)
  assert.equal((await desk(`Appointment/${id}/$cancel`, { resourceType: 'Parameters' })).status, 200)
  assert.deepEqual(await ids(await desk('Appointment/_search', { ...day, patient: 'Patient/outpatient' })), [])
  assert.equal(((await (await desk(`Appointment/${id}`)).json()) as Booked).status, 'cancelled')

  const { uses } = (await anna.call<AccessLogPage>('GET', '/access-log?carrier=alpha&patient=outpatient')).body
  const [of] = uses.filter(({ who }) => who.name === 'Emil Empfang')
  assert.deepEqual(of!.who.roles, ['ward-clerk'])
  assert.ok(of!.what.some(({ category, types }) => category === 'search' && types.includes('Appointment')), JSON.stringify(of))
  assert.ok(of!.what.some(({ category, types }) => category === 'view' && types.includes('Appointment')), JSON.stringify(of))
})
