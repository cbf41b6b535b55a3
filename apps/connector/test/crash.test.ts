import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { inspectSpool } from '../src/spool/inspect.ts'
import { ConnectorProcess } from './kit/connector-process.ts'
import { adt, controlOf } from './kit/messages.ts'
import { ordered } from './kit/ordered.ts'
import { Sender } from './kit/sender.ts'
import { setup } from './kit/setup.ts'

interface Sent {
  readonly id: string
  readonly lanes: readonly string[]
}

/** Sends until the connection ends and remembers what was sent. */
function floodgate(kis: Sender, prefix: string, patients: number): Sent[] {
  const sent: Sent[] = []
  const more = (): void => {
    while (!kis.closed && kis.socket.writable && kis.socket.writableLength < 64_000 && sent.length < 20_000) {
      const id = `${prefix}${sent.length}`
      const patient = `${prefix}P${sent.length % patients}`
      sent.push({ id, lanes: [patient] })
      kis.send(adt({ control: id, patient }))
    }
  }
  kis.socket.on('drain', more)
  more()
  return sent
}

test('after kill -9 under load every acknowledged message is in the spool exactly once', async () => {
  await using at = await setup()
  await at.hub.switchOff()
  await using connector = await ConnectorProcess.start(at)
  const senders = await Promise.all([0, 1, 2].map(() => Sender.connect(connector.port)))
  const sent = senders.map((kis, i) => floodgate(kis, `S${i}-`, 9))
  await senders[0]!.acknowledged(400)
  await connector.end('SIGKILL')
  await Promise.all(senders.map((kis) => kis.ended()))
  const acknowledged = senders.flatMap((kis) => kis.acks.map(([, control]) => control))
  const { state } = inspectSpool(at.dir)
  assert.ok(acknowledged.length >= 400)
  assert.ok(state.waiting.messages >= acknowledged.length)
  assert.ok(state.waiting.messages <= sent.reduce((sum, one) => sum + one.length, 0))
  await at.hub.switchOn()
  const again = await at.start()
  await again.drained()
  const applied = at.hub.committed.map((one) => controlOf(one.text))
  assert.equal(new Set(applied).size, applied.length, 'none twice')
  const present = new Set(applied)
  assert.deepEqual(acknowledged.filter((id) => !present.has(id)), [], 'none lost')
  for (const one of sent) ordered(one, applied)
})

test('kill -9 again and again while uploading: a sender that repeats what was not acknowledged loses and doubles nothing', async () => {
  await using at = await setup()
  const total = 3000
  const messages = Array.from({ length: total }, (_, i) => adt({ control: `M${i}`, patient: `P${i % 17}` }))
  let done = 0
  for (let round = 0; done < total; round++) {
    await using connector = await ConnectorProcess.start(at)
    using kis = await Sender.connect(connector.port)
    kis.send(...messages.slice(done))
    // Let it live longer each time, so that the test ends even on a slow machine.
    await kis.acknowledged(Math.min(total - done, 300 * (round + 1)))
    if (done + kis.acks.length < total) await connector.end('SIGKILL')
    await (kis.acks.length + done < total ? kis.ended() : Promise.resolve())
    done += kis.acks.length
    await connector.end('SIGKILL')
  }
  const last = await at.start()
  await last.drained()
  const applied = at.hub.committed.map((one) => controlOf(one.text))
  assert.deepEqual([...applied].sort(), messages.map(controlOf).sort())
  ordered(messages.map((text, i) => ({ id: controlOf(text), lanes: [`P${i % 17}`] })), applied)
  assert.equal(at.hub.knowledge.epochs.size, 1)
})

test('SIGTERM finishes what was taken and ends with 0', async () => {
  await using at = await setup()
  await using connector = await ConnectorProcess.start(at)
  using kis = await Sender.connect(connector.port)
  const sent = floodgate(kis, 'T', 9)
  await kis.acknowledged(100)
  assert.equal(await connector.end('SIGTERM'), 0)
  await kis.ended()
  const { state } = inspectSpool(at.dir)
  assert.equal(state.waiting.messages + state.done.messages, kis.acks.length, 'what was kept was acknowledged')
  const again = await at.start()
  await again.drained()
  const applied = at.hub.committed.map((one) => controlOf(one.text))
  assert.deepEqual([...applied].sort(), kis.acks.map(([, control]) => control).sort())
  ordered(sent, applied)
})

test('the end of the parent is a SIGTERM', async () => {
  await using at = await setup()
  await using connector = await ConnectorProcess.start(at)
  const exit = once(connector.child, 'exit')
  connector.child.disconnect()
  assert.deepEqual(await exit, [0, null])
})
