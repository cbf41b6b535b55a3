import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adt, channel, harness } from './harness.ts'

test('a bed plan makes the very Locations that messages name, and only those that are missing', async () => {
  await using h = await harness()
  await h.send([adt({ event: 'A01', place: 'CHI^302^1' })])
  const { site, caseSystem } = channel
  const beds = ['1', '2', '3'].map((bed) => ({ site, ward: 'CHI', room: '302', bed }))
  assert.deepEqual(await h.ingest.importBeds(h.ctx(), { caseSystem, beds }), { created: 2 })
  assert.deepEqual(await h.ingest.importBeds(h.ctx(), { caseSystem, beds }), { created: 0 })
  const before = await h.all('Location')
  assert.equal(before.length, 1 + 1 + 1 + 3)
  await h.send([adt({ event: 'A02', place: 'CHI^302^3', at: '20261121110000' })])
  assert.deepEqual(await h.all('Location'), before)
})
