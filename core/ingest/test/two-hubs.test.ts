import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { createIngest } from '@steckwerk/ingest'
import { adt, batchOf, channel, harness, testKeys } from './harness.ts'

test('a channel set to and fro while two hubs take turns is read by its last settings', async () => {
  await using h = await harness()
  const other = createIngest({ store: h.store, keys: testKeys(), log: silentLog, rawRetentionDays: 30 })
  const settings = [channel, { ...channel, zone: 'Europe/Vienna' }, channel]
  for (const [i, hub] of [h.ingest, other, h.ingest].entries()) {
    const answer = await hub.commitBatch(h.ctx(), 'kis', batchOf([adt({ event: 'A01' })], i, { position: i, channel: settings[i]! }))
    assert.equal(answer.kind, 'accepted')
    const [row] = await h.store.read(h.ctx(), (reader) => reader.query<{ zone: string }>(sql`select settings ->> 'zone' as zone from st.channel`))
    assert.equal(row!.zone, settings[i]!.zone)
  }
})
