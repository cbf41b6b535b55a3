import assert from 'node:assert/strict'
import { existsSync, openSync, readdirSync, statSync, writeFileSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Clock } from '@steckwerk/kernel'
import { adt, controlOf } from './kit/messages.ts'
import { Sender } from './kit/sender.ts'
import { setup } from './kit/setup.ts'

test('a disk that is nearly full: refused before acknowledging, taken again once there is room', async () => {
  await using at = await setup()
  let free = 1_000_000
  const clock = { time: 1_000_000, now() { return this.time } }
  const connector = await at.start(at.config({ spool: { reserveBytes: 500_000 } }), { freeBytes: () => free, clock })
  using kis = await Sender.connect(connector.channels[0]!.port)
  kis.send(adt({ control: 'M1' }))
  await kis.acknowledged(1)
  free = 100_000
  clock.time += 5000
  kis.send(adt({ control: 'M2' }), adt({ control: 'M3', wishes: ['AL', 'NE'] }))
  await kis.acknowledged(3)
  assert.match(kis.texts[1]!, /MSA\|AE\|M2\|The disk of the spool is nearly full/)
  const { refused, received, lastError } = connector.status().channels[0]!
  assert.deepEqual({ refused, received, code: lastError?.code }, { refused: 2, received: 1, code: 'connector/disk-full' })
  free = 1_000_000
  clock.time += 5000
  kis.send(adt({ control: 'M2' }))
  assert.deepEqual(await kis.acknowledged(4), [['AA', 'M1'], ['AE', 'M2'], ['CE', 'M3'], ['AA', 'M2']])
  await connector.drained()
  assert.deepEqual(at.hub.committed.map((one) => [one.sequence, controlOf(one.text)]), [[1, 'M1'], [2, 'M2']])
})

test('a spool at its limit refuses while the hub is away and recovers by itself; originals the hub has make room first', async () => {
  await using at = await setup()
  const big = (i: number): string => adt({ control: `B${i}`, patient: `P${i}`, extra: `NTE|1||${'x'.repeat(100_000)}` })
  const connector = await at.start(at.config({ spool: { limitBytes: 4 * 1024 * 1024 } }))
  using kis = await Sender.connect(connector.channels[0]!.port)
  for (let i = 0; i < 60; i++) {
    kis.send(big(i))
    await kis.acknowledged(i + 1)
    await connector.drained()
  }
  assert.ok(kis.acks.every(([code]) => code === 'AA'), 'done originals give way')
  assert.ok(connector.status().spool.originals < 45)
  await at.hub.switchOff()
  let sent = 60
  while (kis.acks.at(-1)![0] === 'AA') {
    kis.send(big(sent++))
    await kis.acknowledged(sent)
  }
  assert.deepEqual(kis.acks.at(-1), ['AE', `B${sent - 1}`])
  assert.match(kis.texts.at(-1)!, /spool has reached its limit/)
  await at.hub.switchOn()
  await connector.drained()
  kis.send(big(sent - 1))
  assert.deepEqual((await kis.acknowledged(sent + 1)).at(-1), ['AA', `B${sent - 1}`])
  await connector.drained()
  assert.equal(at.hub.committed.length, sent)
})

test('a damaged spool is kept aside and a new one begun, with an alarm', async () => {
  await using at = await setup()
  const first = await at.start()
  {
    using kis = await Sender.connect(first.channels[0]!.port)
    for (let i = 0; i < 50; i++) kis.send(adt({ control: `M${i}` }))
    await kis.acknowledged(50)
  }
  await first.drained()
  await first.close()
  const spool = join(at.dir, 'spool.sqlite')
  const size = statSync(spool).size
  const file = openSync(spool, 'r+')
  for (let at = 4096; at < size; at += 4096) writeSync(file, Buffer.alloc(2048, 0x5a), 0, 2048, at)
  closeSync(file)
  const second = await at.start()
  assert.equal(readdirSync(at.dir).filter((name) => /^spool\.damaged-.*\.sqlite$/.test(name)).length, 1)
  using kis = await Sender.connect(second.channels[0]!.port)
  kis.send(adt({ control: 'N1' }))
  assert.deepEqual(await kis.acknowledged(1), [['AA', 'N1']])
  await second.drained()
  assert.equal([...at.hub.knowledge.epochs.values()][1]!.request.reason, 'spool-new')
  assert.equal(second.status().channels[0]!.lastError?.code, 'connector/spool-damaged')
})

test('a file that is no spool at all is kept aside as well', async () => {
  await using at = await setup()
  writeFileSync(join(at.dir, 'spool.sqlite'), 'this is not a database, but somebody saved a letter here'.repeat(100))
  const connector = await at.start()
  using kis = await Sender.connect(connector.channels[0]!.port)
  kis.send(adt({ control: 'N1' }))
  assert.deepEqual(await kis.acknowledged(1), [['AA', 'N1']])
})

test('originals are pruned by age after the hub has them, never while they wait, and ids go on rising', async () => {
  await using at = await setup()
  const day = 86_400_000
  const clock: Clock & { time: number } = { time: Date.parse('2026-11-21T10:00:00Z'), now() { return this.time } }
  const connector = await at.start(at.config({ spool: { retainDays: 14 } }), { clock })
  using kis = await Sender.connect(connector.channels[0]!.port)
  for (let i = 0; i < 300; i++) kis.send(adt({ control: `M${i}`, patient: `P${i}` }))
  await kis.acknowledged(300)
  await connector.drained()
  clock.time += 13 * day
  await at.hub.until(() => at.hub.statuses.some((status) => status.spool.originals === 300 && status.spool.depth === 0))
  await at.hub.switchOff()
  for (let i = 300; i < 320; i++) kis.send(adt({ control: `M${i}`, patient: `P${i}` }))
  await kis.acknowledged(320)
  clock.time += 30 * day
  await at.hub.switchOn()
  await at.hub.until(() => at.hub.committed.length === 320)
  await at.hub.until(() => at.hub.statuses.at(-1)!.spool.originals === 20)
  assert.deepEqual(at.hub.committed.map((one) => one.order).sort((a, b) => a - b), Array.from({ length: 320 }, (_, i) => i + 1))
  assert.equal(connector.status().channels[0]!.duplicates, 0)
})

test('the spool and its folder are readable to their owner only', async () => {
  await using at = await setup()
  await at.start()
  for (const name of ['spool.sqlite', 'spool.sqlite-wal', 'identity.json']) {
    if (existsSync(join(at.dir, name))) assert.equal(statSync(join(at.dir, name)).mode & 0o077, 0, name)
  }
  assert.equal(statSync(at.dir).mode & 0o077, 0)
})
