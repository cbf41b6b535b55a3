/** Two hub processes on one database behind a balancer: what one promises, both keep. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freePorts, type Supervised } from '@steckwerk/demo'
import { roundRobin, type RoundRobin } from '../crash/round-robin.ts'
import { testRegion, type TestRegion } from '../support/region.ts'
import { hubClient, type HubClient } from './hub-client.ts'
import { pollHistory } from './history-poller.ts'

let started: TestRegion
let second: Supervised
let balancer: RoundRobin
let both: HubClient
let one: HubClient
let two: HubClient

before(async () => {
  started = await testRegion()
  const { region } = started
  const [hub, connector] = (await freePorts(2)) as [number, number]
  second = await region.addHub({ hub, connector })
  balancer = await roundRobin([Number(new URL(region.url).port), hub])
  both = hubClient(`http://127.0.0.1:${balancer.port}`, region.token)
  one = hubClient(region.url, region.token)
  two = hubClient(`http://127.0.0.1:${hub}`, region.token)
})
after(async () => {
  await balancer[Symbol.asyncDispose]()
  await started[Symbol.asyncDispose]()
})

const identified = (value: string, members: object = {}): object => ({ resourceType: 'Patient', identifier: [{ system: 'urn:two', value }], ...members })
const statusesOf = (responses: readonly Response[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { status } of responses) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
const many = <T>(n: number, work: (i: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: n }, (_, i) => work(i)))
const idOf = async (response: Response): Promise<string> => ((await response.json()) as { id: string }).id

test('200 conditional creates of one identifier at once make one resource', async () => {
  const answers = await many(200, () => both.send('POST', 'Patient', identified('once'), { 'if-none-exist': 'identifier=urn:two|once' }))
  assert.deepEqual(statusesOf(answers), { 200: 199, 201: 1 })
  assert.equal(new Set(await Promise.all(answers.map(idOf))).size, 1, 'all answer with the same one')
  assert.equal((await one.bundle('Patient?identifier=urn:two|once&_total=accurate')).total, 1)
})

test('transactions with the same condition make one resource as well, and the references meet', async () => {
  const urn = 'urn:uuid:4b2f9d0e-0000-4000-8000-000000000001'
  const entry = [
    { fullUrl: urn, resource: identified('shared'), request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:two|shared' } },
    { resource: { resourceType: 'Condition', subject: { reference: urn }, code: { text: 'x' } }, request: { method: 'POST', url: 'Condition' } },
  ]
  const answers = await many(40, () => both.send('POST', '', { resourceType: 'Bundle', type: 'transaction', entry }))
  assert.deepEqual(statusesOf(answers), { 200: 40 })
  const found = await one.bundle('Patient?identifier=urn:two|shared&_revinclude=Condition:patient&_count=100')
  assert.equal(found.entry!.filter(({ resource }) => resource!.resourceType === 'Patient').length, 1)
  assert.equal(found.entry!.filter(({ resource }) => resource!.resourceType === 'Condition').length, 40)
})

test('100 conditional updates at once make one resource, each its own version of it', async () => {
  const answers = await many(100, (i) => both.send('PUT', 'Patient?identifier=urn:two|updated', identified('updated', { multipleBirthInteger: i })))
  assert.deepEqual(statusesOf(answers), { 200: 99, 201: 1 })
  const versions = answers.map(({ headers }) => Number(/\d+/.exec(headers.get('etag')!)![0]))
  assert.deepEqual(versions.toSorted((a, b) => a - b), Array.from({ length: 100 }, (_, i) => i + 1))
  assert.equal((await two.bundle('Patient?identifier=urn:two|updated&_total=accurate')).total, 1)
})

test('a transaction that fails at its last entry leaves nothing, among others that succeed', async () => {
  const { entry: kept } = await one.bundle('Patient?identifier=urn:two|once')
  const existing = kept![0]!.resource!
  const transaction = (i: number): unknown => {
    const code = i % 2 === 0 ? 'good' : 'bad'
    const tagged = (resourceType: string, members: object): object => ({ resourceType, meta: { tag: [{ system: 'urn:two', code }] }, ...members })
    const creates = [1, 2, 3, 4].map((n) => ({ resource: tagged('Patient', { identifier: [{ system: 'urn:two:t', value: `${i}-${n}` }] }), request: { method: 'POST', url: 'Patient' } }))
    // Sound to the eye: only the database knows that this version is not the current one.
    const last = { resource: { ...existing, active: true }, request: { method: 'PUT', url: `Patient/${existing.id}`, ifMatch: 'W/"99"' } }
    return { resourceType: 'Bundle', type: 'transaction', entry: code === 'good' ? creates : [...creates, last] }
  }
  const answers = await many(60, (i) => both.send('POST', '', transaction(i)))
  assert.deepEqual(statusesOf(answers), { 200: 30, 412: 30 })
  assert.equal((await two.bundle('Patient?_tag=urn:two|good&_summary=count')).total, 120)
  assert.equal((await two.bundle('Patient?_tag=urn:two|bad&_summary=count')).total, 0)
  assert.equal((await two.bundle('Patient?identifier=urn:two:t|&_summary=count')).total, 120)
  assert.equal((await one.call(`Patient/${existing.id}`)).headers.get('etag'), 'W/"1"')
})

test('whoever asks for the history since the last answer misses nothing and sees every version once', async () => {
  const poller = await pollHistory(one)
  const written = new Set<string>()
  const note = (type: string, id: string, etag: string | null): void => {
    written.add(`${type}/${id}/${/\d+/.exec(etag!)![0]}`)
  }
  const writer = async (w: number): Promise<void> => {
    for (let i = 0; i < 25; i++) {
      const id = `w${w}-${i % 5}`
      const put = await both.send('PUT', `Patient/${id}`, { resourceType: 'Patient', id, multipleBirthInteger: i })
      assert.ok(put.ok, String(put.status))
      note('Patient', id, put.headers.get('etag'))
      if (i % 8 === 7) note('Patient', id, (await both.call(`Patient/${id}`, { method: 'DELETE' })).headers.get('etag'))
    }
  }
  // Long transactions that began before short ones and end after them are what clocks get wrong.
  const bulk = async (w: number): Promise<void> => {
    for (let i = 0; i < 4; i++) {
      const entry = Array.from({ length: 150 }, (_, n) => {
        const id = `b${w}-${i}-${n}`
        return { resource: { resourceType: 'Basic', id, code: { text: 'x' } }, request: { method: 'PUT', url: `Basic/${id}` } }
      })
      const response = await both.send('POST', '', { resourceType: 'Bundle', type: 'transaction', entry })
      assert.equal(response.status, 200)
      for (const { resource } of entry) note('Basic', resource.id, '1')
    }
  }
  await Promise.all([...[0, 1, 2, 3, 4, 5].map(writer), ...[0, 1].map(bulk)])
  await poller.until(written, 30_000)
  await poller.stop()
  assert.ok(poller.polls() > 5, 'it asked while others wrote')
  assert.deepEqual([...poller.seen].filter(([, times]) => times > 1), [], 'none came twice')
  assert.deepEqual([...poller.seen.keys()].filter((version) => !written.has(version)), [], 'and none that was not written')
})

test('a hub killed by -9 while it writes takes nothing along that was answered', async () => {
  const acknowledged: string[] = []
  const dead = second.pid!
  let killed = false
  await Promise.all(Array.from({ length: 8 }, async (_, w) => {
    for (let i = 0; i < 60; i++) {
      const id = `k${w}-${i}`
      const answer = await (w % 2 === 0 ? two : both).send('PUT', `Patient/${id}`, { resourceType: 'Patient', id }).catch(() => undefined)
      if (answer?.ok === true) acknowledged.push(id)
      if (!killed && acknowledged.length >= 100) {
        killed = true
        process.kill(dead, 'SIGKILL')
      }
    }
  }))
  assert.ok(killed && acknowledged.length >= 100)
  for (const id of acknowledged) assert.equal((await one.call(`Patient/${id}`)).status, 200, id)
})
