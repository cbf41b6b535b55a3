/** A service outside that is its own broker: ordered at the address where it answers. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createLog } from '@steckwerk/kernel'
import { brokerPages, createBroker, fileInstances, plugManifest, servePlug, type Plug, type Progress } from '@steckwerk/plug'
import { standInHub } from '@steckwerk/plug/testing'

const log = createLog('test', 'fatal')
const manifest = plugManifest.parse({
  id: 'ordered', service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e31', version: '1.2.0', name: { de: 'Bestellbar' }, summary: { de: 'Für Tests.' }, vendor: { name: 'Test' },
  capability: 'echo', scopes: [], purposes: ['HOPERAT'],
  plans: [{ id: '1f0c1c3a-4a7e-4b52-9df9-7a3f1f2b9c31', name: 'basic', title: { de: 'Basis' }, description: { de: 'Alles.' }, price: {} }],
})
const steps: Progress[] = [{ state: 'in progress', description: 'Still.', percent: 50 }, { state: 'succeeded', description: 'Ready.' }]
const running = {
  health: async () => ({ state: 'ok' as const }),
  provision: async () => steps.shift() ?? { state: 'succeeded' as const, description: 'Ready.' },
  exitExport: async () => ({ contentType: 'text/csv', fileName: 'all of it.csv', content: (async function* () { yield Buffer.from('a,b\n'); yield Buffer.from('1,2\n') })() }),
  stop: async () => undefined,
}
const plug: Plug = { manifest, start: async () => running }

test('one process answers as a service and as its broker; what was ordered is remembered over a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'broker-pages-'))
  const file = join(folder, 'instances.json')
  await using hub = await standInHub()
  const serve = async () => {
    const broker = createBroker({ services: () => [{ ...running, manifest }], instances: fileInstances(file), user: 'platform', password: 'secret' })
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    return servePlug(plug, { hubUrl: hub.url, privateKey: { ...privateKey.export({ format: 'jwk' }), kid: 'k' }, port: 0, log, pages: brokerPages(broker, log) })
  }
  let served = await serve()
  const ask = async (method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<{ status: number; type: string | null; text: string }> => {
    const response = await fetch(`${served.url}${path}`, {
      method, headers: { authorization: `Basic ${Buffer.from('platform:secret').toString('base64')}`, 'x-broker-api-version': '2.17', ...headers }, ...(body === undefined ? {} : { body }),
    })
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
  }
  try {
    const order = JSON.stringify({ service_id: manifest.service, plan_id: manifest.plans[0]!.id, context: { carrier: 'alpha' } })
    const instance = '/v2/service_instances/5c4b2f0e-6a3d-4c39-9b1a-6f1d1a2f7c10'
    const waits = '?accepts_incomplete=true'
    assert.equal((await ask('GET', '/v2/catalog', undefined, { authorization: 'Basic eDp5' })).status, 401)
    assert.equal((await ask('GET', '/v2/catalog', undefined, { 'x-broker-api-version': '1.0' })).status, 412)
    const catalog = JSON.parse((await ask('GET', '/v2/catalog')).text) as { services: { id: string }[] }
    assert.deepEqual(catalog.services.map(({ id }) => id), [manifest.service])
    assert.equal((await ask('PUT', instance, '{')).status, 400)
    assert.equal((await ask('PUT', instance, JSON.stringify({ x: 'x'.repeat(300 * 1024) }))).status, 413)
    assert.equal((await ask('PUT', instance, order)).status, 422)
    assert.equal((await ask('PUT', `${instance}${waits}`, order)).status, 202)
    assert.deepEqual(JSON.parse((await ask('GET', `${instance}/last_operation`)).text), { state: 'succeeded', description: 'Ready.' })
    assert.equal((await ask('PUT', `${instance}${waits}`, order)).status, 200)
    assert.ok((await readFile(file, 'utf8')).includes('"done":true'))

    await served[Symbol.asyncDispose]()
    served = await serve()
    assert.equal((await ask('GET', instance)).status, 200)
    assert.deepEqual(await ask('GET', `${instance}/exit_export`), { status: 200, type: 'text/csv', text: 'a,b\n1,2\n' })
    assert.equal((await ask('DELETE', `${instance}${waits}&service_id=${manifest.service}&plan_id=${manifest.plans[0]!.id}`)).status, 200)
    assert.equal((await ask('GET', `${instance}/last_operation`)).status, 410)
    // The service itself stands beside it, and what is neither is nothing.
    assert.equal((await fetch(`${served.url}/health`)).status, 200)
    assert.equal((await ask('GET', '/v3')).status, 404)
  } finally {
    await served[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }
})
