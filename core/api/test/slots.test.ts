/** Pages of services in the portal, by SMART launch in a frame: who is shown what, and every way in which a launch is refused. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asTenant, sql } from '@steckwerk/kernel'
import type { AuditPage } from '../src/contract/audit.ts'
import type { SlotList } from '../src/contract/slots.ts'
import { by } from './plug-setting.ts'
import type { Browser } from './person-setting.ts'
import { put } from './setting.ts'
import { slotSetting, type SlotSetting } from './slot-setting.ts'

let s: SlotSetting
let anna: Browser
let carl: Browser

/** Somebody of the demo's staff, signed in. */
async function staff(account: string): Promise<Browser> {
  const page = s.browser()
  const answer = await page.call('POST', '/session', { account, password: s.access.demoPassword })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return page
}

before(async () => {
  s = await slotSetting()
  for (const patient of ['p1', 'p2']) {
    await s.patient('alpha', patient)
    await s.call(`/fhir/alpha/Encounter/e-${patient}`, put({ resourceType: 'Encounter', id: `e-${patient}`, status: 'in-progress', class: { code: 'IMP' }, subject: { reference: `Patient/${patient}` }, period: { start: '2024-01-01' } }))
    await s.call(`/fhir/alpha/Appointment/of-${patient}`, put({ resourceType: 'Appointment', id: `of-${patient}`, status: 'booked', start: '2030-01-01T08:00:00Z', end: '2030-01-01T08:30:00Z', participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' }] }))
  }
  anna = await s.person('amelie', 'alpha', 'p1')
  carl = await s.person('carl', 'alpha', 'p2')
})
after(() => s[Symbol.asyncDispose]())

const list = async (page: Browser, place: string, carrier = 'alpha'): Promise<readonly string[] | number> => {
  const { status, body } = await page.call<SlotList>('GET', `/carriers/${carrier}/slots?place=${place}`)
  return status === 200 ? body.slots.map(({ slot }) => slot) : status
}

test('a patient sees the page by a token of their own, for this one patient and appointment, without cookie or question', async () => {
  assert.deepEqual(await list(anna, 'patient-appointment'), ['mine'])
  const launched = await s.launch(anna, 'mine', { appointment: 'of-p1', language: 'en' })
  assert.equal(launched.status, 201)
  assert.equal(launched.body.origin, s.service.url)
  assert.match(launched.body.address, new RegExp(`^${s.service.url}/slots/mine\\?iss=${encodeURIComponent(`${s.url}/fhir/alpha`)}&launch=[\\w-]{43}$`))
  const { status, told, cookies } = await s.authorize(launched.body.address)
  assert.deepEqual([status, told?.get('state'), told?.get('iss'), cookies], [303, 'st', `${s.url}/oidc`, []])
  const { tokens } = await s.exchange(told!.get('code')!)
  assert.deepEqual([tokens.patient, tokens.intent, tokens.locale, tokens.need_patient_banner, tokens.fhirContext, tokens.refresh_token],
    ['p1', 'mine', 'en', false, [{ reference: 'Appointment/of-p1' }], undefined])
  // Of what was asked for, Basic is not the service's, and user/ not the slot's.
  assert.equal(tokens.scope.split(' ').toSorted().join(' '), 'fhirUser launch openid patient/Appointment.rs patient/Patient.r')
  const claims = JSON.parse(Buffer.from(tokens.id_token!.split('.')[1]!, 'base64url').toString()) as { fhirUser: string; sub: string }
  assert.equal(claims.fhirUser, `${s.url}/fhir/alpha/Patient/p1`)
  const seen = await Promise.all(['/Appointment/of-p1', '/Appointment/of-p2', '/Patient/p1', '/Patient/p2', '/Encounter?_count=1'].map((path) => s.fhir(tokens.access_token, path)))
  assert.deepEqual(seen, [200, 404, 200, 404, 403])
  assert.equal((await fetch(`${s.url}/portal/api/me`, { headers: { authorization: `Bearer ${tokens.access_token}` } })).status, 401)
  const { body: apps } = await anna.call<{ apps: readonly object[] }>('GET', '/apps')
  assert.deepEqual(apps.apps, [])
})

test('it stands in the access log: who was shown what of whom, and what the page then read', async () => {
  await s.open(anna, 'mine', { appointment: 'of-p1' })
  const { entries } = (await (await s.call('/admin/carriers/alpha/audit?patient=p1')).json()) as AuditPage
  const issued = entries.find(({ event }) => event === 'token-issued')!
  assert.deepEqual([issued.patients, issued.detail['slot'], issued.detail['client']], [['p1'], 'fremd/mine', await s.client()])
})

test('another patient\'s appointment, or patient, is none to open a page for', async () => {
  for (const body of [{ appointment: 'of-p2' }, { appointment: 'nothing' }, {}, { patient: 'p1' }]) assert.equal((await s.launch(anna, 'mine', body)).status, 404)
  assert.equal((await s.launch(anna, 'home', { patient: 'p2' })).status, 404)
  assert.equal((await s.launch(anna, 'home', { patient: 'p1' })).status, 201)
  assert.equal((await s.launch(carl, 'mine', { appointment: 'of-p1' })).status, 404)
  assert.equal((await s.launch(anna, 'mine', { appointment: 'of-p1' }, 'beta')).status, 404)
  assert.equal((await s.launch(anna, 'nothing')).status, 404)
  assert.equal((await s.launch(s.browser(), 'home', { patient: 'p1' })).status, 401)
  assert.equal((await s.launch(anna, 'home', { patient: 'p1', more: true })).status, 400)
})

test('staff see what they may see themselves, at the places of their work', async () => {
  const [nurse, admin, it] = [await staff('station'), await staff('verwaltung.alpha'), await staff('it.alpha')]
  assert.deepEqual(await Promise.all([list(nurse, 'clinic-patient'), list(admin, 'carrier-service'), list(it, 'staff-menu'), list(nurse, 'staff-menu')]), [['ward'], ['figures'], ['work'], 404])
  assert.deepEqual(await Promise.all([list(anna, 'clinic-patient'), list(anna, 'carrier-service'), list(anna, 'staff-menu'), list(nurse, 'carrier-service'), list(anna, 'nonsense')]), [403, 403, 404, 403, 400])
  const everywhere = async (page: Browser): Promise<readonly string[]> => (await page.call<SlotList>('GET', '/slots/staff')).body.slots.map(({ carrier, slot }) => `${carrier}/${slot}`)
  assert.deepEqual(await Promise.all([everywhere(it), everywhere(anna), everywhere(nurse)]), [['alpha/work'], [], []])
  const ward = await s.open(nurse, 'ward', { patient: 'p1' })
  assert.deepEqual([ward.patient, ward.scope.split(' ').toSorted().join(' ')], ['p1', 'launch openid patient/Patient.r user/Appointment.rs'])
  assert.deepEqual(await Promise.all(['/Patient/p1', '/Patient/p2', '/Appointment/of-p2'].map((path) => s.fhir(ward.access_token, path))), [200, 404, 200])
  assert.equal((await s.launch(nurse, 'ward', { patient: 'nobody' })).status, 404)
  // Who sees no records is shown a page that sees none either.
  const figures = await s.open(it, 'figures')
  assert.deepEqual([figures.patient, figures.scope.split(' ').toSorted().join(' '), figures.intent, await s.fhir(figures.access_token, '/Patient/p1')], [undefined, 'launch openid', 'figures', 403])
  assert.equal((await s.open(it, 'work')).scope.split(' ').toSorted().join(' '), 'launch openid')
})

test('a launch is used once, within a minute, by its client, with its redirect address, and with PKCE', async () => {
  const address = async (): Promise<string> => (await s.launch(anna, 'home', { patient: 'p1' })).body.address
  const error = async (at: string, over: Readonly<Record<string, string | undefined>>): Promise<string> => {
    const { status, told } = await s.authorize(at, over)
    return told?.get('error') ?? String(status)
  }
  const kept = await address()
  assert.equal(await error(kept, { redirect_uri: 'http://127.0.0.1:9/elsewhere' }), '400')
  assert.equal(await error(kept, { redirect_uri: `${s.service.url}/slots/shown?x=1` }), '400')
  assert.equal(await error(kept, { code_challenge: undefined, code_challenge_method: undefined }), 'invalid_request')
  assert.equal(await error(kept, { code_challenge_method: 'plain' }), 'invalid_request')
  assert.equal(await error(kept, { aud: `${s.url}/fhir/beta` }), 'invalid_target')
  assert.equal(await error(kept, { prompt: 'login' }), 'invalid_request')
  assert.equal(await error(kept, { scope: 'launch offline_access' }), 'invalid_request')
  assert.equal(await error(kept, { scope: 'openid' }), 'invalid_request')
  assert.equal(await error(kept, { launch: 'x'.repeat(43), scope: 'launch openid' }), 'invalid_request')
  // The service itself is another client than its pages.
  assert.equal(await error(kept, { client_id: (await s.plugboard.grants.find('alpha', 'fremd'))!.client }), '400')
  const { told } = await s.authorize(kept)
  const code = told!.get('code')!
  assert.equal(await error(kept, {}), 'invalid_request', 'used twice')
  assert.equal((await s.exchange(code, { code_verifier: 'a'.repeat(43) })).status, 400)
  assert.equal((await s.exchange(code, { redirect_uri: `${s.service.url}/slots/other` })).status, 400)
  assert.notEqual((await s.exchange(code, { client_assertion: 'x.y.z' })).status, 200)
  const { tokens } = await s.exchange(code)
  assert.equal(await s.fhir(tokens.access_token, '/Appointment/of-p1'), 200)
  assert.equal((await s.exchange(code)).status, 400)
  assert.equal(await s.fhir(tokens.access_token, '/Appointment/of-p1'), 401, 'who uses a code twice loses what it got')

  const two = await address()
  const answers = await Promise.all([s.authorize(two), s.authorize(two)])
  assert.equal(answers.filter(({ told: one }) => one?.has('code')).length, 1)

  const old = await address()
  const { store } = s.test
  await store.write({ tenant: asTenant(0), carrier: '', actor: 'Device/test', purpose: 'HSYSADMIN', trace: 'test', now: new Date() }, (w) => w.query(sql`update st.oidc_record set expires_at = now() - interval '1 second' where kind = 'Launch'`))
  assert.equal(await error(old, {}), 'invalid_request', 'expired')
})

test('without a launch its client is as any app: somebody has to be signed in and agree', async () => {
  const { body } = await s.launch(anna, 'home', { patient: 'p1' })
  const { told } = await s.authorize(body.address, { launch: undefined, scope: 'openid patient/Patient.r', prompt: 'none' })
  assert.equal(told?.get('error'), 'login_required')
})

test('a page that asks from the browser is a public client: PKCE and its redirect address bind the code, and its origin may ask', async () => {
  await using open = await slotSetting({ slotClient: 'public' })
  await open.patient('alpha', 'p1')
  const { body } = await open.launch(await open.person('amelie', 'alpha', 'p1'), 'home', { patient: 'p1' })
  const code = (await open.authorize(body.address)).told!.get('code')!
  const ask = async (verified: string): Promise<Response> => fetch(`${open.url}/oidc/token`, {
    method: 'POST', headers: { origin: open.service.url },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: `${open.service.url}/slots/shown`, client_id: await open.client(), code_verifier: verified }),
  })
  assert.equal((await ask('a'.repeat(43))).status, 400)
  const answer = await ask(open.verifier)
  assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [200, open.service.url])
  assert.equal(((await answer.json()) as { patient: string }).patient, 'p1')
})

