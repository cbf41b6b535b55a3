/** Forms over the portal's routes: who reaches which, as an account, as a proxy and as a guest. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { GuestBooking } from '@steckwerk/api/contract/booking'
import type { FormDocument, FormList, FormSaved } from '@steckwerk/api/contract/form'
import type { InvitationCode } from '@steckwerk/api/contract/person'
import { hubSend } from '@steckwerk/api'
import { systemClock } from '@steckwerk/kernel'
import { openPlugboard, type Plugboard } from '@steckwerk/plugboard'
import { openDermatology, smallProvider } from './booking-provider.ts'
import { formsPlug } from './forms-provider.ts'
import { birthDate, personSetting, type Browser, type PersonSetting } from './person-setting.ts'
import { by } from './plug-setting.ts'
import { put } from './setting.ts'

let s: PersonSetting
let plugboard: Plugboard
let anna: Browser
let carl: Browser
const url = 'urn:steckwerk:questionnaire:today'

before(async () => {
  let address = ''
  const calendar = smallProvider()
  s = await personSetting({ booking: calendar.provider }, async ({ access, log, store }) => ({
    plugboard: plugboard = await openPlugboard({ store, access, clock: systemClock, log, publicUrl: () => address, plugs: [formsPlug], news: async () => undefined }),
  }))
  address = s.url
  calendar.open(s)
  await openDermatology(s, [8, 9])
  await plugboard.start(hubSend(s.server, address))
  await plugboard.grants.grant('alpha', formsPlug.manifest.id, {}, by)
  for (const patient of ['p1', 'p2']) await s.patient('alpha', patient)
  anna = await s.person('amelie', 'alpha', 'p1')
  carl = await s.person('carl', 'alpha', 'p2')
})
after(async () => {
  await plugboard[Symbol.asyncDispose]()
  await s[Symbol.asyncDispose]()
})

const codes = ['pain', 'sleep', 'moving', 'worry']
/** The short form with every question answered the same way. */
function answers(document: FormDocument): readonly unknown[] {
  const items = document.questionnaire['item'] as readonly { readonly linkId: string; readonly text: string; readonly answerOption?: readonly object[] }[]
  return [...items.filter(({ linkId }) => codes.includes(linkId)).map(({ linkId, text, answerOption }) => ({ linkId, text, answer: [answerOption![0]] })), { linkId: 'score', text: items.find(({ linkId }) => linkId === 'score')!.text, answer: [{ valueInteger: 0 }] }]
}

test('a person begins, saves over the version they saw, confirms what they saw, and takes it along', async () => {
  const { body: list } = await anna.call<FormList>('GET', '/forms')
  assert.deepEqual(list.forms.map(({ patient, state, mayAct }) => [patient, state, mayAct]), list.forms.map(() => ['p1', 'waiting', true]))
  const { status, body: begun } = await anna.call<FormDocument>('POST', '/forms/alpha/p1/begin', { questionnaire: url })
  assert.deepEqual([status, begun.response['status'], begun.brand.carrier.slug], [201, 'in-progress', 'alpha'])
  const path = `/forms/alpha/p1/${begun.response.id!}`
  // Where a draft stands, that one is gone on with.
  assert.equal((await anna.call<FormDocument>('POST', '/forms/alpha/p1/begin', { questionnaire: url })).body.response.id, begun.response.id)
  const version = begun.response.meta!.versionId!
  const { body: saved } = await anna.call<FormSaved>('PUT', path, { version, item: answers(begun) })
  assert.equal((await anna.call('PUT', path, { version, item: answers(begun) })).body.code, 'forms/changed-elsewhere')
  const { body: read } = await anna.call<FormDocument>('GET', path)
  assert.deepEqual([read.response.meta?.versionId, read.hash], [saved.version, saved.hash])
  assert.deepEqual([(await anna.call('POST', `${path}/submit`, { version: saved.version, hash: '0'.repeat(64), typed: 'Anna' })).body.code], ['forms/other-content'])
  const { body: sent } = await anna.call<FormDocument>('POST', `${path}/submit`, { version: saved.version, hash: saved.hash, typed: 'Anna Muster' })
  assert.deepEqual([sent.response['status'], sent.hash, sent.signed?.name !== ''], ['completed', saved.hash, true])
  const pdf = await fetch(`${s.url}/portal/api${path}/pdf`, { headers: { cookie: anna.cookie() } })
  assert.deepEqual([pdf.status, pdf.headers.get('content-type'), Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString()], [200, 'application/pdf', '%PDF-'])
  for (const [method, to, body] of [['GET', path], ['PUT', path, { version: '1', item: [] }], ['POST', `${path}/submit`, { version: '1', hash: saved.hash }], ['POST', '/forms/alpha/p1/begin', { questionnaire: url }]] as const) {
    assert.deepEqual((await carl.call(method, to, body)).body.code, 'api/patient-unknown', to)
    assert.equal((await carl.call('GET', `/forms/alpha/p2/${begun.response.id!}`)).status, 404)
  }
})

