import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { AuthorityPage, CertificatePage, DataKey, KeyPage } from '@steckwerk/api/contract/keys'
import type { Browser } from './sign-in/browser.ts'
import { signInSetting, type SignInSetting } from './sign-in/sign-in-setting.ts'

describe('keys and certificates over HTTP', () => {
  let s: SignInSetting
  before(async () => { s = await signInSetting() })
  after(() => s[Symbol.asyncDispose]())

  /** A browser in which somebody with these roles at alpha is signed in. */
  async function signedIn(login: string, role: 'clinician' | 'carrier-it'): Promise<Browser> {
    const { account } = await s.invite(login, [role])
    const browser = s.hub.browser()
    browser.cookies.set('steckwerk', await s.hub.access.sessions.start({ account, amr: ['pwd', 'otp'], device: 'Test', network: '127.0.0.1' }))
    return browser
  }

  async function call<T>(who: Browser | 'token', method: string, path: string, body?: object): Promise<{ status: number; body: T & { code?: string } }> {
    const browser = who === 'token' ? s.hub.browser() : who
    return browser.send<T & { code?: string }>(method, path, body, who === 'token' ? { authorization: `Bearer ${s.token}` } : {})
  }

  test('a carrier\'s IT looks after keys, once it has confirmed who it is; treating people do not, nor another carrier\'s', async () => {
    const it = await signedIn('it', 'carrier-it')
    const keys = '/portal/api/carriers/alpha/keys'
    assert.deepEqual(await call<DataKey>(it, 'POST', keys, {}).then(({ status, body }) => [status, body.code]), [201, undefined])
    const rotated = await call<DataKey>(it, 'POST', keys, {})
    assert.equal(rotated.status, 201)
    assert.equal(rotated.body.state, 'sealing')
    const list = await call<KeyPage>(it, 'GET', keys)
    assert.equal(list.body.keys[0]!.number, rotated.body.number)
    assert.equal((await call<KeyPage>(it, 'POST', `${keys}/reseal`, {})).body.reseal?.number, rotated.body.number)
    assert.deepEqual([(await call(it, 'POST', `${keys}/destroy`, { confirm: 'alpha' })).status, (await call(it, 'GET', '/portal/api/platform/keys')).status,
      (await call(it, 'POST', '/portal/api/platform/keys/rewrap', {})).status, (await call(it, 'POST', '/portal/api/platform/authorities', {})).status], [403, 403, 403, 403])
    assert.equal((await call(it, 'GET', '/portal/api/carriers/beta/keys')).status, 404)
    assert.equal((await call(await signedIn('doc', 'clinician'), 'GET', keys)).status, 403)
    s.pass(11 * 60_000)
    const late = await call(it, 'POST', keys, {})
    assert.deepEqual([late.status, late.body.code], [403, 'access/fresh-needed'])
    assert.equal((await call<KeyPage>(it, 'GET', keys)).status, 200)
  })

  test('the operator\'s token does all of it below /admin', async () => {
    const ctxPath = '/admin/carriers/alpha'
    const { code } = (await call<{ code: string }>('token', 'POST', `${ctxPath}/connectors`, { connector: 'kis' })).body
    assert.match(code, /^swk1-/)
    assert.deepEqual((await call<CertificatePage>('token', 'GET', `${ctxPath}/certificates`)).body, { certificates: [] })
    assert.equal((await call('token', 'DELETE', `${ctxPath}/certificates/kis`)).body.code, 'access/certificate-unknown')
    const made = await call<AuthorityPage>('token', 'POST', '/admin/platform/authorities', {})
    assert.equal(made.status, 201)
    assert.deepEqual(made.body.authorities.map(({ state }) => state), ['issuing', 'trusted'])
    const [issuing, former] = made.body.authorities
    assert.equal((await call('token', 'DELETE', `/admin/platform/authorities/${issuing!.id}?force=true`)).status, 404)
    assert.equal((await call('token', 'DELETE', `/admin/platform/authorities/${former!.id}`)).status, 204)
    assert.equal((await call('token', 'DELETE', `${ctxPath}/keys/x`)).status, 404)
    assert.equal((await call('token', 'POST', `${ctxPath}/keys/destroy`, { confirm: 'beta' })).status, 400)
  })
})
