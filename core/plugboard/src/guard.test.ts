import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { createFloodGate, createHold } from './flood.ts'
import { createGuard } from './guard.ts'

const limits = { atOnce: 1, waiting: 1, timeMs: 10_000, failures: 2, openMs: 1_000 }
const code = (wanted: string) => (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === wanted
const broken = (): Promise<never> => Promise.reject(new TypeError('x'))

test('what comes beyond the queue is refused, and what waits has its turn', async () => {
  const guard = createGuard({ now: () => 0 }, limits)
  const gate = Promise.withResolvers<number>()
  const [first, second] = [guard.run(() => gate.promise), guard.run(async () => 2)]
  await assert.rejects(guard.run(async () => 3), code('plugboard/busy'))
  gate.resolve(1)
  assert.deepEqual(await Promise.all([first, second]), [1, 2])
  assert.equal(await guard.run(async () => 4), 4)
})

test('failures one after the other open it; after a while one call is tried', async () => {
  let now = 0
  const guard = createGuard({ now: () => now }, limits)
  await assert.rejects(guard.run(broken), code('plugboard/failed'))
  await assert.rejects(guard.run(() => Promise.reject(new Fault('conflict', 'x/y', 'taken'))), code('x/y'))
  await assert.rejects(guard.run(broken), code('plugboard/failed'))
  assert.equal(guard.state, 'closed')
  await assert.rejects(guard.run(broken), code('plugboard/failed'))
  assert.equal(guard.state, 'open')
  await assert.rejects(guard.run(async () => 1), code('plugboard/down'))
  now = 1_000
  assert.equal(guard.state, 'half-open')
  await assert.rejects(guard.run(broken), code('plugboard/failed'))
  await assert.rejects(guard.run(async () => 1), code('plugboard/down'))
  now = 2_000
  assert.equal(await guard.run(async () => 1), 1)
  assert.equal(guard.state, 'closed')
})

test('a flood is let through as fast as it may come', () => {
  let now = 0
  const pass = createFloodGate({ now: () => now }, { perSecond: 10, burst: 2 })
  pass('a')
  pass('a')
  assert.throws(() => pass('a'), code('plugboard/flood'))
  pass('b')
  now = 100
  pass('a')
  assert.throws(() => pass('a'), code('plugboard/flood'))
})

test('who asks too often waits for the refusal, and takes no more than so many places to wait', async () => {
  const hold = createHold()
  let refused = 0
  const held = Array.from({ length: 64 }, () => hold('a').then(() => refused++))
  await hold('a')
  assert.equal(refused, 0)
  await Promise.all(held)
  assert.equal(refused, 64)
})
