import assert from 'node:assert/strict'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { adt, controlOf } from './kit/messages.ts'
import { ordered } from './kit/ordered.ts'
import { Sender } from './kit/sender.ts'
import { setup, type Setup } from './kit/setup.ts'

interface Sent {
  readonly id: string
  readonly lanes: readonly string[]
  readonly text: string
}

/** Messages of a few patients, every 25th of them a merge of two. */
function traffic(count: number, prefix = 'M'): Sent[] {
  return Array.from({ length: count }, (_, i): Sent => {
    const id = `${prefix}${i}`
    const patient = `P${(i * 7) % 23}`
    const merged = `P${(i * 5 + 1) % 23}`
    if (i % 25 !== 24 || patient === merged) return { id, lanes: [patient], text: adt({ control: id, patient }) }
    return { id, lanes: [patient, merged], text: adt({ control: id, patient, merged, event: 'A40' }) }
  })
}

async function deliver(port: number, messages: readonly Sent[]): Promise<void> {
  using kis = await Sender.connect(port)
  kis.send(...messages.map((one) => one.text))
  const acks = await kis.acknowledged(messages.length)
  assert.deepEqual(acks.map(([, control]) => control), messages.map((one) => one.id))
}

function assertAllOnce(at: Setup, sent: readonly Sent[]): void {
  const applied = at.hub.committed.map((one) => controlOf(one.text))
  assert.deepEqual([...applied].sort(), sent.map((one) => one.id).sort())
  ordered(sent, applied)
}

test('lost answers, lost batches and a hub out of order change neither number nor order', async () => {
  await using at = await setup()
  let count = 0
  at.hub.mishap = () => (['none', 'drop-answer', 'none', 'drop-before', 'none', 503, 'none', 500] as const)[count++ % 8]!
  const connector = await at.start(at.config({ uplink: { maxMessages: 10 } }))
  const sent = traffic(600)
  await deliver(connector.channels[0]!.port, sent)
  await at.hub.until(() => count > 40)
  at.hub.mishap = () => 'none'
  await connector.drained()
  assertAllOnce(at, sent)
  const { depth, oldestAt, sequence } = connector.status().channels[0]!
  assert.deepEqual({ depth, oldestAt, sequence }, { depth: 0, oldestAt: null, sequence: 600 })
})

test('a merge waits for both patients and both wait for it, while others go on', async () => {
  await using at = await setup()
  const connector = await at.start(at.config({ uplink: { maxMessages: 1 } }))
  let blocked: string | undefined = 'before'
  at.hub.mishap = (batch) => (blocked !== undefined && controlOf(Buffer.from(batch.bodies[0]!).toString('latin1')) === blocked ? 500 : 'none')
  // Patients of all four streams: whichever stream the merge lies in, somebody else is not concerned.
  const others = Array.from({ length: 40 }, (_, i): Sent => ({ id: `other${i}`, lanes: [`O${i}`], text: adt({ control: `other${i}`, patient: `O${i}` }) }))
  const sent: Sent[] = [
    { id: 'before', lanes: ['A'], text: adt({ control: 'before', patient: 'A' }) },
    { id: 'merge', lanes: ['B', 'A'], text: adt({ control: 'merge', patient: 'B', merged: 'A', event: 'A40' }) },
    { id: 'after-a', lanes: ['A'], text: adt({ control: 'after-a', patient: 'A' }) },
    { id: 'after-b', lanes: ['B'], text: adt({ control: 'after-b', patient: 'B' }) },
    ...others,
  ]
  await deliver(connector.channels[0]!.port, sent)
  await at.hub.until(() => at.hub.committed.length >= 10)
  assert.ok(at.hub.committed.every((one) => controlOf(one.text).startsWith('other')))
  blocked = undefined
  await connector.drained()
  assertAllOnce(at, sent)
})

test('a hub that is away is waited for, and what came meanwhile follows at once', async () => {
  await using at = await setup()
  await at.hub.switchOff()
  const connector = await at.start()
  const sent = traffic(300)
  await deliver(connector.channels[0]!.port, sent)
  assert.equal(connector.status().spool.depth, 300)
  assert.ok(connector.status().channels[0]!.oldestAt! > Date.now() - 60_000)
  await at.hub.switchOn()
  await connector.drained()
  assertAllOnce(at, sent)
})

test('a hub that forbids this connector stops the upload only, until it is admitted again', async () => {
  await using at = await setup()
  at.hub.outOfOrder = 403
  const connector = await at.start()
  const sent = traffic(30)
  await deliver(connector.channels[0]!.port, sent)
  assert.equal(connector.status().spool.depth, 30)
  await at.hub.until(() => connector.status().channels[0]!.lastError?.code === 'connector/hub-forbids')
  await connector.close()
  at.hub.outOfOrder = 0
  const again = await at.start()
  await again.drained()
  assertAllOnce(at, sent)
})

test('progress that was not written down costs a question, not a message', async () => {
  await using at = await setup()
  const first = await at.start()
  const sent = traffic(200)
  await deliver(first.channels[0]!.port, sent)
  // The copy knows all messages, and of no confirmation.
  at.hub.mishap = () => 503
  await first.close()
  const copy = join(at.dataDir, 'copy.sqlite')
  copyFileSync(join(at.dir, 'spool.sqlite'), copy)
  at.hub.mishap = () => 'none'
  const second = await at.start()
  await second.drained()
  await second.close()
  copyFileSync(copy, join(at.dir, 'spool.sqlite'))
  const third = await at.start()
  await third.drained()
  assertAllOnce(at, sent)
  assert.equal(at.hub.knowledge.epochs.size, 1, 'no new epoch for lost notes alone')
})

