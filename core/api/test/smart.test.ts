/** Authorization by people: the flow an app goes through, and every refusal on its way. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ConsentRequest } from '../src/contract/smart.ts'
import { put, setting, type Setting } from './setting.ts'
import { Jar, signedIn, smartClient, type Tokens } from './smart-client.ts'

let s: Setting
let app: ReturnType<typeof smartClient>

before(async () => {
  s = await setting()
  app = smartClient(s)
  const region: { resourceType: string; id: string }[] = [
    { resourceType: 'Organization', id: 'haus', name: 'Haus' } as never,
    ...['p1', 'p2'].flatMap((id) => [
      { resourceType: 'Patient', id, name: [{ family: `Ahorn${id}`, given: ['Ada'] }], birthDate: '1970-02-03' },
      { resourceType: 'Encounter', id: `e-${id}`, status: 'in-progress', class: { code: 'IMP' }, subject: { reference: `Patient/${id}` }, serviceProvider: { reference: 'Organization/haus' }, period: { start: '2024-01-01' } },
      { resourceType: 'Observation', id: `o-${id}`, status: 'final', code: { text: 'x' }, category: [{ coding: [{ code: 'laboratory' }] }], subject: { reference: `Patient/${id}` } },
    ]),
  ]
  for (const carrier of ['alpha', 'beta']) {
    for (const resource of region) {
      const answer = await s.call(`/fhir/${carrier}/${resource.resourceType}/${resource.id}`, put(resource))
      assert.equal(answer.status, 201, await answer.text())
    }
  }
})
after(() => s[Symbol.asyncDispose]())

test('standalone launch: PKCE, consent, one patient, and nobody else', async () => {
  const { client } = await app.register()
  const jar = await signedIn(s, 'station')
  const uid = await app.begin(jar, app.authorizeUrl(client.id))
  const asked = await (await app.interaction(jar, uid)).json() as ConsentRequest
  assert.deepEqual([asked.client.name, asked.carrier.slug, asked.patient, asked.destination], ['Testwerk', 'alpha', 'search', 'http://127.0.0.1:9'])
  assert.deepEqual(asked.scopes.map(({ scope }) => scope), ['openid', 'launch/patient', 'patient/Observation.rs', 'patient/Patient.rs'])
  const found = await (await app.interaction(jar, uid, '/persons?name=Ahornp1')).json() as { persons: { patient: string; name: string }[] }
  assert.deepEqual(found.persons.map(({ patient, name }) => [patient, name]), [['p1', 'Ada Ahornp1']])
  const answered = await app.confirm(jar, uid, { patient: 'p1' })
  const told = app.told(answered)
  assert.equal(told.get('state'), 'st-1')
  assert.equal(told.get('iss'), `${s.url}/oidc`)
  const response = await app.exchange(client.id, told.get('code')!)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  const tokens = await response.json() as Tokens
  assert.deepEqual([tokens.patient, tokens.need_patient_banner, tokens.token_type, tokens.expires_in], ['p1', true, 'Bearer', 600])
  assert.equal(tokens.scope.split(' ').toSorted().join(' '), 'launch/patient openid patient/Observation.rs patient/Patient.rs')
  assert.equal((await app.fhir(tokens.access_token, '/Patient/p1')).status, 200)
  assert.equal((await app.fhir(tokens.access_token, '/Patient/p2')).status, 404)
  const all = await (await app.fhir(tokens.access_token, '/Observation?_total=accurate')).json() as { total: number; entry: { resource: { id: string } }[] }
  assert.deepEqual([all.total, all.entry.map(({ resource }) => resource.id)], [1, ['o-p1']])
  assert.equal((await app.fhir(tokens.access_token, '/Condition')).status, 403)
})

/** What an app is told when its request is refused at once. */
async function refusal(client: string, params: Record<string, string | undefined>): Promise<string> {
  const response = await fetch(app.authorizeUrl(client, params), { redirect: 'manual' })
  const location = response.headers.get('location')
  if (location === null) return `${response.status}`
  const { searchParams, hash } = new URL(location)
  return searchParams.get('error') ?? new URLSearchParams(hash.slice(1)).get('error') ?? `open: ${location}`
}

