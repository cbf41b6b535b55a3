import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testCtx } from '@steckwerk/kernel/testing'
import { sql } from '@steckwerk/kernel'
import type { Entrance, Me, Overview, RatePoint } from '@steckwerk/api/contract'
import { setting, type Setting } from './setting.ts'

const ours = { 'x-steckwerk': '1', 'content-type': 'application/json' }

async function signIn(s: Setting, account: string): Promise<Record<string, string>> {
  const response = await fetch(`${s.url}/portal/api/session`, {
    method: 'POST', headers: ours, body: JSON.stringify({ account, password: s.access.demoPassword }),
  })
  assert.equal(response.status, 200)
  const cookie = response.headers.getSetCookie().find((one) => one.startsWith('steckwerk='))!
  assert.match(cookie, /^steckwerk=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax$/)
  return { ...ours, cookie: cookie.split(';')[0]! }
}

async function fault(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as { code: string }).code]
}

test('signing in, who one is, signing out', async () => {
  await using s = await setting()
  const entrance = (await (await fetch(`${s.url}/portal/api/entrance`)).json()) as Entrance
  assert.equal(entrance.demo, true)
  const shown = new Map(entrance.accounts.map((one) => [one.account, one]))
  assert.deepEqual(shown.get('leitstand'), { account: 'leitstand', name: 'Leitstand', roles: ['operator'], carriers: [] })
  assert.deepEqual(shown.get('arzt.beta')?.carriers, ['beta'])
  assert.deepEqual(shown.get('erika'), { account: 'erika', name: 'Erika Mustermann', roles: [], carriers: [] })
  // Its carrier is not there.
  assert.equal(shown.has('verwaltung.gamma'), false)
  assert.deepEqual(await fault(await fetch(`${s.url}/portal/api/me`)), [401, 'api/unauthenticated'])
  const wrong = (body: unknown): Promise<Response> => fetch(`${s.url}/portal/api/session`, { method: 'POST', headers: ours, body: JSON.stringify(body) })
  assert.deepEqual(await fault(await wrong({ account: 'leitstand', password: 'wrong' })), [401, 'api/login-refused'])
  assert.deepEqual(await fault(await wrong({ account: 'leitstand' })), [400, 'api/body'])
  assert.deepEqual(await fault(await fetch(`${s.url}/portal/api/session`, { method: 'POST', headers: ours, body: '{' })), [400, 'api/json'])
  const headers = await signIn(s, 'leitstand')
  const me = (await (await fetch(`${s.url}/portal/api/me`, { headers })).json()) as Me
  const permissions = [
    'leitstand.read', 'message.read', 'message.reveal', 'message.replay', 'alarm.acknowledge', 'people.manage', 'client.manage', 'key.manage', 'broker.manage',
  ]
  assert.deepEqual(me, {
    account: 'leitstand', name: 'Leitstand', roles: ['operator'], permissions, demo: true, elsewhere: [],
    carriers: ['alpha', 'beta'].map((slug) => ({ slug, name: slug, roles: ['operator'], permissions })),
  })
  const left = await fetch(`${s.url}/portal/api/session`, { method: 'DELETE', headers })
  assert.equal(left.status, 204)
  assert.match(left.headers.get('set-cookie')!, /^steckwerk=; .*Max-Age=0/)
  assert.equal((await fetch(`${s.url}/portal/api/me`, { headers })).status, 401)
})

test('guessing is answered with 429 and when to come back', async () => {
  await using s = await setting()
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => fetch(`${s.url}/portal/api/session`, {
    method: 'POST', headers: ours, body: JSON.stringify({ account: 'leitstand', password: `wrong${i}` }),
  })))
  assert.ok(answers.filter((answer) => answer.status === 401).length >= 5)
  const late = answers.find((answer) => answer.status === 429)!
  assert.match(late.headers.get('retry-after')!, /^[1-9]\d*$/)
  assert.deepEqual(await fault(late), [429, 'api/login-wait'])
})

