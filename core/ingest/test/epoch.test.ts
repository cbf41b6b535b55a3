import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { timeOrderedId } from '@steckwerk/kernel'
import type { ConnectorStatus } from '@steckwerk/uplink'
import { adt, epoch, harness, type Harness } from './harness.ts'

let h: Harness
before(async () => {
  h = await harness()
})
after(() => h[Symbol.asyncDispose]())

function status(sequence: number): ConnectorStatus {
  return {
    version: '0.1.0', epoch, startedAt: Date.now(), spool: { depth: 2, bytes: 10, limitBytes: 100, originals: 3 },
    channels: [{
      channel: 'adt', port: 2575, listening: true, received: sequence, duplicates: 0, refused: 0, sequence, depth: 2,
      oldestAt: Date.now() - 60_000, perMinute: 3, applicationAckWished: true, lastError: null,
    }],
  }
}

test('a connector is never, connected, then silent', async () => {
  await h.ingest.registerConnector(h.ctx(), 'labor')
  assert.equal((await h.ingest.connectors(h.ctx())).connectors.find(({ connector }) => connector === 'labor')!.state, 'never')
  await h.ingest.reportStatus(h.ctx(), 'kis', status(3))
  const [kis] = (await h.ingest.connectors(h.ctx())).connectors
  assert.deepEqual([kis!.state, kis!.channels[0]!.applicationAckWished, kis!.spool!.depth], ['connected', true, 2])
  assert.ok(kis!.oldestWaitingAt !== null)
  const later = await h.ingest.connectors(h.ctx('alpha', Date.now() + 60_000))
  assert.equal(later.connectors[0]!.state, 'silent')
})

test('a wiped spool is an alarm that names how many acknowledged messages never came', async () => {
  await h.send([adt({ event: 'A01' })])
  await h.ingest.reportStatus(h.ctx(), 'kis', status(3))
  await h.ingest.openEpoch(h.ctx(), 'kis', { epoch: timeOrderedId(), streams: 4, reason: 'spool-new' })
  const [kis] = (await h.ingest.connectors(h.ctx())).connectors
  assert.deepEqual(kis!.alarms.map(({ code, count }) => [code, count]), [['spool-lost', 2]])
  assert.match(kis!.alarms[0]!.detail, /adt 2/)
})

test('opening the same epoch twice is one opening, and a change of streams no alarm', async () => {
  const [before] = (await h.ingest.connectors(h.ctx())).connectors
  const next = timeOrderedId()
  await h.ingest.openEpoch(h.ctx(), 'kis', { epoch: next, streams: 2, reason: 'settings', previous: epoch })
  await h.ingest.openEpoch(h.ctx(), 'kis', { epoch: next, streams: 2, reason: 'settings', previous: epoch })
  const [after] = (await h.ingest.connectors(h.ctx())).connectors
  assert.equal(after!.alarms.length, before!.alarms.length)
})

test('an alarm is acknowledged once, by name', async () => {
  const [kis] = (await h.ingest.connectors(h.ctx())).connectors
  await h.ingest.acknowledgeAlarm(h.ctx(), kis!.alarms[0]!.id)
  assert.deepEqual((await h.ingest.connectors(h.ctx())).connectors[0]!.alarms, [])
  await assert.rejects(h.ingest.acknowledgeAlarm(h.ctx(), kis!.alarms[0]!.id), { code: 'ingest/alarm-missing' })
  await assert.rejects(h.ingest.acknowledgeAlarm(h.ctx(), 'nonsense'), { code: 'ingest/alarm-missing' })
})