test('a request without PKCE S256, of another audience, or with wrong scopes goes back to the app as an error', async () => {
  const { client } = await app.register()
  const confidential = (await app.register({ kind: 'secret' })).client
  for (const one of [client, confidential]) {
    assert.equal(await refusal(one.id, { code_challenge: undefined, code_challenge_method: undefined }), 'invalid_request')
    assert.equal(await refusal(one.id, { code_challenge_method: 'plain' }), 'invalid_request')
    assert.equal(await refusal(one.id, { code_challenge_method: undefined }), 'invalid_request')
  }
  assert.equal(await refusal(client.id, { aud: `${s.url}/fhir/beta` }), 'invalid_target')
  assert.equal(await refusal(client.id, { aud: 'https://evil.example/fhir/alpha' }), 'invalid_target')
  assert.equal(await refusal(client.id, { aud: undefined }), 'invalid_request')
  assert.equal(await refusal(client.id, { resource: `${s.url}/fhir/beta` }), 'invalid_target')
  for (const scope of [
    'patient/Observation.sr', 'patient/Observation.read', 'patient/Observation.*', 'patient/Nonsense.rs', 'patient/Observation.rs?nonsense=1', 'patient/Observation.rs?',
    'patient/Observation.cruds', 'system/Observation.rs', 'launch/encounter', 'nonsense', '', 'online_access offline_access openid',
  ]) assert.equal(await refusal(client.id, { scope }), 'invalid_scope', scope)
  assert.equal(await refusal(client.id, { response_type: 'token' }), 'invalid_request')
  assert.equal(await refusal(client.id, { response_type: 'code id_token' }), 'invalid_request')
  assert.equal(await refusal(client.id, { response_mode: 'form_post' }), '400')
  assert.equal(await refusal(client.id, { scope: 'launch openid' }), 'invalid_request')
  assert.equal(await refusal(client.id, { scope: 'launch openid', launch: 'x'.repeat(43) }), 'invalid_request')
  assert.equal(await refusal(client.id, { prompt: 'none' }), 'login_required')
  assert.equal(await refusal(client.id, { request: 'e30.e30.' }), 'request_not_supported')
})

test('where the redirect address is not exactly the registered one, or the client unknown, nothing is sent anywhere', async () => {
  const { client } = await app.register()
  for (const redirect_uri of ['http://127.0.0.1:9/app/', 'http://127.0.0.1:9/app?x=1', 'http://127.0.0.1:10/app', 'http://127.0.0.1:9/APP', 'https://evil.example/', undefined]) {
    const response = await fetch(app.authorizeUrl(client.id, { redirect_uri }), { redirect: 'manual' })
    assert.deepEqual([response.status, response.headers.get('location')], [400, null], redirect_uri ?? 'none')
    const text = await response.text()
    assert.ok(!text.includes('evil.example') && !text.includes('<script') && !text.includes('style='))
    assert.match(response.headers.get('content-security-policy')!, /default-src 'none'.*frame-ancestors 'none'/)
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(response.headers.get('cache-control'), 'no-store')
  }
  assert.equal((await fetch(app.authorizeUrl('nobody'), { redirect: 'manual' })).status, 400)
})

test('a code is used once, by its client, with its verifier; a second use ends what the first one got', async () => {
  const { client } = await app.register()
  const other = (await app.register()).client
  const jar = await signedIn(s, 'station')
  const code = async (): Promise<string> =>
    app.told(await app.confirm(jar, await app.begin(jar, app.authorizeUrl(client.id)), { patient: 'p1' })).get('code')!
  const error = async (response: Response): Promise<string> => ((await response.json()) as { error: string }).error
  const one = await code()
  assert.equal(await error(await app.exchange(client.id, one, { code_verifier: 'a'.repeat(43) })), 'invalid_grant')
  assert.equal(await error(await app.exchange(client.id, one, { redirect_uri: 'http://127.0.0.1:9/other' })), 'invalid_grant')
  assert.equal(await error(await app.exchange(other.id, one)), 'invalid_grant')
  const got = await (await app.exchange(client.id, one)).json() as Tokens
  assert.equal((await app.fhir(got.access_token, '/Patient/p1')).status, 200)
  assert.equal(await error(await app.exchange(client.id, one)), 'invalid_grant')
  assert.equal((await app.fhir(got.access_token, '/Patient/p1')).status, 401)
  // Two at once: at most one wins.
  const two = await code()
  const both = await Promise.all([app.exchange(client.id, two), app.exchange(client.id, two)])
  assert.ok(both.filter(({ status }) => status === 200).length <= 1)
})

