/** Addresses that carriers' administrators name: a hub must not be made to ask its own network for them. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { SignJWT, generateKeyPair } from 'jose'
import { sql } from '@steckwerk/kernel'
import { createOutbound, type OutboundOptions } from '../src/outbound/outbound.ts'
import { systemCtx } from '../src/system-ctx.ts'
import { setting } from './setting.ts'

async function serve(answer: RequestListener) {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => { server.closeAllConnections(); server.close(); await once(server, 'close') } }
}

/** A port that counts who connects, and hangs up. */
async function trap() {
  let connections = 0
  const server = createSocketServer((socket) => {
    connections++
    socket.on('error', () => undefined).destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, connections: () => connections, [Symbol.asyncDispose]: async () => { server.close(); await once(server, 'close') } }
}

const names: Readonly<Record<string, readonly string[]>> = {
  'public.example': ['93.184.216.34'], 'private.example': ['10.1.2.3'], 'both.example': ['10.1.2.3', '93.184.216.34'], 'metadata.example': ['169.254.169.254'],
  'here.example': ['127.0.0.1'], 'mapped.example': ['::ffff:127.0.0.1'],
}
const resolve: NonNullable<OutboundOptions['resolve']> = (host) => {
  const found = names[host]
  return found === undefined ? Promise.reject(new Error('no such name')) : Promise.resolve(found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
}
const refusal = { code: 'access/address-private' }

test('addresses inside are refused at registration and before a connection, however they are written', async () => {
  await using target = await trap()
  const { fetch, require } = createOutbound({ resolve })
  for (const host of [
    '127.0.0.1', '127.1', '0x7f000001', '2130706433', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '[::]', '10.0.0.1', '192.168.0.1', '172.20.0.1', '169.254.169.254', '[fe80::1]', '[fd00::1]',
    'here.example', 'here.example.', 'HERE.example', 'mapped.example', 'private.example', 'metadata.example',
  ]) {
    await assert.rejects(require(`https://${host}:${target.port}/keys`, 'jwksUri'), { ...refusal, at: 'jwksUri' }, host)
    await assert.rejects(fetch(`https://${host}:${target.port}/keys`), refusal, host)
  }
  await assert.rejects(fetch('http://public.example/keys'), refusal, 'in the clear')
  for (const host of ['public.example', 'both.example', 'not-there-yet.example']) await require(`https://${host}/keys`, 'jwksUri')
  assert.equal(target.connections(), 0)
})

test('what the operator named is asked: names, addresses, networks; nothing else, and not in the clear', async () => {
  await using target = await trap()
  const { fetch, require } = createOutbound({ resolve, privateHosts: 'here.example, 10.1.0.0/16, ::1' })
  const at = (host: string): string => `https://${host}:${target.port}/keys`
  await assert.rejects(fetch(at('here.example')), (thrown: { code?: string }) => thrown.code !== refusal.code)
  assert.equal(target.connections(), 1)
  for (const host of ['here.example', 'Here.Example.', 'private.example', '10.1.9.9', '[::1]']) await require(at(host), 'issuer')
  for (const host of ['127.0.0.1', 'mapped.example', 'metadata.example', '10.2.0.1', '[::2]']) await assert.rejects(require(at(host), 'issuer'), refusal, host)
  await assert.rejects(fetch(`http://here.example:${target.port}`), refusal)
  assert.equal(target.connections(), 1)
  for (const wrong of ['10.0.0.0/33', 'https://idp.example', 'idp.example:8443', '*.example', 'a b']) {
    assert.throws(() => createOutbound({ privateHosts: wrong }), { code: 'access/private-hosts' }, wrong)
  }
})

test('a name is looked up once: what was looked at is what is connected to', async () => {
  let asked = 0
  await using server = await serve((request, response) => response.setHeader('x-host', request.headers.host ?? '').end('{}'))
  const { fetch } = createOutbound({ loopback: true, resolve: () => Promise.resolve([{ address: asked++ === 0 ? '127.0.0.1' : '192.0.2.1', family: 4 }]) })
  const answer = await fetch(`http://turning.example:${server.port}/x`)
  assert.deepEqual([answer.status, answer.headers.get('x-host'), asked], [200, `turning.example:${server.port}`, 1])
})

test('no redirect is followed, answers end somewhere, requests arrive as they were meant', async () => {
  await using server = await serve((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/there' }).end()
    else if (request.url === '/large') response.end(Buffer.alloc(600 * 1024))
    else if (request.url === '/silent') response.writeHead(200).flushHeaders()
    else {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () =>
        response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify([request.method, request.headers['content-type'], request.headers['authorization'], Buffer.concat(chunks).toString()])))
    }
  })
  const { fetch } = createOutbound({ loopback: true })
  assert.equal((await fetch(`${server.url}/moved`)).status, 302)
  await assert.rejects(fetch(`${server.url}/large`), { code: 'access/answer-too-large' })
  await assert.rejects(fetch(`${server.url}/silent`, { signal: AbortSignal.timeout(100) }))
  const answer = await fetch(`${server.url}/token`, { method: 'POST', headers: { authorization: 'Basic x' }, body: new URLSearchParams({ code: 'a b' }) })
  assert.deepEqual([answer.status, await answer.json()], [201, ['POST', 'application/x-www-form-urlencoded;charset=UTF-8', 'Basic x', 'code=a+b']])
})