test('a spool restored from a copy goes on in a new epoch and doubles nothing', async () => {
  await using at = await setup()
  const first = await at.start()
  const early = traffic(100, 'E')
  at.hub.mishap = () => 503
  await deliver(first.channels[0]!.port, early)
  await first.close()
  const copy = join(at.dataDir, 'copy.sqlite')
  copyFileSync(join(at.dir, 'spool.sqlite'), copy)
  at.hub.mishap = () => 'none'
  const second = await at.start()
  const middle = traffic(50, 'X')
  await deliver(second.channels[0]!.port, middle)
  await second.drained()
  await second.close()
  copyFileSync(copy, join(at.dir, 'spool.sqlite'))
  for (const suffix of ['-wal', '-shm']) rmSync(join(at.dir, `spool.sqlite${suffix}`), { force: true })
  const third = await at.start()
  const late = traffic(80, 'L')
  await deliver(third.channels[0]!.port, late)
  await third.drained()
  assertAllOnce(at, [...early, ...middle, ...late])
  const epochs = [...at.hub.knowledge.epochs.values()].map(({ request }) => request.reason)
  assert.deepEqual(epochs, ['first', 'spool-restored'])
  assert.equal(third.status().channels[0]!.lastError?.code, 'connector/spool-restored')
  assert.equal([...at.hub.knowledge.epochs.values()][1]!.request.previous, [...at.hub.knowledge.epochs.keys()][0])
})

test('a spool that was deleted begins a new epoch and says so', async () => {
  await using at = await setup()
  const first = await at.start()
  await deliver(first.channels[0]!.port, traffic(20, 'A'))
  await first.drained()
  const formerEpoch = first.status().epoch
  await first.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(at.dir, `spool.sqlite${suffix}`), { force: true })
  const second = await at.start()
  await deliver(second.channels[0]!.port, traffic(20, 'B'))
  await second.drained()
  assert.equal(at.hub.committed.length, 40)
  const { request } = at.hub.knowledge.epochs.get(second.status().epoch)!
  assert.deepEqual({ reason: request.reason, previous: request.previous }, { reason: 'spool-new', previous: formerEpoch })
})

test('a hub that was set back gets again what it lost', async () => {
  await using at = await setup()
  const connector = await at.start()
  const early = traffic(100, 'E')
  await deliver(connector.channels[0]!.port, early)
  await connector.drained()
  const backup = at.hub.remember()
  const lost = traffic(100, 'X')
  await deliver(connector.channels[0]!.port, lost)
  await connector.drained()
  at.hub.knowledge = backup
  const late = traffic(200, 'L')
  await deliver(connector.channels[0]!.port, late)
  await at.hub.until(() => at.hub.committed.length === 400)
  await connector.drained()
  assertAllOnce(at, [...early, ...lost, ...late])
  assert.equal(at.hub.knowledge.epochs.size, 1)
  assert.equal(connector.status().channels[0]!.lastError?.code, 'connector/hub-behind')
})

test('a hub that has forgotten everything gets everything that is still kept', async () => {
  await using at = await setup()
  const connector = await at.start()
  const early = traffic(60, 'E')
  await deliver(connector.channels[0]!.port, early)
  await connector.drained()
  at.hub.knowledge = { epochs: new Map(), ledger: new Map(), committed: [] }
  const late = traffic(60, 'L')
  await deliver(connector.channels[0]!.port, late)
  await at.hub.until(() => at.hub.committed.length === 120)
  assertAllOnce(at, [...early, ...late])
})

test('another number of streams is taken over once the spool is drained', async () => {
  await using at = await setup()
  const first = await at.start()
  const early = traffic(50, 'E')
  await at.hub.switchOff()
  await deliver(first.channels[0]!.port, early)
  await first.close()
  const second = await at.start(at.config({ spool: { streams: 2 } }))
  await at.hub.switchOn()
  await second.drained()
  await at.hub.until(() => at.hub.knowledge.epochs.size === 2)
  const late = traffic(50, 'L')
  await deliver(second.channels[0]!.port, late)
  await second.drained()
  assertAllOnce(at, [...early, ...late])
  assert.deepEqual([...at.hub.knowledge.epochs.values()].map(({ request }) => [request.reason, request.streams]), [['first', 4], ['settings', 2]])
})

test('messages of a channel that was removed are still brought to the hub', async () => {
  await using at = await setup()
  await at.hub.switchOff()
  const first = await at.start(at.config({ channels: [{ name: 'kis' }, { name: 'labor' }] }))
  const labor = traffic(10, 'LAB')
  await deliver(first.channels[1]!.port, labor)
  await first.close()
  const second = await at.start()
  assert.deepEqual(second.status().channels.map((channel) => [channel.channel, channel.listening, channel.depth]), [['kis', true, 0], ['labor', false, 10]])
  await at.hub.switchOn()
  await second.drained()
  assert.equal(at.hub.committed.length, 10)
})

test('the status reaches the hub', async () => {
  await using at = await setup()
  const connector = await at.start()
  await deliver(connector.channels[0]!.port, traffic(10))
  await at.hub.until(() => at.hub.statuses.some((status) => status.channels[0]?.received === 10))
  const status = at.hub.statuses.at(-1)!
  assert.deepEqual(
    { channel: status.channels[0]!.channel, listening: status.channels[0]!.listening, sequence: status.channels[0]!.sequence, limit: status.spool.limitBytes },
    { channel: 'kis', listening: true, sequence: 10, limit: 8 * 1024 ** 3 },
  )
})
