import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { mllpFrame, parseMessage } from '@steckwerk/hl7v2'
import { sample } from '@steckwerk/hl7v2/testing'
import { messagesOf, sendFile } from '../src/send.ts'
import { startReceiver } from './kis-receiver.ts'

async function file(t: TestContext, content: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'steckwerk-send-'))
  t.after(async () => rm(folder, { recursive: true }))
  const path = join(folder, 'messages.hl7')
  await writeFile(path, content)
  return path
}

test('one message or several, framed or not, with any line ends, in the charset they name', () => {
  const one = sample('cgm-a01')
  const two = sample('orbis-a01')
  const feeds = (bytes: Buffer, end: string): Buffer => Buffer.from(bytes.toString('latin1').replaceAll('\r', end), 'latin1')
  assert.deepEqual(messagesOf(one), [one])
  assert.deepEqual(messagesOf(feeds(one, '\n')), [one])
  assert.deepEqual(messagesOf(feeds(one, '\r\n')), [one])
  assert.deepEqual(messagesOf(Buffer.concat([one, two, one])), [one, two, one])
  assert.deepEqual(messagesOf(Buffer.concat([feeds(one, '\n'), Buffer.from('\n'), feeds(two, '\n')])), [one, two])
  assert.deepEqual(messagesOf(Buffer.concat([one, Buffer.from('\n'), two])), [one, two])
  assert.deepEqual(messagesOf(Buffer.concat([mllpFrame(one), mllpFrame(two)])), [one, two])
  assert.deepEqual(messagesOf(Buffer.concat([Buffer.from('FHS|^~\\&\rBHS|^~\\&\r'), one, Buffer.from('BTS|1\rFTS|1\r')])), [one])
  assert.deepEqual(messagesOf(Buffer.from(`\ufeff${two.toString('utf8')}`)), [two])
  assert.deepEqual(messagesOf(Buffer.from('no message here')), [])
  const stored = Buffer.from(parseMessage(one).segments.map(segment => `${segment.toString()}\r`).join(''), 'utf8')
  assert.notDeepEqual(stored, one)
  assert.deepEqual(messagesOf(stored), [one])
})

test('every message is sent, and its answer told in words', async t => {
  await using receiver = await startReceiver((bytes, before) => {
    if (before === 1) return { kind: 'reject', text: 'MSH-9 is missing' }
    return parseMessage(bytes).controlId === 'LAB-778' ? { kind: 'error', text: 'The disk is nearly full' } : { kind: 'ok' }
  })
  const messages = ['cgm-a01', 'imedone-a04', 'orbis-a01', 'labor-oru-r01', 'cgm-ack'].map(sample)
  const lines: string[] = []
  const path = await file(t, Buffer.concat(messages))
  const sent = await sendFile(path, { host: '127.0.0.1', port: receiver.port, print: line => lines.push(line) })
  assert.deepEqual(lines, [
    'ADT^A01 CGM-0001: safely received (CA)',
    'ADT^A04 IM00004711: rejected (CR): MSH-9 is missing',
    'ADT^A01 100000001: accepted (AA)',
    'ORU^R01 LAB-778: not taken, send it again later (AE): The disk is nearly full',
    'ACK^A01 RIS-0001: sent; it asks for no acknowledgement',
  ])
  assert.deepEqual(sent.map(({ code }) => code), ['CA', 'CR', 'AA', 'AE', undefined])
  assert.deepEqual(sent.map(({ ok }) => ok), [true, false, true, false, true])
  assert.deepEqual(receiver.received.slice(0, 4), messages.slice(0, 4))
})

test('an empty file, an unreadable message and a deaf receiver are told as well', async t => {
  const lines: string[] = []
  const print = (line: string): void => void lines.push(line)
  await using receiver = await startReceiver(() => 'silent')
  const address = { host: '127.0.0.1', port: receiver.port, timeoutMs: 20, print }
  assert.deepEqual(await sendFile(await file(t, Buffer.from('')), address), [])
  await sendFile(await file(t, Buffer.from('MSH|^^^^|KIS\r')), address)
  await sendFile(await file(t, sample('orbis-a01')), address)
  await receiver[Symbol.asyncDispose]()
  const [unheard] = await sendFile(await file(t, sample('orbis-a01')), address)
  assert.equal(unheard?.ok, false)
  assert.deepEqual(lines, [
    'The file holds no HL7 v2 message: none of its lines begins with MSH.',
    'Not acknowledged: MSH-2 does not hold usable separators: distinct ASCII punctuation is needed.',
    'Not acknowledged: No acknowledgement came in time',
    'Not acknowledged: nobody listens at that address; is the demo running?',
  ])
})