test('in production neither an app\'s keys nor an identity provider may lie inside', async () => {
  await using s = await setting()
  await using target = await trap()
  const access = await s.open()
  const ctx = await s.ctx('alpha')
  const provider = { name: 'x', issuer: '', clientId: 'hub', scopes: [], audience: 'staff' as const, rules: [], kvnrClaim: '', active: true }
  await assert.rejects(access.identityProviders.add(ctx, { ...provider, issuer: `http://127.0.0.1:${target.port}` }), { code: 'access/provider-issuer' })
  await assert.rejects(access.identityProviders.add(ctx, { ...provider, issuer: `https://127.0.0.1:${target.port}` }), { ...refusal, at: 'issuer' })
  const app = {
    name: 'x', vendor: null, kind: 'key' as const, backend: true, redirectUris: [], launchUri: null, scopes: ['system/Patient.rs'], jwks: null,
    jwksUri: `https://10.0.0.1:${target.port}/keys`, introspects: false,
  }
  await assert.rejects(access.smart.clients.create(ctx, app), { ...refusal, at: 'jwksUri' })

  // What was registered before, or leads elsewhere since.
  const { id } = await access.identityProviders.add(ctx, { ...provider, issuer: 'https://idp.example.invalid' })
  const { client } = await access.smart.clients.create(ctx, { ...app, jwksUri: 'https://keys.example.invalid/keys' })
  await s.test.store.write(systemCtx(s.clock.now()), async (w) => {
    await w.query(sql`update st.identity_provider set issuer = ${`https://127.0.0.1:${target.port}`} where id = ${id}`)
    await w.query(sql`update st.smart_client set jwks_uri = ${`https://127.0.0.1:${target.port}/keys`} where id = ${client.id}`)
  })
  s.clock.pass(10_000)
  await assert.rejects(access.providerSignIn.start(id, { redirectUri: 'http://localhost/cb', to: '/', fresh: false }), { code: 'access/provider-unreachable' })
  await using hub = await serve((request, response) => void access.smart.serverAt('https://hub.example')
    .then(({ provider: oidc }) => oidc.callback()(request, response)))
  const { privateKey } = await generateKeyPair('ES384')
  const assertion = await new SignJWT({ iss: client.id, sub: client.id, aud: 'https://hub.example/oidc', jti: crypto.randomUUID(), exp: Math.floor(Date.now() / 1000) + 200 })
    .setProtectedHeader({ alg: 'ES384', kid: 'k1' }).sign(privateKey)
  const answer = await fetch(`${hub.url}/token`, {
    method: 'POST', body: new URLSearchParams({
      grant_type: 'client_credentials', scope: 'system/Patient.rs', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion,
    }),
  })
  assert.deepEqual([answer.status, (await answer.json() as { error: string }).error], [401, 'invalid_client'])
  assert.equal(target.connections(), 0)
})
