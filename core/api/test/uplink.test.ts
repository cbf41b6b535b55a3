import 'reflect-metadata'
import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { text as textOf } from 'node:stream/consumers'
import { test } from 'node:test'
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509'
import { createUplinkServer } from '@steckwerk/api'
import { Fault, type Ctx } from '@steckwerk/kernel'
import { testCtx } from '@steckwerk/kernel/testing'
import { encodeBatch, type Batch, type EnrolAnswer } from '@steckwerk/uplink'
import { setting, type Setting } from './setting.ts'

interface Identity {
  readonly key: string
  readonly cert: string
  readonly ca: string
}

async function enrol(s: Setting, connector: string): Promise<{ answer: EnrolAnswer; identity: Identity; status: number }> {
  const made = await s.call('/admin/carriers/alpha/connectors', { method: 'POST', body: JSON.stringify({ connector }), headers: { 'content-type': 'application/json' } })
  assert.equal(made.status, 201)
  const [, id = '', secret = ''] = ((await made.json()) as { code: string }).code.split('-')
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const csr = (await Pkcs10CertificateRequestGenerator.create({ name: 'CN=x', keys, signingAlgorithm: algorithm })).toString('pem')
  const mac = createHmac('sha256', createHash('sha256').update(secret).digest()).update(csr).digest('hex')
  const response = await fetch(`${s.url}/connector/enrol`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id, csr, mac }) })
  const answer = (await response.json()) as EnrolAnswer
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return { status: response.status, answer, identity: { key: `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`, cert: answer.certificate, ca: answer.ca } }
}

function send(url: string, path: string, body: Uint8Array | string, type: string, tls: RequestOptions): Promise<{ status: number; body: { code?: string; next?: number } }> {
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(new URL(path, url), { ...tls, method: 'POST', headers: { 'content-type': type }, agent: false }, (answer) => {
      textOf(answer).then((text) => resolve({ status: answer.statusCode!, body: JSON.parse(text) as { code?: string } }), reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const batch: Batch = {
  header: {
    epoch: '01999999-0000-7000-8000-000000000000', stream: 0, position: 0,
    channels: { adt: { zone: 'Europe/Berlin', patientSystem: 'urn:mr', caseSystem: 'urn:vn', site: 'Haus' } },
    messages: [{ channel: 'adt', sequence: 1, order: 1, receivedAt: 1, sha256: 'a'.repeat(64), length: 3 }],
  },
  bodies: [Buffer.from('MSH')],
}

test('a connector enrols, comes in by its certificate, and is known by it; revoked it is shut out', async () => {
  await using s = await setting()
  const seen: { carrier: string; tenant: number; actor: string; connector: string; bytes: number }[] = []
  const ingest = {
    ...s.ingest,
    commitBatch: async (ctx: Ctx, connector: string, got: Batch) => {
      if (got.header.stream === 1) throw new Fault('not-found', 'uplink/epoch-unknown', 'Open the epoch first.')
      if (got.header.stream === 2) return { kind: 'refused' as const, code: 'uplink/position' as const, text: 'Gap.', next: 4, messages: ['unknown' as const] }
      seen.push({ carrier: ctx.carrier, tenant: ctx.tenant, actor: ctx.actor, connector, bytes: got.bodies[0]!.length })
      return { kind: 'accepted' as const, next: 1 }
    },
  }
  const { status, answer, identity } = await enrol(s, 'kis-nord')
  assert.deepEqual([status, answer.carrier, answer.connector], [200, 'alpha', 'kis-nord'])
  assert.deepEqual((await s.ingest.connectors(testCtx(1, 'alpha'))).connectors.map(({ connector, state }) => [connector, state]), [['kis-nord', 'never']])

  const uplink = await createUplinkServer({ ingest, access: s.access, log: s.log, hosts: [] })
  try {
    const url = await uplink.listen({ host: '127.0.0.1', port: 0 })
    const stream = (n: number): Buffer => encodeBatch({ ...batch, header: { ...batch.header, stream: n } })
    const octets = 'application/octet-stream'
    assert.deepEqual(await send(url, '/uplink/batches', stream(0), octets, identity), { status: 200, body: { next: 1 } })
    assert.deepEqual(seen, [{ carrier: 'alpha', tenant: 1, actor: 'Device/kis-nord', connector: 'kis-nord', bytes: 3 }])
    const unknown = await send(url, '/uplink/batches', stream(1), octets, identity)
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'uplink/epoch-unknown'])
    assert.deepEqual(await send(url, '/uplink/batches', stream(2), octets, identity), {
      status: 409, body: { code: 'uplink/position', text: 'Gap.', next: 4, messages: ['unknown'] },
    })
    for (const [path, body, type, expected, code] of [
      ['/uplink/batches', 'xx', octets, 400, 'uplink/batch-malformed'], ['/uplink/batches', '{}', 'application/json', 415, 'api/media-type'],
      ['/uplink/status', '{}', 'application/json', 400, 'api/body'], ['/uplink/nothing', '{}', 'application/json', 404, 'api/not-found'],
      ['/uplink/batches', Buffer.alloc(17 * 1024 * 1024), octets, 413, 'api/body-too-large'],
    ] as const) {
      const refused = await send(url, path, body, type, identity)
      assert.deepEqual([refused.status, refused.body.code], [expected, code], path)
    }

    // No certificate, another authority's, TLS 1.1: no conversation at all.
    await assert.rejects(send(url, '/uplink/batches', stream(0), octets, { ca: identity.ca }))
    await assert.rejects(send(url, '/uplink/batches', stream(0), octets, { ...identity, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }))
    const server = await s.access.uplinkCredentials([])
    const notAClient = await send(url, '/uplink/batches', stream(0), octets, { key: server.key, cert: server.certificate, ca: identity.ca }).catch(() => undefined)
    assert.ok(notAClient === undefined || notAClient.status === 403, 'the hub\'s own certificate is no connector\'s')

    assert.equal((await s.call('/admin/carriers/alpha/connectors/kis-nord', { method: 'DELETE' })).status, 204)
    const revoked = await send(url, '/uplink/batches', stream(0), octets, identity)
    assert.deepEqual([revoked.status, revoked.body.code], [403, 'api/connector-unknown'])
  } finally {
    await uplink.close()
  }
})

test('enrolment without a right code is refused and tells nothing', async () => {
  await using s = await setting()
  const ask = async (body: unknown): Promise<[number, string]> => {
    const response = await fetch(`${s.url}/connector/enrol`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return [response.status, ((await response.json()) as { code: string }).code]
  }
  assert.deepEqual(await ask({ id: 'x', csr: 'y', mac: 'a'.repeat(64) }), [403, 'access/enrolment-refused'])
  assert.deepEqual(await ask({ id: 'x' }), [400, 'api/body'])
})
