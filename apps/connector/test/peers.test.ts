import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { adt } from './kit/messages.ts'
import { Sender } from './kit/sender.ts'
import { setup } from './kit/setup.ts'

test('a peer that is not allowed is turned away and counted', async () => {
  await using at = await setup()
  const connector = await at.start(at.config({ channel: { allowedPeers: ['10.0.0.0/8', '2001:db8::/32'] } }))
  const kis = await Sender.connect(connector.channels[0]!.port)
  kis.send(adt({ control: 'M1' }))
  await kis.ended()
  assert.deepEqual(kis.acks, [])
  const { refused, received, lastError } = connector.status().channels[0]!
  assert.deepEqual({ refused, received, code: lastError?.code }, { refused: 1, received: 0, code: 'connector/peer-refused' })
})

test('a peer from an allowed network is let in', async () => {
  await using at = await setup()
  const connector = await at.start(at.config({ channel: { allowedPeers: ['127.0.0.0/8'] } }))
  using kis = await Sender.connect(connector.channels[0]!.port)
  kis.send(adt({ control: 'M1' }))
  assert.deepEqual(await kis.acknowledged(1), [['AA', 'M1']])
})

test('a TLS channel takes senders with a certificate of its authority only', async () => {
  await using at = await setup()
  const server = await at.hub.authority.issue('channel')
  const client = await at.hub.authority.issue('kis')
  const files = { cert: join(at.dir, 'channel.crt'), key: join(at.dir, 'channel.key'), clientCa: join(at.dir, 'ca.crt') }
  writeFileSync(files.cert, server.cert)
  writeFileSync(files.key, server.key)
  writeFileSync(files.clientCa, at.hub.authority.ca)
  const connector = await at.start(at.config({ channel: { tls: files, allowedPeers: ['127.0.0.1'] } }))
  const { port } = connector.channels[0]!
  const socket = connect({ port, host: '127.0.0.1', ca: at.hub.authority.ca, cert: client.cert, key: client.key })
  await once(socket, 'secureConnect')
  using kis = new Sender(socket)
  kis.send(adt({ control: 'M1' }))
  assert.deepEqual(await kis.acknowledged(1), [['AA', 'M1']])
  const stranger = connect({ port, host: '127.0.0.1', ca: at.hub.authority.ca })
  stranger.on('error', () => {})
  await new Promise((resolve) => stranger.once('close', resolve))
  const plain = await Sender.connect(port)
  plain.send(adt({ control: 'M2' }))
  await plain.ended()
  assert.deepEqual(plain.acks, [])
  kis.send(adt({ control: 'M3' }))
  assert.deepEqual((await kis.acknowledged(2))[1], ['AA', 'M3'])
  assert.equal(connector.status().channels[0]!.refused, 2)
})

test('a TLS channel turns away a peer that is not allowed before any handshake', async () => {
  await using at = await setup()
  const server = await at.hub.authority.issue('channel')
  const files = { cert: join(at.dir, 'channel.crt'), key: join(at.dir, 'channel.key') }
  writeFileSync(files.cert, server.cert)
  writeFileSync(files.key, server.key)
  const connector = await at.start(at.config({ channel: { tls: files, allowedPeers: ['10.0.0.1'] } }))
  const socket = connect({ port: connector.channels[0]!.port, host: '127.0.0.1', ca: at.hub.authority.ca })
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('close', resolve))
  assert.equal(connector.status().channels[0]!.lastError?.code, 'connector/peer-refused')
})

test('a port that is taken is a clear fault', async () => {
  await using at = await setup()
  const connector = await at.start()
  await using other = await setup()
  await assert.rejects(other.start(other.config({ channel: { port: connector.channels[0]!.port } })),
    (fault) => fault instanceof Fault && fault.code === 'connector/port-taken' && /channel kis is taken/.test(fault.message))
})

test('a second process, or a second connector in this one, does not get the same spool', async () => {
  await using at = await setup()
  await at.start()
  await assert.rejects(at.start(), (fault) => fault instanceof Fault && fault.code === 'connector/already-running')
})

test('drop rules take what they name out of what is sent, not out of what is kept', async () => {
  await using at = await setup()
  const connector = await at.start(at.config({ channel: { dropRules: ['PID-17', 'ZXY'] } }))
  using kis = await Sender.connect(connector.channels[0]!.port)
  const message = adt({ control: 'M1', extra: 'ZXY|secret' })
  kis.send(message)
  await kis.acknowledged(1)
  await connector.drained()
  assert.equal(at.hub.committed[0]!.text, message.replace('|||||||||rk', '|||||||||').replace('ZXY|secret\r', ''))
})