test('an interaction belongs to the browser that began it, is decided once, and by somebody signed in', async () => {
  const { client } = await app.register()
  const jar = await signedIn(s, 'station')
  const uid = await app.begin(jar, app.authorizeUrl(client.id))
  const victim = await signedIn(s, 'station')
  assert.equal((await app.interaction(victim, uid)).status, 404)
  const stranger = new Jar()
  stranger.cookies.push(...jar.cookies.filter(({ name }) => name !== 'steckwerk'))
  assert.equal((await app.interaction(stranger, uid)).status, 401)
  assert.equal((await jar.fetch(`${s.url}/portal/api/oidc/interactions/${uid}/confirm`, { method: 'POST', body: '{"scopes":[]}', headers: { 'content-type': 'application/json' } })).status, 403)
  const leitstand = await signedIn(s, 'leitstand')
  leitstand.cookies.push(...jar.cookies.filter(({ name }) => name !== 'steckwerk'))
  assert.ok([403, 404].includes((await app.interaction(leitstand, uid)).status), 'the operator has nothing to grant')
  for (const [body, code] of [
    [{ scopes: ['patient/Observation.rs'] }, 'api/launch-patient'], [{ scopes: ['patient/Observation.rs'], patient: 'nobody' }, 'api/launch-patient'],
    [{ scopes: [] }, 'api/consent-scopes'], [{ scopes: ['user/*.rs'], patient: 'p1' }, 'api/consent-scopes'],
  ] as const) {
    const answer = await app.interaction(jar, uid, '/confirm', { method: 'POST', body: JSON.stringify(body) })
    assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [422, code])
  }
  const { location } = await (await app.interaction(jar, uid, '/refuse', { method: 'POST', body: '{}' })).json() as { location: string }
  assert.equal(app.told(await jar.fetch(location)).get('error'), 'access_denied')
  assert.equal((await app.interaction(jar, uid)).status, 404)
})

test('what is kept is what is granted, what the account may not do is not offered', async () => {
  const { client } = await app.register({ scopes: ['user/*.cruds', 'patient/*.cruds', 'launch/patient'] })
  const jar = await signedIn(s, 'station')
  const uid = await app.begin(jar, app.authorizeUrl(client.id, { scope: 'launch/patient patient/Observation.cruds patient/Patient.rs patient/Condition.d user/AuditEvent.rs' }))
  const { scopes } = await (await app.interaction(jar, uid)).json() as ConsentRequest
  assert.deepEqual(scopes.map(({ scope }) => scope), ['launch/patient', 'patient/Observation.crus', 'patient/Patient.rs'])
  const answered = await app.confirm(jar, uid, { patient: 'p1', scopes: ['launch/patient', 'patient/Observation.crus'] })
  const tokens = await (await app.exchange(client.id, app.told(answered).get('code')!)).json() as Tokens
  assert.equal(tokens.scope.split(' ').toSorted().join(' '), 'launch/patient patient/Observation.crus')
  assert.equal((await app.fhir(tokens.access_token, '/Observation/o-p1')).status, 200)
  assert.equal((await app.fhir(tokens.access_token, '/Patient/p1')).status, 403)
})

test('a scope with a filter lets through what the filter finds', async () => {
  await s.call('/fhir/alpha/Observation/vital', put({ resourceType: 'Observation', id: 'vital', status: 'final', code: { text: 'x' }, category: [{ coding: [{ code: 'vital-signs' }] }], subject: { reference: 'Patient/p1' } }))
  const { client } = await app.register()
  const jar = await signedIn(s, 'station')
  const tokens = await app.authorize(jar, client.id, { patient: 'p1', params: { scope: 'launch/patient patient/Observation.rs?category=laboratory' } })
  assert.equal((await app.fhir(tokens.access_token, '/Observation/o-p1')).status, 200)
  assert.equal((await app.fhir(tokens.access_token, '/Observation/vital')).status, 404)
  const all = await (await app.fhir(tokens.access_token, '/Observation?_total=accurate')).json() as { total: number }
  assert.equal(all.total, 1)
})