test('it ends with the session: launch, code and token', async () => {
  const page = await s.person('berta', 'alpha', 'p3').catch(async () => {
    await s.patient('alpha', 'p3')
    return s.person('berta', 'alpha', 'p3')
  })
  const launched = await s.launch(page, 'home', { patient: 'p3' })
  const { told } = await s.authorize((await s.launch(page, 'home', { patient: 'p3' })).body.address)
  const tokens = await s.open(page, 'home', { patient: 'p3' })
  assert.equal(await s.fhir(tokens.access_token, '/Appointment?_count=1'), 200)
  const frame = await fetch(`${s.url}${launched.body.frame}`, { headers: { cookie: page.cookie() } })
  assert.equal(frame.status, 200)
  assert.ok((await page.call('DELETE', '/session')).status < 300)
  assert.equal(await s.fhir(tokens.access_token, '/Appointment?_count=1'), 401)
  assert.equal((await s.exchange(told!.get('code')!)).status, 400)
  assert.equal((await s.authorize(launched.body.address)).told?.get('error'), 'access_denied')
  assert.equal((await fetch(`${s.url}${launched.body.frame}`, { headers: { cookie: page.cookie() } })).status, 401)
})

test('the frame\'s page names the service\'s origin and no other, sandboxes it, and is for the session that launched', async () => {
  const { body } = await s.launch(anna, 'home', { patient: 'p1' })
  const answer = await fetch(`${s.url}${body.frame}`, { headers: { cookie: anna.cookie() } })
  const policy = answer.headers.get('content-security-policy')!
  assert.match(policy, new RegExp(`default-src 'none'; style-src 'nonce-[^']+'; frame-src ${s.service.url} ${s.url}/oidc/auth; base-uri 'none'; form-action 'none'; frame-ancestors 'self'$`))
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const html = await answer.text()
  assert.match(html, /<iframe src="[^"]+" title="Start" sandbox="allow-scripts allow-forms allow-same-origin" allow="" referrerpolicy="no-referrer"><\/iframe>/)
  assert.ok(html.includes(body.address.replaceAll('&', '&amp;')))
  assert.equal((await fetch(`${s.url}${body.frame}`, { headers: { cookie: carl.cookie() } })).status, 404)
  assert.equal((await fetch(`${s.url}${body.frame}`)).status, 401)
  assert.equal((await fetch(`${s.url}/portal/api/slots/frame/nothing`, { headers: { cookie: anna.cookie() } })).status, 404)
})

