/** Two hubs on one database, behind one address: what begins at one goes on at the other, and what ends at one ends at both. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Invitation } from '@steckwerk/api/contract/people'
import { asTenant, sql, systemClock, type Ctx } from '@steckwerk/kernel'
import type { ClientInfo } from '@steckwerk/api/contract/smart'
import { birthDate, personSetting, type PersonSetting } from './person-setting.ts'
import { secondHub } from './second-hub.ts'
import { post, put } from './setting.ts'
import { Jar, signedIn, smartClient, type Tokens } from './smart-client.ts'

let s: PersonSetting
let other: Awaited<ReturnType<typeof secondHub>>
let app: ReturnType<typeof smartClient>
let client: ClientInfo

const platformCtx: Ctx = { tenant: asTenant(0), carrier: '*', actor: 'Device/test', purpose: 'HSYSADMIN', trace: 'test', now: new Date() }
const json = { 'content-type': 'application/json' }
/** What a hub may go on with after it ended at another, with what a loaded machine takes. */
const reusedMs = 3_000
const scope = 'openid offline_access launch/patient patient/Patient.rs patient/Observation.rs'

before(async () => {
  s = await personSetting()
  other = await secondHub(s)
  app = smartClient(s)
  ;({ client } = await app.register())
  await soon(async () => (await other.access.smart.clients.find(client.id)) === undefined ? 404 : 200, 200, 'the client at the other hub')
  for (const resource of [
    { resourceType: 'Organization', id: 'haus', name: 'Haus' },
    ...['p1', 'p2'].map((id) => ({ resourceType: 'Patient', id, name: [{ family: 'Ahorn' }], birthDate })),
    { resourceType: 'Encounter', id: 'e1', status: 'in-progress', class: { code: 'IMP' }, subject: { reference: 'Patient/p1' }, serviceProvider: { reference: 'Organization/haus' }, period: { start: '2024-01-01' } },
  ]) assert.equal((await s.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))).status, 201)
})
after(async () => {
  await other[Symbol.asyncDispose]()
  await s[Symbol.asyncDispose]()
})

const token = (hub: string, body: Record<string, string>): Promise<Response> => fetch(`${hub}/oidc/token`, { method: 'POST', body: new URLSearchParams(body) })
const withToken = async (hub: string, { access_token: access }: Tokens, path = '/Patient/p1'): Promise<number> =>
  (await fetch(`${hub}/fhir/alpha${path}`, { headers: { authorization: `Bearer ${access}` } })).status
const withSession = async (hub: string, jar: Jar): Promise<number> => (await fetch(`${hub}/portal/api/me`, { headers: { cookie: jar.header(`${hub}/`) } })).status

/** Asks until the answer is the one awaited, no longer than a hub may reuse an answer. */
async function soon(ask: () => Promise<number>, wanted: number, what: string): Promise<void> {
  const until = systemClock.now() + 2 * reusedMs
  for (;;) {
    const status = await ask()
    if (status === wanted) return
    assert.ok(systemClock.now() < until, `${what}: still ${status}`)
  }
}

test('an app: code of one hub redeemed at the other, its token good at both, revoked at one and refused at both', async () => {
  const jar = await signedIn(s, 'station')
  const uid = await app.begin(jar, app.authorizeUrl(client.id, { scope }))
  const code = app.told(await app.confirm(jar, uid, { patient: 'p1' })).get('code')!
  const redeem = { grant_type: 'authorization_code', code, redirect_uri: 'http://127.0.0.1:9/app', client_id: client.id, code_verifier: app.verifier }
  const first = await token(other.url, redeem)
  const tokens = await first.json() as Tokens
  assert.equal(first.status, 200, JSON.stringify(tokens))
  for (const hub of [s.url, other.url]) assert.deepEqual([await withToken(hub, tokens), await withToken(hub, tokens, '/Patient/p2')], [200, 404])
  const refreshed = await token(s.url, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token!, client_id: client.id })
  const next = await refreshed.json() as Tokens
  assert.equal(refreshed.status, 200, JSON.stringify(next))
  assert.deepEqual([await withToken(other.url, next), await withToken(s.url, next)], [200, 200])

  assert.equal((await fetch(`${s.url}/oidc/revoke`, { method: 'POST', body: new URLSearchParams({ token: next.access_token, client_id: client.id }) })).status, 200)
  assert.equal(await withToken(s.url, next), 401)
  await soon(() => withToken(other.url, next), 401, 'the other hub')
  assert.equal((await token(other.url, { grant_type: 'refresh_token', refresh_token: next.refresh_token!, client_id: client.id })).status, 400)
})