test('another site cannot use the cookie: not on the portal API, not to search, not to sign in', async () => {
  await using s = await setting()
  const headers = await signIn(s, 'station')
  const search = (extra: Record<string, string>): Promise<Response> => fetch(`${s.url}/fhir/alpha/Patient/_search`, {
    method: 'POST', body: 'gender=male', headers: { cookie: headers['cookie']!, 'content-type': 'application/x-www-form-urlencoded', ...extra },
  })
  assert.equal((await search({})).status, 403)
  assert.equal((await search({ 'x-steckwerk': '1', origin: 'https://evil.example' })).status, 403)
  assert.equal((await search({ 'x-steckwerk': '1', 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await search({ 'x-steckwerk': '1', 'sec-fetch-site': 'same-site' })).status, 403)
  assert.equal((await search({ 'x-steckwerk': '1', 'sec-fetch-site': 'same-origin', origin: s.url })).status, 200)
  assert.equal((await search({ 'x-steckwerk': '1' })).status, 200)
  const login = await fetch(`${s.url}/portal/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  assert.deepEqual(await fault(login), [403, 'api/cross-site'])
  assert.equal((await fetch(`${s.url}/portal/api/session`, { method: 'DELETE', headers: { cookie: headers['cookie']! } })).status, 403)
  const plain = await fetch(`${s.url}/portal/api/session`, { method: 'POST', headers: { ...ours, 'content-type': 'text/plain' }, body: '{}' })
  assert.deepEqual(await fault(plain), [415, 'api/media-type'])
})

test('each role does its own: the operator sees no patients, the ward no Leitstand, neither writes', async () => {
  await using s = await setting()
  const [operator, ward] = [await signIn(s, 'leitstand'), await signIn(s, 'station')]
  const status = async (path: string, headers: Record<string, string>, init: RequestInit = {}): Promise<number> => (await fetch(s.url + path, { ...init, headers })).status
  const raw = { method: 'POST', body: JSON.stringify({ ref: 'a/b/c/1' }) }
  assert.equal(await status('/fhir/alpha/Patient', operator), 403)
  assert.equal(await status('/fhir/alpha/Patient', ward), 200)
  assert.equal(await status('/fhir/alpha/Patient', { ...ward, 'content-type': 'application/fhir+json' }, { method: 'POST', body: '{"resourceType":"Patient"}' }), 403)
  assert.equal(await status('/portal/api/overview', operator), 200)
  assert.equal(await status('/portal/api/overview', ward), 403)
  assert.equal(await status('/portal/api/carriers/alpha/messages/raw', ward, raw), 403)
  assert.equal(await status('/portal/api/carriers/gamma/messages/raw', operator, raw), 404)
  for (const path of ['/admin/carriers']) assert.equal(await status(path, operator), 403)
})

test('overview and rates cover every carrier', async () => {
  await using s = await setting()
  await s.ingest.registerConnector(testCtx(1, 'alpha'), 'kis')
  const headers = await signIn(s, 'leitstand')
  const overview = (await (await fetch(`${s.url}/portal/api/overview`, { headers })).json()) as Overview
  assert.deepEqual(overview.carriers.map(({ carrier, connectors }) => [carrier, connectors.map(({ connector, state }) => [connector, state])]), [
    ['alpha', [['kis', 'never']]], ['beta', []],
  ])
  const { points } = (await (await fetch(`${s.url}/portal/api/rates?minutes=5`, { headers })).json()) as { points: RatePoint[] }
  assert.deepEqual(points.map((point) => point.carrier), [...Array<string>(5).fill('alpha'), ...Array<string>(5).fill('beta')])
  assert.deepEqual(await fault(await fetch(`${s.url}/portal/api/rates?minutes=0`, { headers })), [400, 'api/parameter-form'])
  assert.deepEqual(await (await fetch(`${s.url}/portal/api/carriers/beta/problems`, { headers })).json(), { problems: [], next: null })
})

test('what is unmasked is logged first, with the reason; without one nothing is shown', async () => {
  await using s = await setting()
  const headers = await signIn(s, 'leitstand')
  const reveal = (body: unknown): Promise<Response> =>
    fetch(`${s.url}/portal/api/carriers/alpha/messages/reveal`, { method: 'POST', headers, body: JSON.stringify(body) })
  const ref = `kis/${crypto.randomUUID()}/adt/1`
  assert.deepEqual(await fault(await reveal({ ref, reason: ' ' })), [400, 'api/body'])
  assert.deepEqual(await s.access.reveals(testCtx(1, 'alpha'), 10), [])
  assert.equal((await reveal({ ref, reason: 'Rückfrage der Station 3' })).status, 410, 'no such message is kept, but the attempt counts')
  const logged = await s.access.reveals(testCtx(1, 'alpha'), 10)
  assert.deepEqual(logged.map(({ account, ref: about, reason }) => [account, about, reason]), [['Account/leitstand', ref, 'Rückfrage der Station 3']])
  await assert.rejects(s.test.store.write(testCtx(1, 'alpha'), (w) => w.query(sql`delete from st.reveal`)))
})
