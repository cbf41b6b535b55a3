import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noRecords, testHost } from '@steckwerk/plug/testing'
import type { FhirResource } from '@steckwerk/plug'
import { keptShelf } from './shelf.ts'

test('read once for many, anew after a change of a document or after ten seconds, and after a failure', async () => {
  const clock = { time: 0, now: () => clock.time }
  let reads = 0
  let broken = false
  const organizations: FhirResource[] = []
  const all = async (type: string): Promise<readonly FhirResource[]> => {
    if (type !== 'Organization') return []
    reads += 1
    if (broken) throw new Error('away')
    return organizations
  }
  const host = testHost({ clock, carriers: { alpha: { ...noRecords, all } } })
  const carrier = await host.carrier('alpha')
  const shelf = keptShelf(host)
  const names = async (): Promise<readonly string[]> => (await shelf.actors(carrier)).things.map(({ name }) => name)

  assert.deepEqual(await Promise.all([names(), names()]), [[], []])
  assert.equal(reads, 1)
  organizations.push({ resourceType: 'Organization', id: 'a', name: 'Haus A' })
  assert.deepEqual(await names(), [])
  clock.time = 10_000
  assert.deepEqual(await names(), ['Haus A'])

  organizations.push({ resourceType: 'Organization', id: 'b', name: 'Haus B' })
  await carrier.documents.write([{ kind: 'barcamp-ballot', id: 'x', body: {} }])
  assert.deepEqual(await names(), ['Haus A'], 'a vote changes no page')
  await carrier.documents.write([{ kind: 'barcamp', id: 'x', body: {} }])
  // Told as soon as the listener has its turn, at the same time of the clock.
  for (let turn = 0; turn < 100 && (await names()).length < 2; turn++) await new Promise(setImmediate)
  assert.deepEqual(await names(), ['Haus A', 'Haus B'])

  clock.time = 20_000
  broken = true
  await assert.rejects(names())
  broken = false
  assert.deepEqual(await names(), ['Haus A', 'Haus B'])
  host.end()
})
