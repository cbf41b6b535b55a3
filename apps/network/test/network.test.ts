/** A process that runs networks alone has nothing clinical: no types, no connector socket, no patients' routes or pages. Starts a process of its own. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startHub } from '@steckwerk/hub'
import { readHubConfig } from '@steckwerk/hub/config'
import { silentLog } from '@steckwerk/kernel/testing'
import { testPostgres } from '@steckwerk/store/testing'

test('networks run without anything clinical', async () => {
  await using opened = new AsyncDisposableStack()
  const data = await mkdtemp(join(tmpdir(), 'steckwerk-network-'))
  opened.defer(() => rm(data, { recursive: true, force: true }))
  const database = await opened.use(await testPostgres()).database()
  const config = readHubConfig({ STECKWERK_DATA: data, DATABASE_URL: database.ownerUrl, STECKWERK_HUB_DATABASE_URL: database.hubUrl, STECKWERK_PORT: '0', STECKWERK_CONNECTOR_PORT: '0' })
  const running = opened.use(await startHub(config, { log: silentLog, networksOnly: true }))
  const token = (await readFile(join(data, 'operator-token'), 'utf8')).trim()
  const call = (path: string, body?: object, method = 'POST'): Promise<Response> => fetch(`${running.url}${path}`, {
    ...(body === undefined ? {} : { method, body: JSON.stringify(body) }), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  })

  const refused = await call('/admin/carriers', { carrier: 'alpha', name: 'Kliniken Alpha' })
  assert.deepEqual([refused.status, ((await refused.json()) as { code: string }).code], [409, 'hub/networks-only'])
  assert.equal((await call('/admin/carriers', { carrier: 'ruhr', name: 'Netz Ruhr', kind: 'network' })).status, 201)
  assert.equal(running.connectorUrl, '')
  assert.equal((await call('/fhir/ruhr/Patient')).status, 404)
  assert.equal((await call('/fhir/ruhr/Organization')).status, 200)
  for (const path of ['/meine', '/meine/termine', '/haus', '/buchen', '/leitstand?x=1', '/portal/api/booking/offers', '/portal/api/persons', '/enrol']) assert.equal((await fetch(`${running.url}${path}`)).status, 404, path)
  const plugs = (await (await call('/admin/plugs')).json()) as { plugs: { id: string }[] }
  assert.deepEqual(plugs.plugs.map(({ id }) => id), ['steckwerk-community', 'steckwerk-maturity'])
  for (const { id } of plugs.plugs) assert.equal((await call(`/admin/carriers/ruhr/plugs/${id}`, {}, 'PUT')).status, 204, id)
  const info = (await (await fetch(`${running.url}/portal/api/networks/ruhr`)).json()) as { services: { capability: string }[] }
  assert.deepEqual(info.services.map(({ capability }) => capability).toSorted(), ['community', 'maturity'])
  const actors = (await (await fetch(`${running.url}/services/steckwerk-community/ruhr/actors`)).json()) as { total: number }
  assert.equal(actors.total, 0)
})
