import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Factors, HistoryEntry, NewTotp, SessionItem, SignInPage } from '@steckwerk/api/contract/account'
import type { Browser } from './browser.ts'
import { signInSetting, type SignInSetting } from './sign-in-setting.ts'
import { totpCode } from './totp-code.ts'

const api = '/portal/api'
const password = 'mondlicht tasse regal kiesel'

/** Sets up password and TOTP by a code; the secret. */
async function setUp(s: SignInSetting, browser: Browser, code: string): Promise<string> {
  assert.equal((await browser.post(`${api}/sign-in/setup`, { code })).status, 200)
  assert.equal((await browser.post(`${api}/sign-in/setup/password`, { password })).status, 200)
  const { body } = await browser.post<NewTotp>(`${api}/sign-in/setup/totp`)
  const entered = await browser.post(`${api}/sign-in/setup/totp/confirm`, { code: totpCode(body.secret, s.now()) })
  assert.deepEqual([entered.status, entered.body], [200, { kind: 'entered' }])
  return body.secret
}

test('staff: a code, a good password, an authenticator app; then both at each sign-in', async () => {
  await using s = await signInSetting()
  const { code } = await s.invite('kim', ['clinician'])
  const browser = s.hub.browser()
  assert.deepEqual((await browser.get<SignInPage>(`${api}/sign-in`)).body, { passkeys: { usable: true }, pending: null, password: { min: 12, max: 128 } })

  const wrong = await browser.post(`${api}/sign-in/setup`, { code: code.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')) })
  assert.deepEqual([wrong.status, wrong.body['code']], [401, 'api/sign-in-refused'])
  const step = await browser.post(`${api}/sign-in/setup`, { code: code.toLowerCase().replaceAll('-', ' ') })
  const begun = { kind: 'set-up', why: 'code', account: 'kim', name: 'Dr. Kim Beispiel', password: false }
  assert.deepEqual(step.body, begun)
  assert.deepEqual((await browser.get<SignInPage>(`${api}/sign-in`)).body.pending, begun)
  assert.equal((await browser.post(`${api}/sign-in/setup/totp`)).body['code'], 'access/set-up-order')
  assert.equal((await browser.post(`${api}/sign-in/setup/password`, { password: 'kurz' })).body['code'], 'access/password-length')
  assert.equal((await browser.post(`${api}/sign-in/setup/password`, { password: 'Passwort2026' })).body['code'], 'access/password-common')
  assert.deepEqual((await browser.post(`${api}/sign-in/setup/password`, { password })).body, { ...begun, password: true })
  assert.equal((await browser.post(`${api}/sign-in/setup/finish`)).body['code'], 'access/set-up-order', 'staff need a second factor')
  const { body: totp } = await browser.post<NewTotp>(`${api}/sign-in/setup/totp`)
  assert.match(totp.svg, /^<svg .*<\/svg>\s*$/s)
  assert.match(totp.secret, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  assert.equal((await browser.post(`${api}/sign-in/setup/totp/confirm`, { code: '000000' })).status, 401)
  const entered = await browser.post(`${api}/sign-in/setup/totp/confirm`, { code: totpCode(totp.secret, s.now()) })
  assert.deepEqual(entered.body, { kind: 'entered' })
  assert.equal((await browser.get(`${api}/me`)).status, 200)
  assert.equal((await s.hub.browser().post(`${api}/sign-in/setup`, { code })).status, 401, 'a code is used once')

  const other = s.hub.browser()
  assert.deepEqual((await other.post(`${api}/sign-in`, { account: ' KIM ', password })).body, { kind: 'second-factor', methods: ['totp'] })
  assert.equal((await other.get(`${api}/me`)).status, 401, 'half signed in is not signed in')
  const used = totpCode(totp.secret, s.now())
  assert.equal((await other.post(`${api}/sign-in/totp`, { code: used })).status, 401, 'the code of the set-up was used')
  s.pass(30_000)
  const next = totpCode(totp.secret, s.now())
  assert.deepEqual((await other.post(`${api}/sign-in/totp`, { code: next })).body, { kind: 'entered' })

  const third = s.hub.browser()
  assert.equal((await third.post(`${api}/sign-in`, { account: 'kim', password })).body['kind'], 'second-factor')
  assert.equal((await third.post(`${api}/sign-in/totp`, { code: next })).status, 401, 'a code that was accepted is not accepted again')
  s.pass(5 * 60_000 + 1)
  assert.equal((await third.post(`${api}/sign-in/totp`, { code: totpCode(totp.secret, s.now()) })).status, 401, 'what is pending runs out')

  const history = (await browser.get<{ entries: HistoryEntry[] }>(`${api}/account/history`)).body.entries
  assert.deepEqual(history.map(({ event, outcome }) => `${event} ${outcome}`).toReversed().slice(0, 2), ['set-up success', 'sign-in success'])
  assert.equal(history[0]?.device, 'Firefox, Windows')
})

test('a pending sign-in belongs to its browser and is used once', async () => {
  await using s = await signInSetting()
  const { code } = await s.invite('kim', ['clinician'])
  const secret = await setUp(s, s.hub.browser(), code)
  s.pass(30_000)
  const browser = s.hub.browser()
  await browser.post(`${api}/sign-in`, { account: 'kim', password })
  const thief = s.hub.browser()
  assert.equal((await thief.post(`${api}/sign-in/totp`, { code: totpCode(secret, s.now()) })).status, 401, 'without the cookie there is nothing pending')
  const pending = browser.cookie('steckwerk-sign-in')!
  assert.equal((await browser.post(`${api}/sign-in/totp`, { code: totpCode(secret, s.now()) })).status, 200)
  assert.equal(browser.cookie('steckwerk-sign-in'), undefined)
  s.pass(30_000)
  browser.cookies.set('steckwerk-sign-in', pending)
  assert.equal((await browser.post(`${api}/sign-in/totp`, { code: totpCode(secret, s.now()) })).status, 401)
})

test('sessions: a new secret at each sign-in and confirmation, listed, ended here at once and at other hubs within three seconds', async () => {
  await using s = await signInSetting()
  const { code } = await s.invite('kim', ['clinician'])
  const browser = s.hub.browser()
  browser.cookies.set('steckwerk', 'A'.repeat(43))
  const secret = await setUp(s, browser, code)
  const first = browser.cookie('steckwerk')!
  assert.notEqual(first, 'A'.repeat(43), 'a planted session is not taken over')

  s.pass(11 * 60_000)
  assert.equal((await browser.send('DELETE', `${api}/account/totp`)).body['code'], 'access/fresh-needed')
  assert.equal((await browser.post(`${api}/account/confirm`, { password })).status, 401, 'a password alone is not enough')
  assert.equal((await browser.post(`${api}/account/confirm`, { password, code: totpCode(secret, s.now()) })).status, 204)
  const renewed = browser.cookie('steckwerk')!
  assert.notEqual(renewed, first)
  assert.equal(await s.hub.access.authenticate({ session: first }), undefined)
  assert.equal((await browser.send('DELETE', `${api}/account/totp`)).body['code'], 'access/last-factor', 'staff cannot do without')

  const phone = s.hub.browser()
  phone.agent = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36'
  s.pass(30_000)
  await phone.post(`${api}/sign-in`, { account: 'kim', password })
  assert.equal((await phone.post(`${api}/sign-in/totp`, { code: totpCode(secret, s.now()) })).status, 200)
  const { sessions } = (await browser.get<{ sessions: SessionItem[] }>(`${api}/account/sessions`)).body
  assert.deepEqual(sessions.map(({ device, current, network, methods }) => [device, current, network, methods]), [
    ['Chrome, Android', false, '127.0.0.1', ['pwd', 'otp', 'mfa']], ['Firefox, Windows', true, '127.0.0.1', ['pwd', 'otp', 'mfa']],
  ])
  const hub = await s.another()
  const elsewhere = phone.cookie('steckwerk')!
  assert.ok(await hub.access.authenticate({ session: elsewhere }))
  assert.equal((await browser.send('DELETE', `${api}/account/sessions`)).status, 204)
  assert.equal((await phone.get(`${api}/me`)).status, 401)
  s.pass(3_001)
  assert.equal(await hub.access.authenticate({ session: elsewhere }), undefined)
  assert.equal((await browser.get(`${api}/me`)).status, 200)

  assert.equal((await browser.post(`${api}/account/password`, { password: 'ein anderer guter satz' })).status, 204)
  const factors = (await browser.get<Factors>(`${api}/account/factors`)).body
  assert.deepEqual([factors.account, factors.secondFactorNeeded, factors.confirmBy, factors.confirmNeedsTotp], ['kim', true, ['password'], true])
  assert.equal((await s.hub.browser().post(`${api}/sign-in`, { account: 'kim', password })).status, 401)
  assert.equal((await browser.send('DELETE', `${api}/session`)).status, 204)
  assert.equal(browser.cookie('steckwerk'), undefined)
})

test('persons: a password is enough until they add a factor; then it is asked for', async () => {
  await using s = await signInSetting()
  const visitor = { address: '127.0.0.1', device: '', known: undefined, place: { rpId: 'localhost', origin: s.hub.origin }, trace: 'test' }
  await s.hub.access.registerPerson({ login: 'erika@example.org', name: 'Erika Beispiel', password }, visitor)
  await assert.rejects(s.hub.access.registerPerson({ login: 'Erika@example.org', name: 'X', password }, visitor), { code: 'access/login-taken' })
  const browser = s.hub.browser()
  assert.deepEqual((await browser.post(`${api}/sign-in`, { account: 'erika@example.org', password })).body, { kind: 'entered' })
  assert.equal((await browser.get<Factors>(`${api}/account/factors`)).body.addFactor, true)
  const { body } = await browser.post<NewTotp>(`${api}/account/totp`)
  assert.equal((await browser.post(`${api}/account/totp/confirm`, { code: '123' })).status, 400)
  assert.equal((await browser.post(`${api}/account/totp/confirm`, { code: totpCode(body.secret, s.now()) })).status, 204)
  assert.deepEqual((await s.hub.browser().post(`${api}/sign-in`, { account: 'erika@example.org', password })).body, { kind: 'second-factor', methods: ['totp'] })
  assert.equal((await browser.send('DELETE', `${api}/account/totp`)).status, 204)
  s.pass(31 * 60_000)
  assert.equal((await browser.get(`${api}/me`)).status, 401, 'idle for half an hour')
  assert.deepEqual((await browser.post(`${api}/sign-in`, { account: 'erika@example.org', password })).body, { kind: 'entered' })
  assert.equal((await browser.send('DELETE', `${api}/account`)).status, 204)
  assert.equal((await browser.get(`${api}/me`)).status, 401)
  assert.equal((await browser.post(`${api}/sign-in`, { account: 'erika@example.org', password })).status, 401)
})