test('an app goes on with its patient after a merge, and sees nobody else by it', async () => {
  const written = async (resource: { resourceType: string; id: string } & Record<string, unknown>): Promise<void> => {
    const answer = await s.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))
    assert.ok(answer.ok, await answer.text())
  }
  const name = [{ family: 'Ahorn', given: ['Ida'] }]
  for (const id of ['twice', 'once']) {
    await written({ resourceType: 'Patient', id, name })
    await written({ resourceType: 'Encounter', id: `e-${id}`, status: 'in-progress', class: { code: 'IMP' }, subject: { reference: `Patient/${id}` }, serviceProvider: { reference: 'Organization/haus' }, period: { start: '2024-01-01' } })
  }
  const result = { resourceType: 'Observation', id: 'o-twice', status: 'final', code: { text: 'x' } }
  await written({ ...result, subject: { reference: 'Patient/twice' } })
  const { client } = await app.register()
  const { access_token } = await app.authorize(await signedIn(s, 'station'), client.id, { patient: 'twice' })
  await written({ resourceType: 'Patient', id: 'twice', active: false, name, link: [{ other: { reference: 'Patient/once' }, type: 'replaced-by' }] })
  await written({ resourceType: 'Patient', id: 'once', name, link: [{ other: { reference: 'Patient/twice' }, type: 'replaces' }] })
  await written({ ...result, subject: { reference: 'Patient/once' } })
  assert.equal((await app.fhir(access_token, '/Observation/o-twice')).status, 200)
  assert.equal((await app.fhir(access_token, '/Patient/once')).status, 200)
  assert.equal((await app.fhir(access_token, '/Patient/p1')).status, 404)
})

test('a token is for one carrier, in the header only, and for FHIR only', async () => {
  const { client } = await app.register()
  const jar = await signedIn(s, 'station')
  const { access_token } = await app.authorize(jar, client.id, { patient: 'p1' })
  const bearer = { authorization: `Bearer ${access_token}` }
  const beta = await fetch(`${s.url}/fhir/beta/Patient/p1`, { headers: bearer })
  assert.deepEqual([beta.status, beta.headers.get('www-authenticate')], [401, 'Bearer error="invalid_token"'])
  const query = await fetch(`${app.base}/Patient/p1?access_token=${access_token}`)
  assert.deepEqual([query.status, query.headers.get('www-authenticate')], [401, 'Bearer'])
  const form = await fetch(`${app.base}/Patient/_search`, { method: 'POST', body: new URLSearchParams({ access_token }) })
  assert.equal(form.status, 401)
  for (const path of ['/portal/api/me', '/portal/api/apps', '/portal/api/carriers/alpha/clients', '/admin/carriers']) {
    assert.equal((await fetch(`${s.url}${path}`, { headers: bearer })).status, 401, path)
  }
  const write = await app.fhir(access_token, '/Observation', { method: 'POST', body: '{"resourceType":"Observation"}', headers: { 'content-type': 'application/fhir+json' } })
  assert.deepEqual([write.status, write.headers.get('www-authenticate')], [403, 'Bearer error="insufficient_scope"'])
  assert.equal((await fetch(`${app.base}/Patient/p1`, { headers: { authorization: `Bearer ${access_token.slice(0, -1)}A` } })).status, 401)
})

test('a refresh rotates, never widens, and a stolen one ends everything', async () => {
  const { client } = await app.register()
  const jar = await signedIn(s, 'station')
  const first = await app.authorize(jar, client.id, { patient: 'p1', params: { scope: 'openid launch/patient offline_access patient/Observation.rs patient/Patient.rs' } })
  assert.ok(first.refresh_token !== undefined)
  const refresh = (refresh_token: string, more: Record<string, string> = {}): Promise<Response> => app.token({ grant_type: 'refresh_token', client_id: client.id, refresh_token, ...more })
  const wider = await refresh(first.refresh_token, { scope: 'patient/Observation.rs user/*.rs' })
  assert.deepEqual([wider.status, ((await wider.json()) as { error: string }).error], [400, 'invalid_scope'])
  const second = await (await refresh(first.refresh_token, { scope: 'launch/patient patient/Observation.rs' })).json() as Tokens
  assert.deepEqual([second.patient, second.scope.split(' ').toSorted().join(' ')], ['p1', 'launch/patient patient/Observation.rs'])
  assert.notEqual(second.refresh_token, first.refresh_token)
  assert.equal((await app.fhir(second.access_token, '/Patient/p1')).status, 403)
  assert.equal((await refresh(first.refresh_token)).status, 400)
  assert.equal((await refresh(second.refresh_token!)).status, 400)
  assert.equal((await app.fhir(second.access_token, '/Observation/o-p1')).status, 401)
})

