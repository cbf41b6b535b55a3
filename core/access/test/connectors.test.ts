import 'reflect-metadata'
import assert from 'node:assert/strict'
import { createHash, createHmac, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { connect, createServer } from 'node:tls'
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509'
import type { EnrolRequest } from '@steckwerk/uplink'
import { faultCode, setting } from './setting.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

async function request(code: string): Promise<{ request: EnrolRequest; key: string; secretHash: Buffer }> {
  const [, id = '', secret = ''] = code.split('-')
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const csr = (await Pkcs10CertificateRequestGenerator.create({ name: 'CN=whatever', keys, signingAlgorithm: algorithm })).toString('pem')
  const secretHash = createHash('sha256').update(secret).digest()
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return {
    request: { id, csr, mac: createHmac('sha256', secretHash).update(csr).digest('hex') },
    key: `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`,
    secretHash,
  }
}

/** The same certificate request with the last byte of its signature changed. */
function withLastByteChanged(csr: string): string {
  const der = Buffer.from(csr.replace(/-----[A-Z ]+-----/g, ''), 'base64')
  der[der.length - 1] = (der.at(-1) ?? 0) ^ 1
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----`
}

test('a code enrols one connector once; the answer proves the hub and survives being lost', async () => {
  await using s = await setting()
  const access = await s.open()
  const ctx = await s.ctx('alpha')
  const { code, expiresAt } = await access.createEnrolment(ctx, 'kis-nord')
  assert.match(code, /^swk1-[0-9a-f]+-[0-9a-f]{64}$/)
  assert.equal(expiresAt.getTime(), s.clock.now() + 3_600_000)
  const mine = await request(code)
  const answer = await access.enrol(mine.request)
  assert.equal(answer.carrier, 'alpha')
  assert.equal(answer.connector, 'kis-nord')
  assert.equal(answer.socket, 'https://127.0.0.1:8443')
  assert.equal(answer.mac, createHmac('sha256', mine.secretHash).update(answer.ca).update(answer.certificate).digest('hex'))
  assert.deepEqual(await access.enrol(mine.request), answer)
  await assert.rejects(access.enrol((await request(code)).request), faultCode('access/enrolment-refused'))

  const certificate = new X509Certificate(answer.certificate)
  assert.ok(certificate.verify(new X509Certificate(answer.ca).publicKey))
  assert.equal(certificate.subject, 'CN=alpha/kis-nord')
  assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.2'])
  assert.deepEqual(await access.connectorOf(certificate.fingerprint256), { carrier: 'alpha', tenant: ctx.tenant, connector: 'kis-nord' })

  const next = await request((await access.createEnrolment(ctx, 'kis-nord')).code)
  const replaced = await access.enrol(next.request)
  s.clock.pass(5_000)
  assert.equal(await access.connectorOf(certificate.fingerprint256), undefined, 're-enrolment ends the former certificate')
  const current = new X509Certificate(replaced.certificate).fingerprint256
  assert.equal((await access.connectorOf(current))?.connector, 'kis-nord')
  const open = await request((await access.createEnrolment(ctx, 'kis-nord')).code)
  await access.revokeConnector(await s.ctx('beta'), 'kis-nord')
  assert.ok(await access.connectorOf(current), 'another carrier cannot revoke it')
  await access.revokeConnector(ctx, 'kis-nord')
  assert.equal(await access.connectorOf(current), undefined)
  await assert.rejects(access.enrol(open.request), faultCode('access/enrolment-refused'))
})

test('wrong, forged and late requests are refused alike and use nothing up', async () => {
  await using s = await setting()
  const access = await s.open()
  const ctx = await s.ctx('alpha')
  const { code } = await access.createEnrolment(ctx, 'kis')
  const good = await request(code)
  const other = await request(code.replace(/.$/, (last) => (last === '0' ? '1' : '0')))
  await assert.rejects(access.enrol(other.request), faultCode('access/enrolment-refused'))
  await assert.rejects(access.enrol({ ...good.request, csr: other.request.csr }), faultCode('access/enrolment-refused'))
  await assert.rejects(access.enrol({ ...good.request, id: 'nothing' }), faultCode('access/enrolment-refused'))
  const broken = withLastByteChanged(good.request.csr)
  for (const csr of ['nonsense', broken]) {
    const mac = createHmac('sha256', good.secretHash).update(csr).digest('hex')
    await assert.rejects(access.enrol({ ...good.request, csr, mac }), faultCode('access/certificate-request'))
  }
  for (const name of ['', '-a', 'a-', 'A', 'a/b', 'a'.repeat(64)]) {
    await assert.rejects(access.createEnrolment(ctx, name), faultCode('access/connector-name'))
  }
  s.clock.pass(3_600_001)
  await assert.rejects(access.enrol(good.request), faultCode('access/enrolment-refused'))
})

test('the socket\'s certificate and a connector\'s meet in mutual TLS', async () => {
  await using s = await setting()
  const access = await s.open()
  const mine = await request((await access.createEnrolment(await s.ctx('alpha'), 'kis')).code)
  const answer = await access.enrol(mine.request)
  for (const host of ['127.0.0.1', 'localhost', 'hub.example']) {
    const { key, certificate, ca } = await access.uplinkCredentials(['hub.example'])
    const server = createServer({ key, cert: certificate, ca, requestCert: true, rejectUnauthorized: true }, (socket) => {
      socket.end(String(socket.getPeerCertificate().subject.CN))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const name = host === '127.0.0.1' ? {} : { servername: host }
    const client = connect({ host: '127.0.0.1', port, ...name, key: mine.key, cert: answer.certificate, ca: answer.ca })
    const [text] = (await once(client.setEncoding('utf8'), 'data')) as [string]
    assert.equal(text, 'alpha/kis')
    client.destroy()
    server.close()
    await once(server, 'close')
  }
})
