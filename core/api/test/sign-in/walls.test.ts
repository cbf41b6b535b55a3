import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from './browser.ts'
import { signInSetting } from './sign-in-setting.ts'

const api = '/portal/api'

test('cookies: of this host only, over https only, out of scripts\' reach', async () => {
  await using s = await signInSetting({ publicUrl: 'https://hub.example' })
  const browser = s.hub.browser()
  const entered = await browser.post(`${api}/sign-in`, { account: 'leitstand', password: s.hub.access.demoPassword! })
  assert.deepEqual(entered.setCookies.map((line) => line.replace(/^([^=]+)=[^;]+;/, '$1=…;')), [
    '__Host-steckwerk=…; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax; Secure',
    '__Host-steckwerk-known=…; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure',
    '__Host-steckwerk-sign-in=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
  ])
})

test('another site reaches no step of signing in and nothing of an account', async () => {
  await using s = await signInSetting()
  const browser = s.hub.browser()
  assert.equal((await browser.post(`${api}/sign-in`, { account: 'station', password: s.hub.access.demoPassword! })).status, 200)
  const routes: [string, string][] = [
    ['POST', '/sign-in'], ['POST', '/sign-in/totp'], ['POST', '/sign-in/passkey/options'], ['POST', '/sign-in/passkey'], ['DELETE', '/sign-in'],
    ['POST', '/sign-in/setup'], ['POST', '/sign-in/setup/password'], ['POST', '/sign-in/setup/totp'], ['POST', '/sign-in/setup/totp/confirm'],
    ['POST', '/sign-in/setup/passkey/options'], ['POST', '/sign-in/setup/passkey'], ['POST', '/sign-in/setup/finish'], ['POST', '/session'],
    ['DELETE', '/session'], ['POST', '/account/confirm'], ['POST', '/account/password'], ['POST', '/account/totp'], ['DELETE', '/account/totp'],
    ['POST', '/account/passkeys/options'], ['POST', '/account/passkeys'], ['DELETE', '/account/passkeys/x'], ['DELETE', '/account/sessions'],
    ['DELETE', '/account/sessions/x'], ['DELETE', '/account'], ['POST', '/carriers/alpha/recoveries'],
  ]
  for (const bend of [{ 'x-steckwerk': undefined }, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }]) {
    for (const [method, path] of routes) {
      const body = method === 'DELETE' ? undefined : path === '/carriers/alpha/recoveries' ? { account: 'x' } : {}
      const answer = await browser.send(method, api + path, body, bend)
      assert.deepEqual([answer.status, answer.body['code']], [403, 'api/cross-site'], `${method} ${path} ${JSON.stringify(bend)}`)
    }
  }
  assert.equal((await browser.get(`${api}/me`)).status, 200)
})

test('a stranger who guesses slows down, and never the owner on a device of theirs', async () => {
  await using s = await signInSetting()
  const right = { account: 'leitstand', password: s.hub.access.demoPassword! }
  const owner = s.hub.browser()
  assert.equal((await owner.post(`${api}/sign-in`, right)).status, 200)
  const stranger = s.hub.browser()
  const statuses: number[] = []
  for (let i = 0; i < 7; i++) statuses.push((await stranger.post(`${api}/sign-in`, { ...right, password: 'falsch geraten' })).status)
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429])
  const blocked = await stranger.post(`${api}/sign-in`, right)
  assert.deepEqual([blocked.status, blocked.headers['retry-after'], blocked.body['code']], [429, '1', 'api/sign-in-wait'])
  assert.equal((await owner.post(`${api}/sign-in`, right)).status, 200, 'from the same network, too')
  s.pass(1_001)
  assert.equal((await stranger.post(`${api}/sign-in`, right)).status, 200, 'no wait is for ever')
})

test('recovery: a code of the desk replaces what was there, once, and only where it may', async () => {
  await using s = await signInSetting()
  const kim = await s.invite('kim', ['clinician'])
  const browser = s.hub.browser()
  const password = 'mondlicht tasse regal kiesel'
  const admin = { authorization: `Bearer ${s.token}`, cookie: undefined }
  const recover = (target: object): Promise<Answer> => browser.send('POST', '/admin/carriers/alpha/recoveries', target, admin)
  assert.deepEqual((await recover({ account: 'leitstand' })).body['code'], 'access/no-account', 'not of this carrier')
  assert.deepEqual((await recover({ account: 'nobody' })).body['code'], 'access/no-account')
  assert.deepEqual((await recover({ patient: 'x', login: 'kim' })).body['code'], 'access/no-account')
  const { status, body } = await recover({ account: kim.account })
  assert.equal(status, 201)
  assert.match(body['code'] as string, /^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/)
  assert.equal((await browser.post(`${api}/sign-in/setup`, { code: kim.code })).status, 401, 'the former code has ended')
  assert.equal((await browser.post(`${api}/sign-in/setup`, { code: body['code'] })).body['kind'], 'set-up')
  assert.equal((await browser.post(`${api}/sign-in/setup/password`, { password })).status, 200)
  s.pass(25 * 3_600_000)
  assert.equal((await s.hub.browser().post(`${api}/sign-in/setup`, { code: body['code'] })).status, 401, 'a day')
})

test('an unknown provider is not there, and a callback that nobody asked for is refused', async () => {
  await using s = await signInSetting()
  const browser = s.hub.browser()
  assert.deepEqual((await browser.get(`${api}/sign-in/providers`)).body, { providers: [] })
  const id = crypto.randomUUID()
  assert.equal((await browser.get(`${api}/sign-in/provider/${id}/start`)).status, 404)
  const back = await browser.get(`${api}/sign-in/provider/${id}/callback?code=x&state=y`)
  assert.deepEqual([back.status, back.headers['location']], [302, `/sign-in?refused=${id}`])
  const out = await browser.send('POST', `${api}/sign-in/provider/${id}/back-channel-logout`, 'logout_token=x' as unknown as object, { 'content-type': 'application/x-www-form-urlencoded' })
  assert.equal(out.status, 400)
})
