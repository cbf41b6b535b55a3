/** The hub's log after people have signed in, apps were let in, patients were looked for and much went wrong. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { birthDate, password, personSetting } from './person-setting.ts'
import { fhirJson, post, put } from './setting.ts'
import { signedIn, smartClient } from './smart-client.ts'

const kvnr = 'X110411319'
const family = 'Zwetschgenbaum'
const given = 'Philomena'
const street = 'Verborgener Winkel 17'
const note = 'Seltene Erkrankung'
const wrongPassword = 'falsch-und-verraten'
const form = { 'content-type': 'application/x-www-form-urlencoded' }

test('a day of the hub leaves no name, no number, no password and no token in its log', { timeout: 120_000 }, async () => {
  await using s = await personSetting()
  const secrets = new Set<string>([s.token, s.access.demoPassword!, kvnr, family, given, street, note, wrongPassword, password, birthDate])
  const keep = (...texts: (string | null | undefined)[]): void => texts.forEach((text) => { if (text !== null && text !== undefined && text.length > 5) secrets.add(text) })

  // Patients come to be, are looked for in every way, and nonsense with their data is refused.
  await s.patient('alpha', 'p1', {
    name: [{ family, given: [given] }], identifier: [{ system: 'http://fhir.de/sid/gkv/kvid-10', value: kvnr }], address: [{ line: [street] }],
  })
  assert.ok((await s.call('/fhir/alpha/Condition/c1', put({ resourceType: 'Condition', id: 'c1', code: { text: note }, subject: { reference: 'Patient/p1' } }))).ok)
  assert.equal((await s.call(`/fhir/alpha/Patient?identifier=${kvnr}&family=${family}`)).status, 200)
  assert.equal((await s.call('/fhir/alpha/Patient/_search', { method: 'POST', body: `identifier=${kvnr}&name=${given}`, headers: form })).status, 200)
  const refused: [path: string, init?: RequestInit][] = [
    [`/fhir/alpha/Patient?${kvnr}=${family}`], [`/fhir/alpha/Patient/${kvnr}`], [`/fhir/alpha/${family}`], [`/fhir/${kvnr}/Patient`], [`/${family}?name=${given}`], [`/%zz${kvnr}`], ['/fhir/alpha/Patient/_search', { method: 'POST', body: `${kvnr}=${family}`, headers: form }],
    ['/fhir/alpha/Patient', post(`{"resourceType":"Patient","name":"${family}"}`)], ['/fhir/alpha/Patient', post(`{"${kvnr}":`)], [`/fhir/alpha/Patient/${family}`, put({ resourceType: 'Patient', id: kvnr })],
    ['/fhir/alpha/Patient', post({ resourceType: 'Patient' }, { 'if-none-exist': `${family}=${kvnr}` })], ['/fhir/alpha/Patient/p1', { method: 'PATCH', body: `[{"op":"test","path":"/name/0/family","value":"${given}"}]`, headers: { 'content-type': 'application/json-patch+json' } }],
    ['/fhir/alpha', post({ resourceType: 'Bundle', type: 'batch', entry: [{ request: { method: 'GET', url: `Patient?${kvnr}=${family}` } }] })], [`/portal/api/carriers/${family}/people`], ['/fhir/alpha/Patient', { ...post({}), headers: { ...fhirJson, 'x-request-id': kvnr, accept: family } }],
  ]
  for (const [path, init] of refused) await (await s.call(path, init)).text()
  for (const authorization of [`Bearer ${wrongPassword}`, `Basic ${btoa(`${family}:${wrongPassword}`)}`]) await (await s.call('/fhir/alpha/Patient', { headers: { authorization } })).text()

  // A person: letter, wrong and right attempts, own data, log out.
  const issued = (await s.admin('POST', '/alpha/patients/p1/activation-codes', { kind: 'self', language: 'de' })).body as { code: string }
  keep(issued.code, issued.code.replaceAll('-', ''))
  const page = s.browser()
  assert.equal((await page.call('POST', '/persons/register', { code: issued.code, birthDate: '1901-01-01', account: 'philomena', name: `${given} ${family}`, password })).status, 422)
  assert.equal((await page.call('POST', '/persons/register', { code: issued.code, birthDate, account: 'philomena', name: `${given} ${family}`, password })).status, 201)
  assert.equal((await page.call('POST', '/session', { account: 'philomena', password: wrongPassword })).status, 401)
  assert.equal((await page.call('POST', '/session', { account: 'philomena', password })).status, 200)
  keep(page.cookie().split('=')[1])
  assert.equal((await page.call('GET', '/persons/links')).status, 200)
  assert.equal((await page.call('GET', `/access-log?text=${family}`)).status < 500, true)
  keep(((await page.call('POST', '/account/totp', {})).body as { secret?: string } | undefined)?.secret)
  assert.equal((await page.call('DELETE', '/session')).status, 204)

  // An app: code, tokens, a stolen code, a refresh, a revocation.
  const app = smartClient(s)
  const { client, secret } = await app.register({ kind: 'secret' })
  keep(secret)
  await s.patient('alpha', 'p2')
  assert.ok((await s.call('/fhir/alpha/Encounter/e1', put({ resourceType: 'Encounter', id: 'e1', status: 'in-progress', class: { code: 'IMP' }, subject: { reference: 'Patient/p1' } }))).ok)
  const jar = await signedIn(s, 'station')
  keep(...jar.cookies.map(({ value }) => value))
  const uid = await app.begin(jar, app.authorizeUrl(client.id, { scope: 'openid launch/patient offline_access patient/Patient.rs', state: `${family}-state` }))
  const basic = { authorization: `Basic ${btoa(`${client.id}:${secret}`)}` }
  const code = app.told(await app.confirm(jar, uid, { patient: 'p1' })).get('code')!
  const tokens = await (await app.exchange(client.id, code, {}, basic)).json() as Record<string, string>
  assert.ok(tokens['access_token'] !== undefined && tokens['refresh_token'] !== undefined, JSON.stringify(Object.keys(tokens)))
  keep(code, app.verifier, tokens['access_token'], tokens['refresh_token'], tokens['id_token'])
  assert.equal((await app.fhir(tokens['access_token'], `/Patient?family=${family}`)).status, 200)
  assert.equal((await app.fhir(tokens['access_token'], `/Condition?patient=${kvnr}`)).status, 403)
  assert.equal((await app.exchange(client.id, code, {}, basic)).status, 400)
  assert.equal((await app.token({ grant_type: 'refresh_token', refresh_token: tokens['refresh_token'], client_id: client.id }, basic)).status, 400)
  assert.equal((await fetch(app.authorizeUrl(client.id, { redirect_uri: `https://evil.example/${kvnr}` }), { redirect: 'manual' })).status, 400)

  assert.ok(s.lines.length > 40, `${s.lines.length} lines`)
  const log = JSON.stringify(s.lines)
  assert.deepEqual([...secrets].filter((text) => [text, encodeURIComponent(text), btoa(text)].some((form) => log.includes(form))).map((text) => text.slice(0, 4)), [])
})
