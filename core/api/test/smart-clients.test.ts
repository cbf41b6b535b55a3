/** Programs that prove who they are: secrets, signed assertions, backend services; what is told about tokens, and what ends them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SignJWT, exportJWK, generateKeyPair, createRemoteJWKSet, jwtVerify } from 'jose'
import { put, setting, type Setting } from './setting.ts'
import { redirectUri, signedIn, smartClient, type Tokens } from './smart-client.ts'

let s: Setting
let app: ReturnType<typeof smartClient>

before(async () => {
  s = await setting()
  app = smartClient(s)
  for (const resource of [
    { resourceType: 'Organization', id: 'haus', name: 'Haus' },
    { resourceType: 'Patient', id: 'p1', name: [{ family: 'Ahorn' }] },
    { resourceType: 'Encounter', id: 'e1', status: 'in-progress', class: { code: 'IMP' }, subject: { reference: 'Patient/p1' }, serviceProvider: { reference: 'Organization/haus' }, period: { start: '2024-01-01' } },
    { resourceType: 'Observation', id: 'o1', status: 'final', code: { text: 'x' }, subject: { reference: 'Patient/p1' } },
  ]) assert.equal((await s.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))).status, 201)
})
after(() => s[Symbol.asyncDispose]())

const errorOf = async (response: Response): Promise<[number, string]> => [response.status, ((await response.json()) as { error: string }).error]
const basic = (id: string, secret: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` })

interface Claims { iss?: string; sub?: string; aud?: string; jti?: string; exp?: number }
type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey']
const assertion = (key: Key, alg: string, client: string, claims: Claims = {}): Promise<string> => new SignJWT({
  iss: client, sub: client, aud: `${s.url}/oidc/token`, jti: crypto.randomUUID(), exp: Math.floor(Date.now() / 1000) + 240, ...claims,
}).setProtectedHeader({ alg, kid: 'k1', typ: 'JWT' }).sign(key)

const byAssertion = (text: string, more: Record<string, string> = {}): Promise<Response> => app.token({
  grant_type: 'client_credentials', scope: 'system/Observation.rs', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: text, ...more,
})

async function backend(alg = 'ES384', form = {}) {
  const pair = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg, use: 'sig' }
  const { client } = await app.register({ kind: 'key', backend: true, redirectUris: [], scopes: ['system/Observation.rs', 'system/Patient.r'], jwks: { keys: [jwk] }, ...form })
  return { client, pair }
}

test('a backend service: signed assertions only, used once, short, for us; its scopes are all it can do', async () => {
  for (const alg of ['ES384', 'RS384']) {
    const { client, pair } = await backend(alg)
    const first = await assertion(pair.privateKey, alg, client.id)
    const tokens = await (await byAssertion(first)).json() as Tokens
    assert.deepEqual([tokens.scope, tokens.expires_in, tokens.refresh_token, tokens.patient], ['system/Observation.rs', 300, undefined, undefined])
    assert.equal((await app.fhir(tokens.access_token, '/Observation/o1')).status, 200)
    assert.equal((await app.fhir(tokens.access_token, '/Encounter/e1')).status, 403)
    assert.equal((await app.fhir(tokens.access_token, '/Patient/p1')).status, 403)
    assert.deepEqual(await errorOf(await byAssertion(first)), [401, 'invalid_client'])
    const again = await assertion(pair.privateKey, alg, client.id)
    const both = await Promise.all([byAssertion(again), byAssertion(again)])
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 401])
    for (const claims of [{ aud: 'https://evil.example' }, { exp: Math.floor(Date.now() / 1000) - 60 }, { exp: Math.floor(Date.now() / 1000) + 3_600 }, { iss: 'somebody' }]) {
      assert.deepEqual(await errorOf(await byAssertion(await assertion(pair.privateKey, alg, client.id, claims))), [401, 'invalid_client'], JSON.stringify(claims))
    }
    const foreign = await generateKeyPair(alg)
    assert.deepEqual(await errorOf(await byAssertion(await assertion(foreign.privateKey, alg, client.id))), [401, 'invalid_client'])
    for (const scope of ['system/Encounter.rs', 'system/Observation.cruds', 'system/*.rs', 'patient/Observation.rs', 'openid', 'system/Observation.sr', 'system/Observation.read']) {
      assert.deepEqual(await errorOf(await byAssertion(await assertion(pair.privateKey, alg, client.id), { scope })), [400, 'invalid_scope'], scope)
    }
    assert.deepEqual(await errorOf(await app.token({ grant_type: 'client_credentials', scope: 'system/Observation.rs', client_id: client.id })), [401, 'invalid_client'])
  }
})

test('a confidential app: its secret, right after rotation, never after it is disabled', async () => {
  const { client, secret } = await app.register({ kind: 'secret' })
  const jar = await signedIn(s, 'station')
  const code = async (): Promise<string> => app.told(await app.confirm(jar, await app.begin(jar, app.authorizeUrl(client.id)), { patient: 'p1' })).get('code')!
  const one = await code()
  assert.deepEqual(await errorOf(await app.exchange(client.id, one)), [401, 'invalid_client'])
  assert.deepEqual(await errorOf(await app.exchange(client.id, one, { client_secret: secret! })), [401, 'invalid_client'])
  assert.deepEqual(await errorOf(await app.exchange(client.id, one, {}, basic(client.id, `${secret}x`))), [401, 'invalid_client'])
  assert.deepEqual(await errorOf(await app.token({ grant_type: 'client_credentials', scope: 'patient/*.rs' }, basic(client.id, secret!))), [400, 'invalid_request'])
  const withoutVerifier = await app.token({ grant_type: 'authorization_code', code: one, redirect_uri: redirectUri }, basic(client.id, secret!))
  assert.deepEqual(await errorOf(withoutVerifier), [400, 'invalid_grant'])
  const tokens = await (await app.exchange(client.id, one, {}, basic(client.id, secret!))).json() as Tokens
  const admin = (path: string, method: string, body: object): Promise<Response> =>
    s.call(`/admin/carriers/alpha/clients/${client.id}${path}`, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  const rotated = await (await admin('/secret', 'POST', {})).json() as { secret: string }
  const two = await code()
  assert.deepEqual(await errorOf(await app.exchange(client.id, two, {}, basic(client.id, secret!))), [401, 'invalid_client'])
  assert.equal((await app.exchange(client.id, two, {}, basic(client.id, rotated.secret))).status, 200)
  assert.equal((await app.fhir(tokens.access_token, '/Patient/p1')).status, 200)
  assert.equal((await admin('/disabled', 'PUT', { disabled: true })).status, 200)
  assert.equal((await app.fhir(tokens.access_token, '/Patient/p1')).status, 401)
  assert.equal((await fetch(app.authorizeUrl(client.id), { redirect: 'manual' })).status, 400)
})

test('introspection and revocation: for the client itself and for a resource server of the carrier', async () => {
  const { client } = await app.register()
  const jar = await signedIn(s, 'station')
  const scope = 'openid offline_access launch/patient patient/Patient.rs'
  const tokens = await app.authorize(jar, client.id, { patient: 'p1', params: { scope } })
  const server = await app.register({ kind: 'secret', redirectUris: [], scopes: [], introspects: true })
  const other = await app.register({ kind: 'secret' })
  const ask = async (token: string, who: { client: { id: string }; secret: string | null }): Promise<Record<string, unknown>> =>
    (await fetch(`${s.url}/oidc/introspect`, { method: 'POST', body: new URLSearchParams({ token }), headers: basic(who.client.id, who.secret!) })).json() as Promise<Record<string, unknown>>
  const told = await ask(tokens.access_token, server)
  assert.deepEqual([told['active'], told['client_id'], told['patient'], told['aud'], told['iss']], [true, client.id, 'p1', app.base, `${s.url}/oidc`])
  assert.ok(!JSON.stringify(told).includes('station'))
  assert.deepEqual(await ask(tokens.access_token, other), { active: false })
  assert.deepEqual(await ask('x'.repeat(43), server), { active: false })
  const foreign = smartClient(s, 'beta')
  const beta = await foreign.register({ kind: 'secret', redirectUris: [], scopes: [], introspects: true })
  assert.deepEqual(await ask(tokens.access_token, beta), { active: false })
  const revoke = (token: string, id: string): Promise<Response> => fetch(`${s.url}/oidc/revoke`, { method: 'POST', body: new URLSearchParams({ token, client_id: id }) })
  assert.equal((await revoke(tokens.refresh_token!, client.id)).status, 200)
  assert.deepEqual(await ask(tokens.access_token, server), { active: false })
  assert.equal((await app.fhir(tokens.access_token, '/Patient/p1')).status, 401)
  const second = await app.authorize(jar, client.id, { patient: 'p1', params: { scope } })
  assert.equal((await revoke(second.access_token, client.id)).status, 200)
  assert.equal((await app.fhir(second.access_token, '/Patient/p1')).status, 401)
  assert.equal((await app.token({ grant_type: 'refresh_token', client_id: client.id, refresh_token: second.refresh_token! })).status, 400)
})

test('the id_token names the person to this client only, and verifies over a rotation of keys', async () => {
  const jar = await signedIn(s, 'station')
  const keys = createRemoteJWKSet(new URL(`${s.url}/oidc/jwks`))
  const subjects: string[] = []
  for (let i = 0; i < 2; i++) {
    const { client } = await app.register()
    const { id_token } = await app.authorize(jar, client.id, { patient: 'p1', params: { nonce: 'n-1' } })
    const { payload, protectedHeader } = await jwtVerify(id_token!, keys, { issuer: `${s.url}/oidc`, audience: client.id })
    assert.deepEqual([payload['nonce'], protectedHeader.alg], ['n-1', 'RS256'])
    subjects.push(payload.sub!)
  }
  assert.notEqual(subjects[0], subjects[1])
  const before = await (await fetch(`${s.url}/oidc/jwks`)).json() as { keys: Record<string, unknown>[] }
  assert.equal(before.keys.length, 2)
  assert.ok(before.keys.every((key) => !('d' in key)))
  assert.equal((await s.call('/admin/oidc/keys/rotate', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status, 204)
  const after = await (await fetch(`${s.url}/oidc/jwks`)).json() as { keys: Record<string, unknown>[] }
  assert.deepEqual(after.keys.slice(0, 2).map(({ kid }) => kid), before.keys.map(({ kid }) => kid))
  assert.equal(after.keys.length, 4)
})

test('discovery says what holds', async () => {
  const smart = await (await fetch(`${app.base}/.well-known/smart-configuration`)).json() as Record<string, unknown>
  const openid = await (await fetch(`${s.url}/oidc/.well-known/openid-configuration`)).json() as Record<string, unknown>
  for (const member of ['issuer', 'jwks_uri', 'authorization_endpoint', 'token_endpoint', 'introspection_endpoint', 'revocation_endpoint', 'response_types_supported', 'code_challenge_methods_supported', 'token_endpoint_auth_signing_alg_values_supported']) {
    assert.deepEqual(smart[member], openid[member], member)
  }
  assert.deepEqual(smart['code_challenge_methods_supported'], ['S256'])
  assert.deepEqual(openid['response_modes_supported'], ['query'])
  for (const member of ['userinfo_endpoint', 'end_session_endpoint', 'registration_endpoint', 'pushed_authorization_request_endpoint', 'device_authorization_endpoint']) assert.equal(openid[member], undefined, member)
  for (const path of ['/me', '/reg', '/session/end', '/request', '/device']) assert.equal((await fetch(`${s.url}/oidc${path}`)).status, 404, path)
  const capability = await (await fetch(`${app.base}/metadata`)).json() as { rest: { security: { extension: { extension: { url: string; valueUri: string }[] }[] } }[] }
  const uris = Object.fromEntries(capability.rest[0]!.security.extension[0]!.extension.map(({ url, valueUri }) => [url, valueUri]))
  assert.deepEqual([uris['authorize'], uris['token']], [smart['authorization_endpoint'], smart['token_endpoint']])
  assert.equal((await fetch(`${s.url}/fhir/nowhere/.well-known/smart-configuration`)).status, 404)
  const elsewhere = await import('node:http').then(({ request }) => new Promise<number>((resolve, reject) => {
    request(`${app.base}/.well-known/smart-configuration`, { headers: { host: 'evil.example' } }, (answer) => { answer.resume(); resolve(answer.statusCode!) }).on('error', reject).end()
  }))
  assert.equal(elsewhere, 503)
})

test('pages of registered public clients may call, others not, nobody with cookies', async () => {
  await app.register({ redirectUris: ['http://127.0.0.1:7001/app'] })
  await app.register({ redirectUris: ['http://127.0.0.1:7002/app'], kind: 'secret' })
  const paths = ['/fhir/alpha/Patient/p1', '/fhir/alpha/metadata', '/fhir/alpha/.well-known/smart-configuration', '/oidc/.well-known/openid-configuration', '/oidc/token', '/oidc/jwks']
  for (const path of paths) {
    const from = (origin: string, method = 'GET', more = {}): Promise<Response> => fetch(`${s.url}${path}`, { method, headers: { origin, ...more } })
    const good = await from('http://127.0.0.1:7001')
    assert.equal(good.headers.get('access-control-allow-origin'), 'http://127.0.0.1:7001', path)
    assert.match(good.headers.get('vary') ?? '', /origin/i)
    const preflight = await from('http://127.0.0.1:7001', 'OPTIONS', { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' })
    assert.deepEqual([preflight.status, preflight.headers.get('access-control-allow-origin')], [204, 'http://127.0.0.1:7001'], path)
    for (const origin of ['http://127.0.0.1:7002', 'https://evil.example', 'null']) {
      assert.equal((await from(origin)).headers.get('access-control-allow-origin'), null, `${path} ${origin}`)
      assert.equal((await from(origin, 'OPTIONS', { 'access-control-request-method': 'POST' })).status, 403, path)
    }
    assert.equal(good.headers.get('access-control-allow-credentials'), null)
  }
  assert.equal((await fetch(`${s.url}/fhir/beta/metadata`, { headers: { origin: 'http://127.0.0.1:7001' } })).headers.get('access-control-allow-origin'), null)
})

test('what cannot be registered is refused with what is wrong', async () => {
  const refused = async (form: object): Promise<string[]> => {
    const body = { name: 'x', kind: 'public', redirectUris: [redirectUri], scopes: ['openid'], ...form }
    const answer = await s.call('/admin/carriers/alpha/clients', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    assert.equal(answer.status, 400, JSON.stringify(form))
    return ((await answer.json()) as { issues: { at: string }[] }).issues.map(({ at }) => at)
  }
  for (const uri of ['http://app.example/', 'https://*.example/', 'https://app.example/#x', 'https://u:p@app.example/', 'javascript:alert(1)', 'myapp:/x', 'data:text/html,x', '/app']) {
    assert.deepEqual(await refused({ redirectUris: [uri] }), ['redirectUris.0'], uri)
  }
  assert.deepEqual(await refused({ scopes: ['patient/Observation.sr'] }), ['scopes.0'])
  assert.deepEqual(await refused({ scopes: ['system/Observation.rs'] }), ['scopes.0'])
  assert.deepEqual(await refused({ kind: 'key' }), ['jwks'])
  const secret = { kty: 'EC', crv: 'P-384', x: 'a', y: 'b', d: 'c', kid: 'k' }
  assert.deepEqual(await refused({ kind: 'key', jwks: { keys: [secret] } }), ['jwks.keys.0'])
  assert.deepEqual(await refused({ kind: 'key', jwksUri: 'http://127.0.0.1/keys' }), ['jwksUri'])
  assert.deepEqual(await refused({ backend: true }), ['kind'])
})

test('who manages clients: the carrier\'s administration and the operator, at their carriers', async () => {
  for (const [account, status] of [['station', 403], ['leitstand', 200]] as const) {
    const jar = await signedIn(s, account)
    assert.equal((await jar.fetch(`${s.url}/portal/api/carriers/alpha/clients`)).status, status, account)
  }
  assert.equal((await fetch(`${s.url}/portal/api/carriers/alpha/clients`)).status, 401)
})