test('it ends with the grant and with the choice, and comes back as something new', async () => {
  const shown = async (): Promise<number> => s.fhir(tokens.access_token, '/Appointment/of-p1')
  let tokens = await s.open(anna, 'home', { patient: 'p1' })
  const launched = (await s.launch(anna, 'home', { patient: 'p1' })).body
  const first = await s.client()

  await s.plugboard.grants.grant('alpha', 'rival', {}, by)
  await s.plugboard.choice.choose('alpha', 'echo', 'rival', by)
  assert.deepEqual([await shown(), await list(anna, 'patient-start'), (await s.launch(anna, 'home', { patient: 'p1' })).status, (await s.authorize(launched.address)).status], [401, [], 404, 400])
  await s.plugboard.choice.choose('alpha', 'echo', 'fremd', by)
  assert.notEqual(await s.client(), first)
  assert.deepEqual([await shown(), await list(anna, 'patient-start')], [401, ['home']])

  tokens = await s.open(anna, 'home', { patient: 'p1' })
  await s.plugboard.grants.grant('alpha', 'fremd', { scopes: ['system/Patient.rs'] }, by)
  assert.equal(await shown(), 403, 'what the carrier takes from the service its pages lose at once')
  await s.plugboard.grants.grant('alpha', 'fremd', {}, by)
  tokens = await s.open(anna, 'home', { patient: 'p1' })
  await s.plugboard.grants.revoke('alpha', 'fremd', by)
  assert.deepEqual([await shown(), (await s.launch(anna, 'home', { patient: 'p1' })).status], [401, 404])
})