test('online_access ends with the sign-in, and what was granted can be seen and taken back', async () => {
  const { client } = await app.register()
  const account = 'station'
  const jar = await signedIn(s, account)
  const online = await app.authorize(jar, client.id, { patient: 'p2', params: { scope: 'launch/patient online_access patient/Patient.rs' } })
  const { apps } = await (await jar.fetch(`${s.url}/portal/api/apps`)).json() as { apps: { id: string; name: string; patient: { id: string; name: string }; offline: boolean }[] }
  assert.deepEqual([apps[0]!.name, apps[0]!.patient, apps[0]!.offline], ['Testwerk', { id: 'p2', name: 'Ada Ahornp2' }, false])
  const foreign = await signedIn(s, 'leitstand')
  const remove = (who: Jar): Promise<Response> => who.fetch(`${s.url}/portal/api/apps/${apps[0]!.id}`, { method: 'DELETE', headers: { 'x-steckwerk': '1' } })
  assert.equal((await remove(foreign)).status, 404)
  await s.access.sessions.endById(account)
  const again = await app.token({ grant_type: 'refresh_token', client_id: client.id, refresh_token: online.refresh_token! })
  assert.deepEqual([again.status, ((await again.json()) as { error: string }).error], [400, 'invalid_grant'])
  assert.equal((await app.fhir(online.access_token, '/Patient/p2')).status, 200)
  assert.equal((await remove(await signedIn(s, account))).status, 204)
  assert.equal((await app.fhir(online.access_token, '/Patient/p2')).status, 401)
})

test('EHR launch: patient and case come from the portal, once, for who opened it', async () => {
  const { client } = await app.register({ launchUri: 'http://127.0.0.1:9/launch', scopes: ['launch', 'openid', 'patient/*.rs'] })
  const jar = await signedIn(s, 'station')
  const launch = (body: object, carrier = 'alpha'): Promise<Response> =>
    jar.fetch(`${s.url}/portal/api/carriers/${carrier}/launches`, { method: 'POST', body: JSON.stringify(body), headers: { 'x-steckwerk': '1', 'content-type': 'application/json' } })
  const { apps } = await (await jar.fetch(`${s.url}/portal/api/carriers/alpha/launchable`)).json() as { apps: { client: string }[] }
  assert.ok(apps.some((one) => one.client === client.id))
  assert.equal((await launch({ client: client.id, patient: 'nobody' })).status, 404)
  assert.equal((await launch({ client: client.id, patient: 'p1', encounter: 'e-p2' })).status, 404)
  assert.equal((await launch({ client: client.id })).status, 422)
  assert.equal((await launch({ client: client.id, patient: 'p1' }, 'beta')).status, 404)
  const opened = await launch({ client: client.id, patient: 'p1', encounter: 'e-p1' })
  assert.equal(opened.status, 201)
  const location = new URL(((await opened.json()) as { location: string }).location)
  assert.equal(location.searchParams.get('iss'), app.base)
  const id = location.searchParams.get('launch')!
  const params = { scope: 'launch openid patient/Patient.rs', launch: id }
  const tokens = await app.authorize(jar, client.id, { params })
  assert.deepEqual([tokens.patient, tokens.encounter], ['p1', 'e-p1'])
  assert.equal((await app.fhir(tokens.access_token, '/Patient/p2')).status, 404)
  assert.equal(await refusal(client.id, params), 'invalid_request')
  const other = (await app.register({ scopes: ['launch', 'openid', 'patient/*.rs'] })).client
  const fresh = new URL(((await (await launch({ client: client.id, patient: 'p1' })).json()) as { location: string }).location).searchParams.get('launch')!
  assert.equal(await refusal(other.id, { ...params, launch: fresh }), 'invalid_request')
  const uid = await app.begin(jar, app.authorizeUrl(client.id, { ...params, launch: fresh }))
  const thief = await signedIn(s, 'leitstand')
  thief.cookies.push(...jar.cookies.filter(({ name }) => name !== 'steckwerk'))
  assert.equal((await app.interaction(thief, uid)).status, 404)
})

test('nothing of codes, tokens, secrets or verifiers reaches the log', async () => {
  const { client, secret } = await app.register({ kind: 'secret' })
  const jar = await signedIn(s, 'station')
  const uid = await app.begin(jar, app.authorizeUrl(client.id))
  const code = app.told(await app.confirm(jar, uid, { patient: 'p1' })).get('code')!
  const basic = { authorization: `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}` }
  const wrong = await app.exchange(client.id, code, {}, { authorization: `Basic ${Buffer.from(`${client.id}:nope`).toString('base64')}` })
  assert.equal(wrong.status, 401)
  const tokens = await (await app.exchange(client.id, code, {}, basic)).json() as Tokens
  const log = JSON.stringify(s.lines)
  for (const text of [code, tokens.access_token, tokens.id_token!, secret!, app.verifier, uid]) assert.ok(!log.includes(text))
})