test('a code that comes twice, at one hub each, ends what it gave', async () => {
  const jar = await signedIn(s, 'station')
  const uid = await app.begin(jar, app.authorizeUrl(client.id, { scope }))
  const code = app.told(await app.confirm(jar, uid, { patient: 'p1' })).get('code')!
  const redeem = { grant_type: 'authorization_code', code, redirect_uri: 'http://127.0.0.1:9/app', client_id: client.id, code_verifier: app.verifier }
  const tokens = await (await token(s.url, redeem)).json() as Tokens
  assert.equal(await withToken(s.url, tokens), 200)
  assert.equal((await token(other.url, redeem)).status, 400)
  await soon(() => withToken(s.url, tokens), 401, 'the first hub')
})

for (const [what, end] of [
  ['closed', (account: string) => s.call(`/admin/carriers/alpha/people/${account}`, { method: 'DELETE' })],
  ['locked', (account: string) => s.call(`/admin/carriers/alpha/people/${account}/lock`, post({ locked: true }, json))],
] as const) {
  test(`staff ${what} by their administration: session, app and its refresh end here at once and there within seconds`, async () => {
    const { person: { account } } = await (await s.call('/admin/carriers/alpha/people', post({ name: 'Dr. Ende', login: `ende-${what}`, roles: ['clinician'], sites: 'all' }, json))).json() as Invitation
      const jar = await signedIn(s, account)
    const tokens = await app.authorize(jar, client.id, { patient: 'p1', params: { scope } })
    for (const hub of [s.url, other.url]) assert.deepEqual([await withSession(hub, jar), await withToken(hub, tokens)], [200, 200])
    assert.equal((await s.access.smart.grants.of(account)).length, 1)
    assert.ok((await end(account)).ok)
    assert.deepEqual([await withSession(s.url, jar), await withToken(s.url, tokens)], [401, 401])
    await soon(() => withSession(other.url, jar), 401, 'session')
    await soon(() => withToken(other.url, tokens), 401, 'token')
    assert.deepEqual(await s.access.smart.grants.of(account), [])
    for (const hub of [s.url, other.url]) assert.equal((await token(hub, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token!, client_id: client.id })).status, 400)
  })
}

test('an app of somebody who comes by the carrier\'s own provider goes on for as long as they are signed in: nothing else says that they are still staff', async () => {
  const { person: { account } } = await (await s.call('/admin/carriers/alpha/people', post({ name: 'Dr. Gast', login: 'gast', roles: ['clinician'], sites: 'all' }, json))).json() as Invitation
  const jar = await signedIn(s, account)
  const first = await app.authorize(jar, client.id, { patient: 'p1', params: { scope } })
  const refresh = async ({ refresh_token: held }: Tokens): Promise<[number, Tokens]> => {
    const answer = await token(s.url, { grant_type: 'refresh_token', refresh_token: held!, client_id: client.id })
    return [answer.status, await answer.json() as Tokens]
  }
  const provide = (provider: string | null): Promise<unknown> =>
    s.test.store.write(platformCtx, (w) => w.query(sql`update st.membership set provider = ${provider} where account = ${account}`))
  await provide('a provider')
  const [whileSignedIn, second] = await refresh(first)
  await s.access.sessions.endById(account)
  await provide(null)
  const [ofTheHub, third] = await refresh(second)
  await provide('a provider')
  const [signedOut] = await refresh(third)
  assert.deepEqual([whileSignedIn, ofTheHub, signedOut], [200, 200, 400])
})

test('a person closes their account: session, links, apps and their refresh end here at once and there within seconds', async () => {
  const page = await s.person('amelie', 'alpha', 'p2')
  const jar = new Jar()
  const session = /steckwerk=([^;]+)/.exec(page.cookie())![1]!
  jar.set('steckwerk', session)
  const tokens = await app.authorize(jar, client.id, { patient: 'p2', params: { scope } })
  const all = async (hub: string): Promise<number[]> => [await withSession(hub, jar), await withToken(hub, tokens, '/Patient/p2'),
    (await fetch(`${hub}/fhir/alpha/Patient/p2`, { headers: { cookie: jar.header(`${hub}/`) } })).status]
  for (const hub of [s.url, other.url]) assert.deepEqual(await all(hub), [200, 200, 200])
  const { account } = (await s.access.authenticate({ session }))!
  assert.equal((await page.call('DELETE', '/account')).status, 204)
  assert.deepEqual(await all(s.url), [401, 401, 401])
  await soon(async () => (await all(other.url)).every((status) => status === 401) ? 401 : 200, 401, 'the other hub')
  assert.deepEqual(await s.access.smart.grants.of(account), [])
  const alpha = (await s.test.store.carrier('alpha'))!
  for (const { persons } of [s.access, other.access]) assert.deepEqual(await persons.links.of(account, alpha), [])
  for (const hub of [s.url, other.url]) assert.equal((await token(hub, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token!, client_id: client.id })).status, 400)
})
