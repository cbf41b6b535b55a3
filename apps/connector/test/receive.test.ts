import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adt, controlOf } from './kit/messages.ts'
import { Sender } from './kit/sender.ts'
import { setup } from './kit/setup.ts'

test('a message is acknowledged, kept and brought to the hub byte for byte', async () => {
  await using at = await setup()
  const connector = await at.start()
  using kis = await Sender.connect(connector.channels[0]!.port)
  const message = adt({ control: 'M1' })
  kis.send(message)
  assert.deepEqual(await kis.acknowledged(1), [['AA', 'M1']])
  await at.hub.until(() => at.hub.committed.length === 1)
  const [committed] = at.hub.committed
  assert.deepEqual(
    { channel: committed!.channel, sequence: committed!.sequence, order: committed!.order, text: committed!.text },
    { channel: 'kis', sequence: 1, order: 1, text: message },
  )
  assert.deepEqual(at.hub.batches[0]!.header.channels, {
    kis: { zone: 'Europe/Berlin', patientSystem: 'urn:test:patient', caseSystem: 'urn:test:case', site: 'Haus Nord' },
  })
})

test('pipelined senders get their acknowledgements in the order of their messages', async () => {
  await using at = await setup()
  const connector = await at.start()
  const senders = await Promise.all(Array.from({ length: 5 }, () => Sender.connect(connector.channels[0]!.port)))
  senders.forEach((sender, s) => {
    for (let i = 0; i < 100; i++) sender.send(adt({ control: `S${s}-${i}`, patient: String(i % 7) }))
  })
  for (const [s, sender] of senders.entries()) {
    const acks = await sender.acknowledged(100)
    assert.deepEqual(acks, Array.from({ length: 100 }, (_, i) => ['AA', `S${s}-${i}`]))
    sender[Symbol.dispose]()
  }
  await connector.drained()
  assert.equal(new Set(at.hub.committed.map((one) => controlOf(one.text))).size, 500)
  assert.equal(at.hub.committed.length, 500)
})
