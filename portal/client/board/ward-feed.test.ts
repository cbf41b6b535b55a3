import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StreamOptions } from '../event-stream.ts'
import type { FhirResource } from '../fhir-shapes.ts'
import { PortalFault } from '../request.ts'
import type { Stay } from './model.ts'
import { WardFeed, type WardFeedPorts } from './ward-feed.ts'

const ward: FhirResource = { resourceType: 'Location', id: 'W', name: 'W', meta: { versionId: '1' }, physicalType: { coding: [{ code: 'wa' }] } }
const encounter = (id: string, version: number, status = 'in-progress'): FhirResource => ({
  resourceType: 'Encounter', id, meta: { versionId: String(version) }, status, subject: { reference: `Patient/${id}` }, location: [{ location: { reference: 'Location/W' }, status: 'active' }],
})
const patient = (id: string, family: string, version = 1): FhirResource => ({ resourceType: 'Patient', id, meta: { versionId: String(version) }, name: [{ family }] })

/** A hub that holds resources in memory and counts what it is asked for. */
function world(...initial: readonly FhirResource[]) {
  const held = new Map<string, FhirResource>()
  const asked: string[] = []
  let stream: StreamOptions | undefined
  let failing = false
  const put = (...resources: readonly FhirResource[]) => {
    for (const resource of resources) held.set(`${resource.resourceType}/${resource.id}`, resource)
  }
  const answer = (type: string, wanted: (resource: FhirResource) => boolean) => {
    if (failing) throw new PortalFault(503, 'api/busy', 'busy')
    return [...held.values()].filter(resource => resource.resourceType === type && wanted(resource))
  }
  const ports: WardFeedPorts = {
    searchAll: async (_carrier, type) => {
      asked.push(type)
      return answer(type, resource => resource.resourceType !== 'Encounter' || resource.status !== 'finished') as never
    },
    fetchByIds: async (_carrier, type, ids) => {
      asked.push(`${type} ${ids.join(',')}`)
      return answer(type, resource => ids.includes(resource.id ?? '')) as never
    },
    openStream: options => {
      stream = options
      queueMicrotask(() => options.onState('live', false))
      return { close() {} }
    },
  }
  put(...initial)
  const change = (...resources: readonly FhirResource[]) => {
    put(...resources)
    const items = resources.map(({ resourceType, id, meta }) => ({ type: resourceType, id: id ?? '', version: Number(meta?.versionId), deleted: false }))
    stream?.onEvent({ kind: 'change', carrier: 'alpha', items })
  }
  return { ports, asked, put, change, fail: (now: boolean) => { failing = now }, reconnect: () => stream?.onState('live', true) }
}

async function until(feed: WardFeed, holds: () => boolean): Promise<void> {
  if (holds()) return
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`not reached: ${JSON.stringify(feed.state())}`)), 3_000)
    const stop = feed.subscribe(() => {
      if (!holds()) return
      clearTimeout(limit)
      stop()
      resolve()
    })
  })
}
const present = (feed: WardFeed): readonly Stay[] => feed.state().board?.sites[0]?.wards[0]?.withoutBed ?? []
const names = (feed: WardFeed) => present(feed).map(stay => stay.patient?.name ?? '…').join(' ')

test('loads once the stream is open, then fetches only what changed', async t => {
  const hub = world(ward, encounter('1', 1), patient('1', 'Adam'))
  const feed = new WardFeed('alpha', hub.ports)
  t.after(() => feed.close())
  await until(feed, () => names(feed) === 'Adam')
  const loaded = hub.asked.length
  assert.deepEqual([...hub.asked].sort(), ['Encounter', 'Location', 'Patient 1'])
  const before = present(feed)[0]

  hub.change(encounter('2', 1), patient('2', 'Berta'))
  await until(feed, () => names(feed) === 'Adam Berta')
  assert.deepEqual(hub.asked.slice(loaded).sort(), ['Encounter 2', 'Patient 2'])
  assert.equal(present(feed)[0], before)

  hub.change(encounter('1', 2, 'finished'))
  await until(feed, () => names(feed) === 'Berta')
  assert.equal(feed.state().fault, null)
})

test('a version already held is not fetched again, and other types are none of its business', async t => {
  const hub = world(ward, encounter('1', 3), patient('1', 'Adam'))
  const feed = new WardFeed('alpha', hub.ports)
  t.after(() => feed.close())
  await until(feed, () => names(feed) === 'Adam')
  const loaded = hub.asked.length
  hub.change(encounter('1', 3), { resourceType: 'Coverage', id: 'x', meta: { versionId: '1' } } as never)
  hub.change(patient('1', 'Anders', 2))
  await until(feed, () => names(feed) === 'Anders')
  assert.deepEqual(hub.asked.slice(loaded), ['Patient 1'])
})

test('after a lost connection everything is loaded anew, and a failed load is told and mended', async t => {
  const hub = world(ward, encounter('1', 1), patient('1', 'Adam'))
  const feed = new WardFeed('alpha', hub.ports)
  t.after(() => feed.close())
  await until(feed, () => names(feed) === 'Adam')
  hub.put(encounter('3', 1), patient('3', 'Cäsar'))
  hub.fail(true)
  hub.reconnect()
  await until(feed, () => feed.state().fault !== null)
  assert.equal(names(feed), 'Adam')
  hub.fail(false)
  feed.reload()
  await until(feed, () => names(feed) === 'Adam Cäsar')
  assert.equal(feed.state().fault, null)
})
