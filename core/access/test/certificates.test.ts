import 'reflect-metadata'
import assert from 'node:assert/strict'
import { createHash, createHmac, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509'
import pg from 'pg'
import type { Sql } from '@steckwerk/kernel'
import type { Access, ConnectorIdentity } from '@steckwerk/access'
import { faultCode, setting, type Setting } from './setting.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 86_400_000

async function newRequest(): Promise<string> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  return (await Pkcs10CertificateRequestGenerator.create({ name: 'CN=connector', keys, signingAlgorithm: algorithm })).toString('pem')
}

const fingerprintOf = (certificate: string): string => new X509Certificate(certificate).fingerprint256

/** A connector that is enrolled; its certificate's fingerprint. */
async function enrolled(s: Setting, access: Access, connector = 'kis'): Promise<string> {
  const { code } = await access.createEnrolment(await s.ctx('alpha'), connector)
  const [, id = '', secret = ''] = code.split('-')
  const csr = await newRequest()
  const mac = createHmac('sha256', createHash('sha256').update(secret).digest()).update(csr).digest('hex')
  return fingerprintOf((await access.enrol({ id, csr, mac })).certificate)
}

async function shown(access: Access, fingerprint: string): Promise<ConnectorIdentity> {
  const identity = await access.connectorOf(fingerprint)
  assert.ok(identity)
  return identity
}

test('a renewed certificate waits until it is used; then the former one ends after the overlap', async () => {
  await using s = await setting()
  const access = await s.open()
  const ctx = await s.ctx('alpha')
  const first = await enrolled(s, access)
  const csr = await newRequest()
  const answer = await access.renewCertificate(await shown(access, first), first, { csr })
  assert.equal(answer.ca, await access.authorityBundle())
  // The answer was lost: the same again gets the same, however late.
  s.clock.pass(60 * dayMs)
  assert.deepEqual(await access.renewCertificate(await shown(access, first), first, { csr }), answer)
  assert.ok(await access.connectorOf(first), 'nothing ends as long as the new one was not used')
  // The key was lost, too.
  const other = await access.renewCertificate(await shown(access, first), first, { csr: await newRequest() })
  s.clock.pass(5_000)
  assert.equal(await access.connectorOf(fingerprintOf(answer.certificate)), undefined)
  const second = fingerprintOf(other.certificate)
  assert.deepEqual(await shown(access, second), await shown(access, first))
  s.clock.pass(9 * 60_000)
  assert.deepEqual((await access.certificates.list(ctx)).map(({ state }) => state).sort(), ['current', 'ended', 'ending'])
  assert.ok(await access.connectorOf(first), 'connections of the former one end in peace')
  await assert.rejects(access.renewCertificate(await shown(access, first), first, { csr }), faultCode('access/certificate-replaced'))
  s.clock.pass(2 * 60_000)
  assert.equal(await access.connectorOf(first), undefined)
  assert.ok(await access.connectorOf(second))
})

test('revoked means all of them at once: current, waiting and ending', async () => {
  await using s = await setting()
  const access = await s.open()
  const ctx = await s.ctx('alpha')
  const first = await enrolled(s, access)
  const second = fingerprintOf((await access.renewCertificate(await shown(access, first), first, { csr: await newRequest() })).certificate)
  await shown(access, second)
  const third = fingerprintOf((await access.renewCertificate(await shown(access, second), second, { csr: await newRequest() })).certificate)
  await assert.rejects(access.certificates.revoke(await s.ctx('beta'), 'kis'), faultCode('access/certificate-unknown'))
  await access.certificates.revoke(ctx, 'kis')
  for (const one of [first, second, third]) assert.equal(await access.connectorOf(one), undefined)
  await assert.rejects(access.certificates.revoke(ctx, 'kis'), faultCode('access/certificate-unknown'))
})

test('a new authority issues while the former one is trusted; it goes once nobody uses it, or by force with its certificates', async () => {
  await using s = await setting()
  const access = await s.open()
  const ctx = await s.ctx('alpha')
  const [kis, lab] = [await enrolled(s, access, 'kis'), await enrolled(s, access, 'lab')]
  const before = await access.authorityBundle()
  const socket = await access.uplinkCredentials([])
  await access.certificates.renewAuthority(ctx)
  const [issuing, former] = await access.certificates.authorities()
  assert.deepEqual([issuing!.state, issuing!.inUse, former!.state, former!.inUse], ['issuing', 0, 'trusted', 2])
  const bundle = await access.authorityBundle()
  assert.ok(bundle.endsWith(before) && bundle.length > before.length)
  // Connectors that have not heard yet know the socket's certificate.
  const old = new X509Certificate(before)
  assert.ok(new X509Certificate((await access.uplinkCredentials([])).certificate).verify(old.publicKey))
  assert.ok(new X509Certificate(socket.certificate).verify(old.publicKey))

  const renewed = await access.renewCertificate(await shown(access, kis), kis, { csr: await newRequest() })
  assert.equal(renewed.ca, bundle)
  assert.ok(!new X509Certificate(renewed.certificate).verify(old.publicKey))
  await shown(access, fingerprintOf(renewed.certificate))
  s.clock.pass(11 * 60_000)
  await assert.rejects(access.certificates.dropAuthority(ctx, issuing!.id, true), faultCode('access/authority-unknown'))
  await assert.rejects(access.certificates.dropAuthority(ctx, former!.id, false), faultCode('access/authority-in-use'))
  await access.certificates.dropAuthority(ctx, former!.id, true)
  s.clock.pass(5_000)
  assert.equal(await access.connectorOf(lab), undefined)
  assert.ok(await access.connectorOf(fingerprintOf(renewed.certificate)))
  assert.ok(bundle.startsWith(await access.authorityBundle()))
  assert.ok(new X509Certificate((await access.uplinkCredentials([])).certificate).verify(new X509Certificate(await access.authorityBundle()).publicKey))
})

test('a certificate that runs out unrenewed raises one alarm, which ends with the renewal', async () => {
  await using s = await setting()
  const access = await s.open()
  const first = await enrolled(s, access)
  const owner = new pg.Client({ connectionString: s.test.ownerUrl })
  await owner.connect()
  const run = (): Promise<boolean> => access.certificateJob.run({
    signal: new AbortController().signal,
    query: async <Row extends object>({ text, values }: Sql) => {
      const { rows, rowCount } = await owner.query(text, [...values])
      return { rows: rows as Row[], count: rowCount ?? 0 }
    },
  })
  const alarms = async (): Promise<unknown[]> =>
    (await owner.query<object>('select connector, code, affected::int, acknowledged_by from base.alarm order by raised_at')).rows
  try {
    s.clock.pass(350 * dayMs)
    assert.equal(await run(), false)
    assert.deepEqual(await alarms(), [])
    s.clock.pass(2 * dayMs)
    assert.equal(await run(), true)
    assert.equal(await run(), false)
    assert.deepEqual(await alarms(), [{ connector: 'kis', code: 'certificate-expiring', affected: 13, acknowledged_by: null }])
    assert.equal((await access.certificates.list(await s.ctx('alpha')))[0]!.overdue, true)
    const { certificate } = await access.renewCertificate(await shown(access, first), first, { csr: await newRequest() })
    await shown(access, fingerprintOf(certificate))
    assert.equal(await run(), true)
    assert.deepEqual(await alarms(), [{ connector: 'kis', code: 'certificate-expiring', affected: 13, acknowledged_by: 'Device/hub' }])
  } finally {
    await owner.end()
  }
})
