import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { generateKeyPair, exportJWK, SignJWT, importJWK } from 'jose'
import Provider from 'oidc-provider'
import type { Access } from '@steckwerk/access'
import { setting, type Setting } from './setting.ts'

/** A hospital's OpenID provider on a port of its own; whoever comes is `who` at once. */
async function hospital(redirectUri: () => string) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(privateKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
  const who = { sub: 'u1', claims: { name: 'Dr. Ada Muster', groups: ['aerzte'] } as Record<string, unknown>, closed: false }
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: Provider = new Provider(issuer, {
    clients: [{ client_id: 'hub', client_secret: 'geheim-geheim-geheim', redirect_uris: ['http://localhost/cb'], grant_types: ['authorization_code', 'refresh_token'] }],
    jwks: { keys: [jwk] }, cookies: { keys: ['x'] }, conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    claims: { openid: ['sub', 'sid'], profile: ['name', 'groups', 'kvnr'] }, scopes: ['openid', 'offline_access', 'profile'],
    pkce: { required: () => true },
    issueRefreshToken: async () => true,
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: async (_ctx, id) => (who.closed ? undefined : { accountId: id, claims: async () => ({ sub: id, ...who.claims }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new provider.Grant({ clientId: ctx.oidc.client!.clientId, accountId: ctx.oidc.session!.accountId! })
      grant.addOIDCScope('openid profile offline_access')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/')) void provider.interactionFinished(request, response, { login: { accountId: who.sub } })
    else void answer(request, response)
  })
  /** Walks through the provider as a browser does; where it sends the browser back to. */
  async function visit(start: string): Promise<URL> {
    const cookies = new Map<string, string>()
    let url = new URL(start)
    for (let i = 0; i < 10; i++) {
      const response = await fetch(url, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        cookies.set(name, value)
      }
      const location = response.headers.get('location')
      if (location === null) throw new Error(`the provider answered ${response.status}: ${await response.text()}`)
      url = new URL(location, url)
      if (url.href.startsWith(redirectUri())) return url
    }
    throw new Error('the provider goes in circles')
  }
  const logoutToken = async (claims: Record<string, unknown>, overrides: { issuer?: string; at?: number } = {}): Promise<string> =>
    new SignJWT({ events: { 'http://schemas.openid.net/event/backchannel-logout': {} }, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'logout+jwt' }).setIssuer(overrides.issuer ?? issuer).setAudience('hub')
      .setIssuedAt(Math.floor((overrides.at ?? Date.now()) / 1000)).setJti(crypto.randomUUID()).sign(await importJWK(jwk, 'RS256'))
  return { issuer, who, visit, logoutToken, [Symbol.asyncDispose]: async () => { server.closeAllConnections(); server.close(); await once(server, 'close') } }
}

const redirectUri = 'http://localhost/cb'
const visitor = { address: '127.0.0.1', device: '', known: undefined, place: { rpId: 'localhost', origin: 'http://localhost' }, trace: 'test' }

async function ready(s: Setting, issuer: string): Promise<{ access: Access; id: string }> {
  const access = await s.open({ outbound: { loopback: true } })
  const { id } = await access.identityProviders.add(await s.ctx('alpha'), {
    name: 'Klinikum Alpha', issuer, clientId: 'hub', clientSecret: 'geheim-geheim-geheim', scopes: ['profile', 'offline_access'], audience: 'staff',
    rules: [{ claim: 'groups', value: 'aerzte', roles: ['clinician'], sites: ['haus-1'] }, { claim: 'groups', value: 'edv', roles: ['carrier-it'], sites: 'all' }],
    kvnrClaim: '', active: true,
  })
  return { access, id }
}

test('a hospital\'s own provider: accounts at the first sign-in, roles by claims at each, everything used once', async () => {
  await using s = await setting()
  await using idp = await hospital(() => redirectUri)
  const { access, id } = await ready(s, idp.issuer)
  const signIn = async () => {
    const started = (await access.providerSignIn.start(id, { redirectUri, to: '/station', fresh: false }))!
    const back = await idp.visit(started.url)
    return { started, back, finished: await access.providerSignIn.finish(id, started.pending, back, visitor) }
  }
  const first = await signIn()
  assert.ok(first.finished.result.kind === 'entered')
  assert.equal(first.finished.to, '/station')
  const { account, memberships, name, amr } = first.finished.result.principal
  assert.deepEqual([name, amr, memberships], ['Dr. Ada Muster', ['fed'], [{ carrier: 'alpha', roles: ['clinician'], sites: ['haus-1'] }]])
  assert.equal((await access.providerSignIn.finish(id, first.started.pending, first.back, visitor)).result.kind, 'refused', 'once')

  idp.who.claims = { name: 'Dr. Ada Neumann', groups: ['edv'] }
  const second = await signIn()
  assert.ok(second.finished.result.kind === 'entered')
  assert.deepEqual([second.finished.result.principal.account, second.finished.result.principal.name, second.finished.result.principal.memberships],
    [account, 'Dr. Ada Neumann', [{ carrier: 'alpha', roles: ['carrier-it'], sites: 'all' }]])

  const forged = (await access.providerSignIn.start(id, { redirectUri, to: '/', fresh: false }))!
  const back = await idp.visit(forged.url)
  back.searchParams.set('state', 'other')
  assert.equal((await access.providerSignIn.finish(id, forged.pending, back, visitor)).result.kind, 'refused', 'another state')
  const mine = (await access.providerSignIn.start(id, { redirectUri, to: '/', fresh: false }))!
  const theirs = (await access.providerSignIn.start(id, { redirectUri, to: '/', fresh: false }))!
  assert.equal((await access.providerSignIn.finish(id, mine.pending, await idp.visit(theirs.url), visitor)).result.kind, 'refused', 'another browser\'s code')
  assert.equal((await access.providerSignIn.finish(id, undefined, await idp.visit(theirs.url), visitor)).result.kind, 'refused', 'no cookie')

  const granted = {
    id: 'grant-1', account, subject: 'x', client: 'app', carrier: 'alpha', scopes: [], name: '', amr: [], offline: true, grantedAt: s.clock.now(), usedAt: s.clock.now(),
    endsAt: s.clock.now() + 86_400_000,
  }
  await access.smart.grants.put(granted)
  await access.smart.grants.put({ ...granted, id: 'grant-2', carrier: 'beta' })
  idp.who.claims = { name: 'Dr. Ada Neumann', groups: ['ehemalige'] }
  assert.equal((await signIn()).finished.result.kind, 'refused', 'no role, no entry')
  assert.equal(await access.authenticate({ session: second.finished.result.session }), undefined, 'and what was open ends')
  assert.deepEqual((await access.smart.grants.of(account)).map(({ carrier }) => carrier), ['beta'], 'with what was granted to apps there')
})

test('the provider ends sessions: by logout token, said once, and by taking back its refresh token', async () => {
  await using s = await setting()
  await using idp = await hospital(() => redirectUri)
  const { access, id } = await ready(s, idp.issuer)
  const enter = async (): Promise<string> => {
    const started = (await access.providerSignIn.start(id, { redirectUri, to: '/', fresh: false }))!
    const { result } = await access.providerSignIn.finish(id, started.pending, await idp.visit(started.url), visitor)
    assert.ok(result.kind === 'entered')
    return result.session
  }
  const alive = async (session: string): Promise<boolean> => (await access.authenticate({ session })) !== undefined
  const session = await enter()
  const at = Date.now()
  for (const wrong of [
    'x', await idp.logoutToken({ sub: 'u1', nonce: 'n' }), await idp.logoutToken({}), await idp.logoutToken({ sub: 'u1' }, { issuer: 'https://evil.example' }),
    await idp.logoutToken({ sub: 'u1' }, { at: at - 3_600_000 }), await idp.logoutToken({ sub: 'u1', events: {} }),
  ]) await assert.rejects(access.logOut(id, wrong), { code: 'access/logout-token' })
  await access.logOut(id, await idp.logoutToken({ sub: 'somebody else' }))
  assert.ok(await alive(session))
  const token = await idp.logoutToken({ sub: 'u1' })
  await access.logOut(id, token)
  assert.equal(await alive(session), false)
  await assert.rejects(access.logOut(id, token), { code: 'access/logout-token' })

  const other = await enter()
  assert.equal(await access.checkOutsideSessions(), false, 'asked a moment ago')
  s.clock.pass(301_000)
  assert.equal(await access.checkOutsideSessions(), true)
  assert.ok(await alive(other), 'the provider still stands for it')
  idp.who.closed = true
  s.clock.pass(301_000)
  await access.checkOutsideSessions()
  assert.equal(await alive(other), false, 'closed there, closed here')
  idp.who.closed = false
  const last = await enter()
  const { account } = (await access.authenticate({ session: last }))!
  await access.smart.grants.put({
    id: 'grant', account, subject: 'x', client: 'app', carrier: 'alpha', scopes: [], name: '', amr: [], offline: true, grantedAt: 0, usedAt: 0, endsAt: s.clock.now() + 86_400_000,
  })
  await access.identityProviders.remove(await s.ctx('alpha'), id)
  assert.equal(await alive(last), false)
  assert.deepEqual(await access.smart.grants.of(account), [])
  assert.deepEqual(await access.identityProviders.list(await s.ctx('alpha')), [])
})

test('a provider gives roles of a carrier only, and is reached over https', async () => {
  await using s = await setting()
  const access = await s.open()
  const ctx = await s.ctx('alpha')
  const good = { name: 'x', issuer: 'https://idp.example', clientId: 'hub', scopes: [], audience: 'staff' as const, rules: [], kvnrClaim: '', active: true }
  for (const issuer of ['http://idp.example', 'ftp://x', 'https://u:p@idp.example', 'nonsense', 'https://idp.example?x=1']) {
    await assert.rejects(access.identityProviders.add(ctx, { ...good, issuer }), { code: 'access/provider-issuer' })
  }
  for (const role of ['operator', 'automation', 'patient', 'nonsense']) {
    await assert.rejects(access.identityProviders.add(ctx, { ...good, rules: [{ claim: 'g', value: 'x', roles: [role], sites: 'all' }] }), { code: 'access/provider-roles' })
  }
  const added = await access.identityProviders.add(ctx, good)
  await assert.rejects(access.identityProviders.get(await s.ctx('beta'), added.id), { code: 'access/provider-unknown' })
  assert.equal((await access.identityProviders.list(await s.ctx('beta'))).length, 0)
})
