import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Factors, PasskeyOptions } from '@steckwerk/api/contract/account'
import { signInSetting } from './sign-in-setting.ts'
import { SoftAuthenticator } from './soft-authenticator.ts'

const api = '/portal/api'

test('a passkey is set up, signs in without a name, and a second one is added and removed', async () => {
  await using s = await signInSetting()
  const { code } = await s.invite('kim', ['clinician'])
  const browser = s.hub.browser()
  const device = new SoftAuthenticator()
  await browser.post(`${api}/sign-in/setup`, { code })
  const { options } = (await browser.post<PasskeyOptions>(`${api}/sign-in/setup/passkey/options`, {})).body
  assert.deepEqual(options['authenticatorSelection'], { residentKey: 'required', userVerification: 'required', requireResidentKey: true })
  assert.equal(options['attestation'], 'none')
  for (const bend of [{ origin: 'https://evil.example' }, { challenge: 'AAAA' }, { verified: false }]) {
    const again = (await browser.post<PasskeyOptions>(`${api}/sign-in/setup/passkey/options`, {})).body.options
    const response = device.create(again, browser.origin, bend)
    assert.equal((await browser.post(`${api}/sign-in/setup/passkey`, { name: 'Telefon', response })).status, 401, JSON.stringify(bend))
  }
  device.credentials.length = 0
  const asked = (await browser.post<PasskeyOptions>(`${api}/sign-in/setup/passkey/options`, {})).body.options
  const made = { name: 'Telefon', response: device.create(asked, browser.origin) }
  assert.deepEqual((await browser.post(`${api}/sign-in/setup/passkey`, made)).body, { kind: 'entered' })
  assert.equal((await browser.post(`${api}/sign-in/setup/passkey`, made)).status, 401, 'once')

  const other = s.hub.browser()
  const signIn = async (bend = {}): Promise<{ status: number; response: object }> => {
    const { options: request } = (await other.post<PasskeyOptions>(`${api}/sign-in/passkey/options`)).body
    const response = device.get(request, other.origin, bend)
    return { status: (await other.post(`${api}/sign-in/passkey`, { response })).status, response }
  }
  for (const bend of [{ origin: 'https://evil.example' }, { challenge: 'AAAA' }, { verified: false }]) assert.equal((await signIn(bend)).status, 401, JSON.stringify(bend))
  const good = await signIn()
  assert.equal(good.status, 200)
  assert.equal((await other.post(`${api}/sign-in/passkey`, { response: good.response })).status, 401, 'a challenge is used once')
  device.credentials[0]!.counter = 0
  assert.equal((await signIn()).status, 401, 'a counter that went back tells of a copy')
  device.credentials[0]!.counter = 100
  const stranger = new SoftAuthenticator()
  const { options: ask } = (await other.post<PasskeyOptions>(`${api}/sign-in/passkey/options`)).body
  stranger.create({ challenge: 'x', rp: { id: 'localhost' }, user: { id: 'x' } }, other.origin)
  assert.equal((await other.post(`${api}/sign-in/passkey`, { response: stranger.get(ask, other.origin) })).status, 401)
  const { options: late } = (await other.post<PasskeyOptions>(`${api}/sign-in/passkey/options`)).body
  s.pass(5 * 60_000 + 1)
  assert.equal((await other.post(`${api}/sign-in/passkey`, { response: device.get(late, other.origin) })).status, 401, 'five minutes')

  const fresh = s.hub.browser()
  const { options: request } = (await fresh.post<PasskeyOptions>(`${api}/sign-in/passkey/options`)).body
  assert.equal((await fresh.post(`${api}/sign-in/passkey`, { response: device.get(request, fresh.origin) })).status, 200)
  const key = new SoftAuthenticator()
  const { options: more } = (await fresh.post<PasskeyOptions>(`${api}/account/passkeys/options`)).body
  assert.equal((more['excludeCredentials'] as unknown[]).length, 1)
  assert.equal((await fresh.post(`${api}/account/passkeys`, { name: 'Schlüssel', response: key.create(more, fresh.origin) })).status, 201)
  const { passkeys, confirmBy } = (await fresh.get<Factors>(`${api}/account/factors`)).body
  assert.deepEqual([passkeys.map(({ name }) => name), confirmBy], [['Telefon', 'Schlüssel'], ['passkey']])
  assert.equal((await fresh.send('PUT', `${api}/account/passkeys/${passkeys[1]!.id}`, { name: 'Stick' })).status, 204)
  assert.equal((await fresh.send('DELETE', `${api}/account/passkeys/${passkeys[0]!.id}`)).status, 204)
  assert.equal((await fresh.send('DELETE', `${api}/account/passkeys/${passkeys[1]!.id}`)).body['code'], 'access/last-factor')
  s.pass(11 * 60_000)
  assert.equal((await fresh.post(`${api}/account/passkeys/options`)).body['code'], 'access/fresh-needed')
  const { options: confirm } = (await fresh.post<PasskeyOptions>(`${api}/account/confirm/passkey/options`)).body
  assert.equal((await fresh.post(`${api}/account/confirm/passkey`, { response: key.get(confirm, fresh.origin) })).status, 204)
  assert.equal((await fresh.post(`${api}/account/passkeys/options`)).status, 200)
})

test('on an IP address the page is told why there are no passkeys, and where there are', async () => {
  await using s = await signInSetting()
  const { port } = new URL(s.hub.origin)
  const browser = s.hub.browser()
  const here = { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` }
  assert.deepEqual((await browser.send('GET', `${api}/sign-in`, undefined, { host: here.host })).body['passkeys'], {
    usable: false, reason: 'address', instead: `http://localhost:${port}`,
  })
  assert.equal((await browser.send('POST', `${api}/sign-in/passkey/options`, {}, here)).body['code'], 'api/passkey-place')
})
