import assert from 'node:assert/strict'
import { hash, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isFor } from '../src/certificate-request.ts'
import { readIdentity, writePendingKey, type PendingKey } from '../src/identity.ts'
import { ConnectorProcess } from './kit/connector-process.ts'
import { setup } from './kit/setup.ts'

const fingerprint = (dir: string): string => new X509Certificate(readIdentity(dir).certificate).fingerprint256

test('with less than a third of its life left a certificate is renewed under a new key, and used from then on', async () => {
  await using s = await setup({ leftDays: 100 })
  const before = readIdentity(s.dir)
  const first = fingerprint(s.dir)
  await using connector = await s.start()
  await s.hub.until(() => s.hub.shown.length === 2)
  const after = readIdentity(s.dir)
  assert.notEqual(after.privateKey, before.privateKey)
  assert.ok(isFor(after.certificate, after.privateKey))
  assert.deepEqual(s.hub.shown, [first, fingerprint(s.dir)])
  assert.equal(statSync(join(s.dir, 'identity.json')).mode & 0o777, 0o600)
  assert.equal(existsSync(join(s.dir, 'identity-next.json')), false)
  assert.equal(s.hub.renewals.length, 1, 'the renewed one is not due')
  assert.equal(connector.identity.connector, 'kis-alpha')
})

test('a certificate with life enough is left alone, unless the hub trusts other authorities', async () => {
  await using s = await setup({ leftDays: 200 })
  s.hub.announced = hash('sha256', s.hub.authority.ca)
  await using connector = await s.start()
  await s.hub.until(() => s.hub.statuses.length >= 2)
  assert.equal(s.hub.renewals.length, 0)
  s.hub.announced = hash('sha256', 'others')
  await s.hub.until(() => s.hub.renewals.length === 1)
  await s.hub.until(() => s.hub.shown.length === 2)
  assert.ok(connector.status().version)
})

test('killed before or after the hub has answered, the connector goes on with one of both and asks for the same key', async () => {
  await using s = await setup({ leftDays: 100 })
  const first = fingerprint(s.dir)
  s.hub.renewal = (count) => (count === 1 ? 'drop-answer' : 'answer')
  const one = await ConnectorProcess.start(s)
  await s.hub.until(() => s.hub.renewals.length === 1)
  await one.end('SIGKILL')
  assert.equal(fingerprint(s.dir), first)
  const key = readFileSync(join(s.dir, 'identity-next.json'), 'utf8')
  await using two = await ConnectorProcess.start(s)
  await s.hub.until(() => s.hub.shown.length === 2)
  assert.equal(s.hub.renewals[1], s.hub.renewals[0])
  assert.equal(readIdentity(s.dir).privateKey, (JSON.parse(key) as { privateKey: string }).privateKey)
  await two.end('SIGKILL')

  // Killed between the new identity and the removal of the pending key: it is left over and used up by the next renewal.
  writePendingKey(s.dir, JSON.parse(key) as PendingKey)
  await using three = await ConnectorProcess.start(s)
  const statuses = s.hub.statuses.length
  await s.hub.until(() => s.hub.statuses.length > statuses)
  assert.equal(s.hub.renewals.length, 2)
  assert.equal(await three.end('SIGTERM'), 0)
})

test('killed at any moment of a renewal there is a whole identity that the hub knows', async () => {
  for (const [index, renewal] of (['drop-before', 'drop-answer', 'answer', 'answer'] as const).entries()) {
    await using s = await setup({ leftDays: 100 })
    s.hub.renewal = () => renewal
    const one = await ConnectorProcess.start(s)
    await s.hub.until(() => (index === 3 ? s.hub.shown.length === 2 : s.hub.renewals.length === 1))
    await one.end('SIGKILL')
    const { certificate, privateKey } = readIdentity(s.dir)
    assert.ok(isFor(certificate, privateKey), renewal)
    s.hub.renewal = () => 'answer'
    await using two = await ConnectorProcess.start(s)
    await s.hub.until(() => s.hub.shown.length === 2)
    assert.equal(await two.end('SIGTERM'), 0)
  }
})

test('a hub that refuses is asked again later; a damaged pending key is made anew', async () => {
  await using s = await setup({ leftDays: 100 })
  writeFileSync(join(s.dir, 'identity-next.json'), '{')
  s.hub.renewal = () => 503
  let now = Date.now()
  const first = fingerprint(s.dir)
  await using connector = await s.start(s.config(), { clock: { now: () => now } })
  await s.hub.until(() => s.hub.renewals.length === 1)
  const statuses = s.hub.statuses.length
  await s.hub.until(() => s.hub.statuses.length > statuses + 1)
  assert.equal(s.hub.renewals.length, 1, 'not with every status')
  assert.equal(connector.status().channels[0]!.lastError?.code, 'connector/renewal-refused')
  s.hub.renewal = () => 'answer'
  now += 61_000
  await s.hub.until(() => s.hub.shown.length === 2)
  assert.equal(s.hub.renewals[1], s.hub.renewals[0])
  assert.notEqual(fingerprint(s.dir), first)
})
