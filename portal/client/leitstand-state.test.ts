import type { ConnectorOverview } from '@steckwerk/api/contract'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axisSteps, carrierHealth, connectorHealth, mergeRates, rateGrid, totalsOf } from './leitstand-state.ts'

const now = Date.parse('2026-11-21T14:02:30Z')
const channel = { channel: 'kis', port: 2575, listening: true, received: 1, duplicates: 0, refused: 0, depth: 0, oldestWaitingAt: null, perMinute: 1, applicationAckWished: false, lastError: null }
const well: ConnectorOverview = { connector: 'c', state: 'connected', seenAt: null, version: null, spool: { depth: 2, bytes: 10, limitBytes: 100 }, oldestWaitingAt: null, alarms: [], outbound: [], channels: [channel] }

test('a connector needs action, a look, or nothing', () => {
  const at = (ms: number) => new Date(now - ms).toISOString()
  assert.equal(connectorHealth(well, now), 'ok')
  assert.equal(connectorHealth({ ...well, oldestWaitingAt: at(59_000) }, now), 'ok')
  assert.equal(connectorHealth({ ...well, oldestWaitingAt: at(61_000) }, now), 'warn')
  assert.equal(connectorHealth({ ...well, spool: { depth: 2, bytes: 81, limitBytes: 100 } }, now), 'warn')
  assert.equal(connectorHealth({ ...well, channels: [{ ...channel, applicationAckWished: true }] }, now), 'warn')
  assert.equal(connectorHealth({ ...well, channels: [{ ...channel, listening: false }] }, now), 'bad')
  assert.equal(connectorHealth({ ...well, state: 'silent' }, now), 'bad')
  assert.equal(connectorHealth({ ...well, state: 'never', channels: [] }, now), 'quiet')
  assert.equal(connectorHealth({ ...well, alarms: [{ id: '1', code: 'spool-lost', at: at(0), count: 1, detail: '' }] }, now), 'bad')
})

test('a carrier fares as its worst connector, and totals add up', () => {
  const carrier = { carrier: 'alpha', name: 'Alpha', unmapped: 0, lastMinute: 5, connectors: [well, { ...well, state: 'silent' as const, oldestWaitingAt: '2026-11-21T13:00:00Z' }] }
  assert.equal(carrierHealth(carrier, now), 'bad')
  assert.equal(carrierHealth({ ...carrier, connectors: [well], unmapped: 1 }, now), 'warn')
  assert.equal(carrierHealth({ ...carrier, connectors: [] }, now), 'quiet')
  assert.deepEqual(totalsOf([carrier, { ...carrier, carrier: 'beta', unmapped: 2, connectors: [] }]), { lastMinute: 10, waiting: 4, oldestWaitingAt: '2026-11-21T13:00:00Z', unmapped: 2, held: 0, alarms: 0, connected: 1, connectors: 2 })
})

test('later points replace earlier ones, old minutes go, the running minute is left out of the grid', () => {
  const point = (minute: string, mapped: number) => ({ minute: `2026-11-21T${minute}:00Z`, carrier: 'alpha', mapped, unmapped: 0 })
  const merged = mergeRates([point('13:58', 1), point('14:01', 2)], [point('14:01', 3), point('14:02', 9)], 3)
  assert.deepEqual(merged, [point('14:01', 3), point('14:02', 9)])
  const grid = rateGrid(merged, ['alpha', 'beta'], now, 3)
  assert.deepEqual(grid.minutes.map(minute => new Date(minute).toISOString().slice(11, 16)), ['13:59', '14:00', '14:01'])
  assert.deepEqual(grid.series.map(({ carrier, values }) => [carrier, ...values.map(({ mapped }) => mapped)]), [['alpha', 0, 0, 3], ['beta', 0, 0, 0]])
})

test('an axis begins at 0, has few even steps of whole numbers and reaches the highest value', () => {
  fc.assert(fc.property(fc.nat(5_000_000), max => {
    const steps = axisSteps(max)
    assert.equal(steps[0], 0)
    assert.ok((steps.at(-1) ?? 0) >= max)
    assert.ok(steps.length >= 2 && steps.length <= 6, `${steps.length} steps for ${max}`)
    assert.ok(steps.every(Number.isInteger))
  }))
})