test('a proxy needs the topic of forms, and the right to act to fill any in', async () => {
  const endsOn = new Date(systemClock.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const invite = async (topics: readonly string[], may: 'read' | 'act'): Promise<void> => {
    const { body } = await anna.call<InvitationCode>('POST', '/persons/proxies/invitations', { carrier: 'alpha', patient: 'p1', label: 'Bruder', topics, may, endsOn })
    assert.equal((await carl.call('POST', '/persons/links', { code: body.code, birthDate })).status, 201)
  }
  const own = async (): Promise<readonly unknown[]> => (await carl.call<FormList>('GET', '/forms')).body.forms.filter(({ patient }) => patient === 'p1').map(({ mayAct }) => mayAct)
  await invite(['appointments'], 'act')
  assert.deepEqual(await own(), [])
  assert.equal((await carl.call('POST', '/forms/alpha/p1/begin', { questionnaire: url })).body.code, 'api/patient-unknown')
  await invite(['forms'], 'read')
  assert.ok((await own()).length > 0 && (await own()).every((may) => may === false))
  assert.equal((await carl.call('POST', '/forms/alpha/p1/begin', { questionnaire: url })).body.code, 'api/patient-unknown')
})

test('staff find what was sent by the FHIR interface, newest first, by the patient\'s name, and open it', async () => {
  const { body: begun } = await carl.call<FormDocument>('POST', '/forms/alpha/p2/begin', { questionnaire: url })
  const path = `/forms/alpha/p2/${begun.response.id!}`
  const { body: saved } = await carl.call<FormSaved>('PUT', path, { version: begun.response.meta!.versionId!, item: answers(begun) })
  assert.equal((await carl.call('POST', `${path}/submit`, { version: saved.version, hash: saved.hash, typed: 'Carl' })).status, 200)
  const { name: [name] } = (await (await s.call('/fhir/alpha/Patient/p2')).json()) as { name: [{ family: string }] }
  const search = async (of: string): Promise<readonly { resourceType: string; id: string; item?: unknown }[]> => {
    const found = await s.call('/fhir/alpha/QuestionnaireResponse/_search', {
      method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ 'status': 'completed', '_sort': '-authored', '_elements': 'questionnaire,authored,subject,status', '_include': 'QuestionnaireResponse:subject', 'subject:Patient.name': of }).toString(),
    })
    return ((await found.json()) as { entry?: { resource: { resourceType: string; id: string; item?: unknown } }[] }).entry?.map(({ resource }) => resource) ?? []
  }
  const found = await search(name.family.slice(0, 3))
  assert.deepEqual([found[0]?.id, found[0]?.item, found.some(({ resourceType, id }) => resourceType === 'Patient' && id === 'p2')], [begun.response.id, undefined, true])
  assert.deepEqual(await search('Niemand'), [])
  const opened = (await (await s.call(`/fhir/alpha/QuestionnaireResponse/${begun.response.id!}/$form`)).json()) as { parameter: { name: string }[] }
  assert.deepEqual(opened.parameter.map((one) => one.name).toSorted(), ['hash', 'provenance', 'questionnaire', 'response'])
  const pdf = (await (await s.call(`/fhir/alpha/QuestionnaireResponse/${begun.response.id!}/$pdf`, { headers: { accept: 'application/fhir+json' } })).json()) as { data: string }
  assert.ok(Buffer.from(pdf.data, 'base64').subarray(0, 5).toString() === '%PDF-')
})

test('a guest fills in a form by the booking\'s code; a wrong key, another\'s form and a record merged into tell nothing', async () => {
  const visitor = s.browser()
  const guest = { carrier: 'alpha', service: 'derma', given: 'Jörg', family: 'Groß', birthDate: '1971-02-03', phone: '0170 1234567', insurance: 'GKV' }
  const { body: booked } = await visitor.call<GuestBooking>('POST', '/booking/guests', { ...guest, slot: 's8' })
  const key = { code: booked.code, birthDate: guest.birthDate }
  const { body: list } = await visitor.call<FormList>('POST', '/forms/guests/list', key)
  assert.ok(list.forms.some(({ state, questionnaire }) => state === 'waiting' && questionnaire.startsWith(url)))
  const { status, body: begun } = await visitor.call<FormDocument>('POST', '/forms/guests/begin', { ...key, questionnaire: url })
  assert.deepEqual([status, begun.patient], [201, booked.appointment.patient.id])
  const response = begun.response.id!
  const { body: saved } = await visitor.call<FormSaved>('POST', '/forms/guests/save', { ...key, response, version: begun.response.meta!.versionId!, item: answers(begun) })
  assert.equal((await visitor.call<FormDocument>('POST', '/forms/guests/read', { ...key, response })).body.hash, saved.hash)
  const { body: sent } = await visitor.call<FormDocument>('POST', '/forms/guests/submit', { ...key, response, version: saved.version, hash: saved.hash, strokes: [[[10, 10], [90, 90]]] })
  assert.deepEqual([sent.response['status'], sent.signed?.name], ['completed', 'Jörg Groß'])
  const bodies = { list: {}, begin: { questionnaire: url }, read: { response }, save: { response, version: '1', item: [] }, submit: { response, version: '1', hash: saved.hash }, pdf: { response } }
  for (const [act, body] of Object.entries(bodies)) {
    assert.equal((await fetch(`${s.url}/portal/api/forms/guests/${act}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...key, ...body }) })).status, 403, act)
  }
  const { body: others } = await carl.call<FormDocument>('POST', '/forms/alpha/p2/begin', { questionnaire: url })
  assert.equal((await visitor.call('POST', '/forms/guests/read', { ...key, response: others.response.id! })).status, 404)
  // The hospital finds that the guest is somebody it knows.
  const stored = (await (await s.call(`/fhir/alpha/Patient/${begun.patient}`)).json()) as object
  assert.ok((await s.call(`/fhir/alpha/Patient/${begun.patient}`, put({ ...stored, active: false, link: [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }] }))).ok)
  await s.call('/fhir/alpha/Patient/p2', put({ resourceType: 'Patient', id: 'p2', birthDate: guest.birthDate, name: [{ family: 'Groß' }] }))
  assert.deepEqual((await visitor.call('POST', '/forms/guests/list', key)).status, 404)
  for (const [act, body] of Object.entries(bodies)) {
    assert.deepEqual((await visitor.call('POST', `/forms/guests/${act}`, { ...key, birthDate: '1971-02-04', ...body })).body.code, 'access/activation-refused', act)
  }
})
