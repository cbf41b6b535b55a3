import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adt } from './kit/messages.ts'
import { Sender } from './kit/sender.ts'
import { setup } from './kit/setup.ts'

type Wishes = readonly [string, string]

/** Sends one message per case and a final one in original mode, whose acknowledgement shows that nothing else is to come. */
async function codes(ackMode: string, cases: readonly Wishes[]): Promise<{ acks: [string, string][]; wished: boolean }> {
  await using at = await setup()
  const connector = await at.start(at.config({ channel: { ackMode } }))
  using kis = await Sender.connect(connector.channels[0]!.port)
  cases.forEach((wishes, i) => kis.send(adt({ control: `C${i}`, wishes })))
  kis.raw('\x0bnot HL7\x1c\r')
  while (kis.acks.at(-1)?.[0] !== 'AR') await kis.acknowledged(kis.acks.length + 1)
  await connector.drained()
  assert.equal(at.hub.committed.length, cases.length, 'every message is kept, whatever is acknowledged')
  const { applicationAckWished } = connector.status().channels[0]!
  return { acks: kis.acks.slice(0, -1), wished: applicationAckWished }
}

test('auto: MSH-15 and MSH-16 empty is original mode, AA', async () => {
  assert.deepEqual(await codes('auto', [['', '']]), { acks: [['AA', 'C0']], wished: false })
})

test('auto: MSH-15 decides on the commit acknowledgement', async () => {
  const cases: Wishes[] = [['AL', 'NE'], ['NE', 'NE'], ['ER', 'NE'], ['SU', 'NE']]
  assert.deepEqual(await codes('auto', cases), { acks: [['CA', 'C0'], ['CA', 'C3']], wished: false })
})

test('auto: a wish for application acknowledgements is shown, not met', async () => {
  assert.deepEqual(await codes('auto', [['AL', 'AL'], ['', 'AL']]), { acks: [['CA', 'C0']], wished: true })
})

test('a channel set to original answers AA whatever the message wishes', async () => {
  assert.deepEqual(await codes('original', [['AL', 'NE'], ['NE', 'NE'], ['', '']]), { acks: [['AA', 'C0'], ['AA', 'C1'], ['AA', 'C2']], wished: false })
})

test('a channel set to enhanced answers CA where the message wishes nothing', async () => {
  assert.deepEqual(await codes('enhanced', [['', ''], ['NE', 'NE']]), { acks: [['CA', 'C0']], wished: false })
})

test('an incoming acknowledgement is neither answered nor kept', async () => {
  await using at = await setup()
  const connector = await at.start()
  using kis = await Sender.connect(connector.channels[0]!.port)
  kis.send('MSH|^~\\&|KIS|HAUS|HUB|REGION|20261121||ACK^A01|A1|P|2.5\rMSA|AA|X1\r', adt({ control: 'M1' }))
  assert.deepEqual(await kis.acknowledged(1), [['AA', 'M1']])
  await connector.drained()
  assert.equal(at.hub.committed.length, 1)
})

test('a duplicate is acknowledged, counted and not repeated; the same control id with other bytes is a message of its own', async () => {
  await using at = await setup()
  const connector = await at.start()
  using kis = await Sender.connect(connector.channels[0]!.port)
  const first = adt({ control: 'M1' })
  kis.send(first, first, adt({ control: 'M1', event: 'A08' }))
  await kis.acknowledged(3)
  await connector.drained()
  kis.send(first)
  assert.deepEqual(await kis.acknowledged(4), Array.from({ length: 4 }, () => ['AA', 'M1']))
  const nameless = adt({ control: '' })
  kis.send(nameless, nameless)
  await kis.acknowledged(6)
  await connector.drained()
  const { received, duplicates, refused, sequence, depth } = connector.status().channels[0]!
  assert.deepEqual({ received, duplicates, refused, sequence, depth }, { received: 6, duplicates: 2, refused: 0, sequence: 4, depth: 0 })
  assert.equal(at.hub.committed.length, 4)
})

test('a message beyond the limit is rejected with its control id, and the connection goes on', async () => {
  await using at = await setup()
  const connector = await at.start(at.config({ channel: { maxMessageBytes: 2000 } }))
  using kis = await Sender.connect(connector.channels[0]!.port)
  kis.send(adt({ control: 'BIG', extra: `NTE|1||${'x'.repeat(5000)}` }), adt({ control: 'BIG2', wishes: ['AL', 'NE'], extra: `NTE|1||${'x'.repeat(5000)}` }), adt({ control: 'OK' }))
  assert.deepEqual(await kis.acknowledged(3), [['AR', 'BIG'], ['CR', 'BIG2'], ['AA', 'OK']])
  assert.match(kis.texts[0]!, /longer than 2000 bytes/)
  const { refused, lastError } = connector.status().channels[0]!
  assert.deepEqual({ refused, code: lastError?.code }, { refused: 2, code: 'connector/message-too-long' })
})

test('garbage of every kind neither stops the channel nor is it acknowledged', async () => {
  await using at = await setup()
  const connector = await at.start()
  const { port } = connector.channels[0]!
  using kis = await Sender.connect(port)
  kis.raw('GET / HTTP/1.1\r\n\r\n')
  kis.raw(new Uint8Array(200_000).fill(0xff))
  kis.raw('\x0b\x1c\r')
  assert.deepEqual(await kis.acknowledged(1), [['AR', '']])
  kis.raw(`\x0b${adt({ control: 'M0' }).slice(0, 40)}`)
  kis.raw(`\x0b${adt({ control: 'M1' })}\x1c\r`)
  assert.deepEqual(await kis.acknowledged(2), [['AR', ''], ['AA', 'M1']])
  // A message that breaks off with its connection is not acknowledged and not kept.
  const half = await Sender.connect(port)
  half.raw(`\x0b${adt({ control: 'HALF' })}`)
  half.socket.end()
  await half.ended()
  assert.deepEqual(half.acks, [])
  // One without its final CR is complete all the same.
  using plain = await Sender.connect(port)
  plain.raw(`\x0b${adt({ control: 'M2' })}\x1c`)
  assert.deepEqual(await plain.acknowledged(1), [['AA', 'M2']])
  await connector.drained()
  assert.equal(at.hub.committed.length, 2)
})

test('a sender that ends its side still gets its acknowledgements', async () => {
  await using at = await setup()
  const connector = await at.start()
  const kis = await Sender.connect(connector.channels[0]!.port)
  for (let i = 0; i < 20; i++) kis.send(adt({ control: `M${i}` }))
  kis.socket.end()
  await kis.ended()
  assert.equal(kis.acks.length, 20)
})

test('a sender that reads no acknowledgements is not read from without end, and gets all of them later', async () => {
  await using at = await setup()
  const connector = await at.start()
  using kis = await Sender.connect(connector.channels[0]!.port)
  kis.socket.pause()
  const total = 30_000
  let sent = 0
  const more = (): void => {
    while (sent < total && kis.socket.writableLength < 1_000_000) kis.send(adt({ control: `M${sent++}`, patient: String(sent % 50) }))
  }
  kis.socket.on('drain', more)
  more()
  await at.hub.until(() => at.hub.committed.length > 5000)
  kis.socket.resume()
  const acks = await kis.acknowledged(total)
  assert.deepEqual(acks.map(([, control]) => control), Array.from({ length: total }, (_, i) => `M${i}`))
})
