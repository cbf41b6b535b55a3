/** A connector's certificate over its life, with a real hub and a real connector: issued, renewed under a new authority while messages flow, revoked. */
import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createHospital, runSender } from '@steckwerk/demo'
import { paths } from '@steckwerk/uplink'
import { testRegion } from '../support/region.ts'

const patienceMs = 60_000

interface Certificate { readonly connector: string; readonly fingerprint: string; readonly state: string; readonly authority: string }
interface Authority { readonly id: string; readonly state: string; readonly inUse: number }

interface Identity { readonly certificate: string; readonly privateKey: string; readonly ca: string; readonly socket: string }

/** What the hub says to this certificate on a new connection: status and code. */
async function answerTo({ certificate, privateKey, ca, socket }: Identity): Promise<readonly [number | undefined, string | undefined]> {
  const call = request(new URL(paths.status, socket), { method: 'POST', cert: certificate, key: privateKey, ca, agent: false, headers: { 'content-type': 'application/json' } })
  call.end('{}')
  const [answer] = await once(call, 'response') as [IncomingMessage]
  const text = Buffer.concat(await answer.toArray()).toString()
  return [answer.statusCode, (JSON.parse(text) as { code?: string }).code]
}

async function until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    assert.ok(Date.now() < deadline, what)
    await pause(100)
  }
}

test('a certificate is renewed under a new authority without losing a message, and refused from the next request on once it is revoked', async () => {
  await using held = await testRegion()
  const { region, carrier, mllp, data } = held
  const hospital = createHospital(9, carrier.style, { site: carrier.site, runId: 'CERT' })
  const to = { host: '127.0.0.1', port: mllp }
  async function admin<T>(path: string, method = 'GET', body?: object): Promise<{ readonly status: number; readonly body: T }> {
    const answer = await fetch(`${region.url}/admin${path}`, {
      method, headers: { authorization: `Bearer ${region.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as T }
  }
  const certificates = async (): Promise<readonly Certificate[]> => (await admin<{ certificates: Certificate[] }>(`/carriers/${carrier.slug}/certificates`)).body.certificates
  const identity = (): Identity => JSON.parse(readFileSync(join(data, `connector-${carrier.slug}`, 'identity.json'), 'utf8')) as Identity
  const shown = (): X509Certificate => new X509Certificate(identity().certificate)
  const fingerprint = (certificate: X509Certificate): string => certificate.fingerprint256.replaceAll(':', '').toLowerCase()
  const committed = async (): Promise<number> => {
    const answer = await fetch(`${region.url}/portal/api/rates?minutes=60`, { headers: { authorization: `Bearer ${region.token}` } })
    return ((await answer.json()) as { points: { mapped: number; unmapped: number }[] }).points.reduce((sum, point) => sum + point.mapped + point.unmapped, 0)
  }
  let sent = 0
  const send = async (count: number): Promise<void> => {
    assert.equal((await runSender(hospital.take(count), to)).acknowledged, count)
    sent += count
  }

  const first = shown()
  const [before] = await certificates()
  assert.deepEqual([before!.state, before!.fingerprint], ['current', fingerprint(first)])
  const { connector } = before!
  await send(20)

  assert.equal((await admin('/platform/authorities', 'POST', {})).status, 201)
  await send(20)
  const renewed = await until('the connector has a new certificate', () => {
    const now = shown()
    return fingerprint(now) === fingerprint(first) ? undefined : now
  })
  assert.notEqual(renewed.publicKey.export({ format: 'pem', type: 'spki' }), first.publicKey.export({ format: 'pem', type: 'spki' }), 'a new key')
  await send(20)
  await until('the new one is used', async () => (await certificates()).find((one) => one.fingerprint === fingerprint(renewed) && one.state === 'current'))
  const { authorities } = (await admin<{ authorities: Authority[] }>('/platform/authorities')).body
  assert.equal(authorities.find(({ state }) => state === 'issuing')!.id, (await certificates()).find((one) => one.fingerprint === fingerprint(renewed))!.authority)
  assert.equal((await answerTo(identity()))[0], 400, 'let in, though it says nothing')
  await until('everything is committed', async () => (await committed()) === sent ? sent : undefined)

  assert.equal((await admin(`/carriers/${carrier.slug}/certificates/${connector}`, 'DELETE')).status, 204)
  assert.deepEqual((await certificates()).filter(({ state }) => state === 'current' || state === 'waiting' || state === 'ending'), [])
  assert.deepEqual(await answerTo(identity()), [403, 'api/connector-unknown'])
  await send(10)
  const log = join(data, 'logs', `connector-${carrier.slug}.log`)
  await until('the connector knows', () => readFileSync(log, 'utf8').includes('connector/hub-forbids') ? true : undefined)
  assert.equal(await committed(), sent - 10, 'what it took waits with it')
})
