import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMessage } from '@steckwerk/hl7v2'
import { createHospital, type SimulatedMessage } from '../src/simulator/hospital.ts'
import { runSender } from '../src/simulator/sender.ts'
import { startReceiver, type Reaction } from './kis-receiver.ts'

const host = '127.0.0.1'
const controlId = (bytes: Buffer): string => parseMessage(bytes).controlId

test('messages are sent in order, one after the other, each byte for byte', async () => {
  await using receiver = await startReceiver(() => ({ kind: 'ok' }))
  const messages = Array.from(createHospital(1, 'cgm').take(300))
  const acknowledged: string[] = []
  const result = await runSender(messages, {
    host,
    port: receiver.port,
    onAcknowledged: (message, milliseconds) => {
      assert.ok(milliseconds >= 0)
      acknowledged.push(message.controlId)
    },
  })
  assert.deepEqual({ ...result, seconds: 0 }, { acknowledged: 300, refused: 0, retries: 0, seconds: 0 })
  assert.deepEqual(receiver.received, messages.map(({ bytes }) => bytes))
  assert.deepEqual(acknowledged, messages.map(message => message.controlId))
})

test('lost connections, silence, errors and stray answers lead to the same message again, a refusal to the next one', async () => {
  const messages = Array.from(createHospital(2, 'orbis').take(6))
  const ids = messages.map(message => message.controlId)
  const reactions: readonly Reaction[] = [
    'drop',
    { kind: 'ok' },
    'silent',
    { kind: 'ok' },
    { kind: 'error', text: 'later' },
    'stray first',
    { kind: 'reject', text: 'never' },
  ]
  await using receiver = await startReceiver((_, before) => reactions[before] ?? { kind: 'ok' })
  const refused: string[] = []
  const result = await runSender(messages, {
    host,
    port: receiver.port,
    ackTimeoutMs: 150,
    retryMs: 1,
    onRefused: (message, ack) => refused.push(`${message.controlId} ${ack.code} ${ack.text ?? ''}`),
  })
  assert.deepEqual({ ...result, seconds: 0 }, { acknowledged: 5, refused: 1, retries: 3, seconds: 0 })
  assert.deepEqual(receiver.received.map(controlId), [0, 0, 1, 1, 2, 2, 3, 4, 5].map(at => ids[at]))
  assert.deepEqual(refused, [`${String(ids[3])} AR never`])
})

test('several connections keep the order of each patient, also around births and merges', async () => {
  await using receiver = await startReceiver(() => ({ kind: 'ok' }))
  const messages = Array.from(createHospital(3, 'imedone', { size: 0.4 }).take(1500))
  const result = await runSender(messages, { host, port: receiver.port, connections: 6 })
  assert.equal(result.acknowledged, 1500)
  const sent = new Map(messages.map((message, at) => [message.controlId, { message, at }]))
  const lastOf = new Map<string, number>()
  for (const bytes of receiver.received) {
    const found: { readonly message: SimulatedMessage; readonly at: number } | undefined = sent.get(controlId(bytes))
    assert.ok(found)
    const { message, at } = found
    for (const patient of message.patients) {
      assert.ok((lastOf.get(patient) ?? -1) < at)
      lastOf.set(patient, at)
    }
  }
})

test('a rate is kept', async () => {
  await using receiver = await startReceiver(() => ({ kind: 'ok' }))
  const result = await runSender(createHospital(4, 'cgm').take(21), { host, port: receiver.port, rate: 100 })
  assert.equal(result.acknowledged, 21)
  assert.ok(result.seconds >= 0.19, String(result.seconds))
})

test('an abort ends an endless day at once, even while nobody answers or listens', async () => {
  await using receiver = await startReceiver((_, before) => (before < 5 ? { kind: 'ok' } : 'silent'))
  const control = new AbortController()
  const running = runSender(createHospital(5, 'cgm').take(Infinity), {
    host,
    port: receiver.port,
    connections: 2,
    signal: control.signal,
    onAcknowledged: () => {
      if (receiver.received.length >= 5) control.abort()
    },
  })
  const result = await running
  assert.ok(result.acknowledged >= 4)

  const { port } = receiver
  await receiver[Symbol.asyncDispose]()
  const deaf = await runSender(createHospital(5, 'cgm').take(3), { host, port, retryMs: 1, signal: AbortSignal.timeout(100) })
  assert.deepEqual([deaf.acknowledged, deaf.retries > 0], [0, true])
})
