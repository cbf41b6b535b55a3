import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asTenant } from '@steckwerk/kernel'
import { post, put, setting } from './setting.ts'

interface Body { id: string; birthDate?: string; meta: { source?: string; versionId: string } }

test('an edit never passes for a connector\'s, however it is sent', async () => {
  await using s = await setting()
  const [carrier] = await s.test.store.carriers()
  const ctx = { tenant: asTenant(carrier!.tenant), carrier: carrier!.slug, actor: 'Device/kis', purpose: 'TREAT', trace: 'test', now: new Date() }
  const source = 'urn:steckwerk:connector:kis#adt'
  const mapped = { resourceType: 'Patient', id: 'p1', meta: { source }, birthDate: '1950-02-03' }
  await s.test.store.commit(ctx, { kind: 'put', type: 'Patient', id: 'p1', text: JSON.stringify(mapped), resource: mapped, expect: 0 })
  const base = `/fhir/${carrier!.slug}`
  const read = (await (await s.call(`${base}/Patient/p1`)).json()) as Body
  assert.equal(read.meta.source, source)

  const same = await s.call(`${base}/Patient/p1`, put(read))
  assert.deepEqual([same.headers.get('etag'), ((await same.json()) as Body).meta.source], ['W/"1"', source], 'nothing changed, nothing written')
  const edited = (await (await s.call(`${base}/Patient/p1`, put({ ...read, birthDate: '1951-02-03' }))).json()) as Body
  assert.deepEqual([edited.meta.versionId, edited.meta.source, edited.birthDate], ['2', undefined, '1951-02-03'])

  const { id: _, ...unnamed } = read
  const created = (await (await s.call(`${base}/Patient`, post(unnamed))).json()) as Body
  assert.equal(created.meta.source, undefined)
  for (const type of ['transaction', 'batch']) {
    const resource = { ...read, birthDate: type === 'batch' ? '1952-02-03' : '1953-02-03' }
    const bundle = { resourceType: 'Bundle', type, entry: [{ request: { method: 'PUT', url: 'Patient/p1' }, resource }] }
    assert.equal((await s.call(base, post(bundle))).status, 200)
    const now = (await (await s.call(`${base}/Patient/p1`)).json()) as Body
    assert.deepEqual([now.birthDate, now.meta.source], [resource.birthDate, undefined])
  }
  const own = { ...read, meta: { source: 'https://app.example' }, birthDate: '1954-02-03' }
  assert.equal(((await (await s.call(`${base}/Patient/p1`, put(own))).json()) as Body).meta.source, 'https://app.example')
})
