/** Persons who ask a carrier's services reach their own Patients, and those they act for as far as they may; services are told which, and hold to it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { InvitationCode } from '@steckwerk/api/contract/person'
import { hubSend } from '@steckwerk/api'
import { systemClock } from '@steckwerk/kernel'
import { openPlugboard, type Plugboard } from '@steckwerk/plugboard'
import { birthDate, personSetting, type Browser, type PersonSetting } from './person-setting.ts'
import { by, testPlug } from './plug-setting.ts'
import { put } from './setting.ts'

let s: PersonSetting
let plugboard: Plugboard
let anna: Browser
let carl: Browser
const plug = testPlug('echo-one', { scopes: ['system/Appointment.rs'] })

before(async () => {
  let url = ''
  s = await personSetting({}, async ({ access, log, store }) => ({
    plugboard: plugboard = await openPlugboard({ store, access, clock: systemClock, log, publicUrl: () => url, plugs: [plug], news: async () => undefined }),
  }))
  url = s.url
  await plugboard.start(hubSend(s.server, url))
  await plugboard.grants.grant('alpha', 'echo-one', {}, by)
  for (const patient of ['p1', 'p2', 'p3']) {
    await s.patient('alpha', patient)
    await s.call(`/fhir/alpha/Appointment/of-${patient}`, put({ resourceType: 'Appointment', id: `of-${patient}`, status: 'booked', start: '2030-01-01T08:00:00Z', end: '2030-01-01T08:30:00Z', participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' }] }))
  }
  anna = await s.person('amelie', 'alpha', 'p1')
  carl = await s.person('carl', 'alpha', 'p2')
})
after(async () => {
  await plugboard[Symbol.asyncDispose]()
  await s[Symbol.asyncDispose]()
})

const ask = (page: Browser, path: string, patient?: string): Promise<Response> => fetch(`${s.url}/fhir/alpha/Appointment/${path}`, {
  method: 'POST',
  headers: { cookie: page.cookie(), origin: s.url, 'sec-fetch-site': 'same-origin', 'x-steckwerk': '1', 'content-type': 'application/fhir+json' },
  body: JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'x', ...(patient === undefined ? { valueString: 'x' } : { valueReference: { reference: patient } }) }] }),
})
/** For whom the service was asked; otherwise the status. */
async function told(answer: Response): Promise<string | number> {
  if (answer.status !== 200) return answer.status
  return ((await answer.json()) as { parameter: [{ valueString: string }] }).parameter[0].valueString
}

async function proxy(topics: readonly string[], may: 'read' | 'act'): Promise<void> {
  const endsOn = new Date(systemClock.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const { body: invitation } = await anna.call<InvitationCode>('POST', '/persons/proxies/invitations', { carrier: 'alpha', patient: 'p1', label: 'Bruder', topics, may, endsOn })
  assert.equal((await carl.call('POST', '/persons/links', { code: invitation.code, birthDate })).status, 201)
}

test('a person asks for their own Patient: ids alone are told, and nobody else is reached, by instance or input', async () => {
  assert.equal(await told(await ask(anna, '$echo')), 'echo-one echo p1')
  assert.equal(await told(await ask(anna, '$echo', 'Patient/p1')), 'echo-one echo p1')
  assert.equal(await told(await ask(anna, 'of-p1/$touch')), 'echo-one touch p1')
  for (const foreign of ['Patient/p2', 'Patient/none', `${s.url}/fhir/alpha/Patient/p2`]) assert.equal(await told(await ask(anna, '$echo', foreign)), 422)
  assert.equal(await told(await ask(anna, 'of-p2/$touch')), 404)
  assert.equal(await told(await ask(anna, 'none/$touch')), 404)
  assert.equal((await fetch(`${s.url}/fhir/beta/Appointment/$echo`, { method: 'POST', headers: { cookie: anna.cookie(), origin: s.url, 'sec-fetch-site': 'same-origin', 'x-steckwerk': '1' } })).status, 404)
})

test('a proxy who may read asks what only reads, one who may act what changes, each for what they were given', async () => {
  assert.equal(await told(await ask(carl, '$echo')), 'echo-one echo p2')
  await proxy(['findings'], 'act')
  assert.equal(await told(await ask(carl, '$echo')), 'echo-one echo p2')
  assert.equal(await told(await ask(carl, '$echo', 'Patient/p1')), 422)
  assert.equal(await told(await ask(carl, 'of-p1/$touch')), 404)
  await proxy(['appointments'], 'read')
  assert.equal(await told(await ask(carl, '$echo')), 'echo-one echo p2')
  assert.match(String(await told(await ask(carl, '$peek'))), /^echo-one peek (?:p1,p2|p2,p1)$/)
  await proxy(['appointments'], 'act')
  assert.match(String(await told(await ask(carl, '$echo'))), /^echo-one echo (?:p1,p2|p2,p1)$/)
  assert.match(String(await told(await ask(carl, 'of-p1/$touch'))), /^echo-one touch /)
  assert.equal(await told(await ask(carl, '$echo', 'Patient/p3')), 422)
  assert.equal(await told(await ask(carl, 'of-p3/$touch')), 404)
})

test('the end of a proxy is the end of it', async () => {
  const { body: { proxies } } = await anna.call<{ proxies: readonly { link: string }[] }>('GET', '/persons/proxies')
  for (const { link } of proxies) assert.equal((await anna.call('DELETE', `/persons/proxies/alpha/${link}`)).status, 204)
  assert.equal(await told(await ask(carl, '$echo')), 'echo-one echo p2')
  assert.equal(await told(await ask(carl, '$echo', 'Patient/p1')), 422)
})
