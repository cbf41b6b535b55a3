import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acknowledge, type Acknowledgement, type AckMode, type AckOutcome } from './acknowledge.ts'
import { peekHeader } from './header.ts'
import { parseMessage } from './message.ts'

const now = new Date('2026-11-20T09:30:05.123Z')
const ok: AckOutcome = { kind: 'ok' }
const error: AckOutcome = { kind: 'error', text: 'The disk is nearly full' }
const reject: AckOutcome = { kind: 'reject', text: 'No MSH-9 & no event', code: '101', at: 'MSH^1^9' }

function header(acceptAck: string, applicationAck: string, type = 'ADT^A01^ADT_A01', version = '2.5') {
  return peekHeader(
    Buffer.from(
      `MSH|^~\\&|RÖNTGEN|AUFN|HUB|REG|20261120||${type}|M^1\\F\\|T|${version}|||${acceptAck}|${applicationAck}||8859/1\rPID|||1`,
      'latin1',
    ),
  )
}

const answer =
  (...args: Parameters<typeof header>) =>
  (outcome: AckOutcome, mode: AckMode = 'auto') =>
    acknowledge(header(...args), mode, outcome, { now })

test('original mode answers AA, AE or AR with sender and receiver swapped', () => {
  assert.equal(
    answer('', '')(ok).bytes?.toString('latin1'),
    'MSH|^~\\&|HUB|REG|RÖNTGEN|AUFN|20261120093005+0000||ACK^A01^ACK|M^1\\F\\|T|2.5||||||8859/1\rMSA|AA|M^1\\F\\\r',
  )
  assert.equal(
    answer('', '')(reject).bytes?.toString('latin1').split('\r').slice(1).join('\n'),
    'MSA|AR|M^1\\F\\|No MSH-9 \\T\\ no event\nERR||MSH^1^9|101^Required field missing^HL70357|E||||No MSH-9 \\T\\ no event\n',
  )
  assert.equal(answer('', '')(error).code, 'AE')
})

test('enhanced mode obeys MSH-15, and tells of a wish in MSH-16', () => {
  const cases: readonly (readonly [string, string, readonly (string | undefined)[], boolean])[] = [
    ['AL', 'NE', ['CA', 'CE', 'CR'], false],
    ['NE', 'NE', [undefined, undefined, undefined], false],
    ['ER', 'AL', [undefined, 'CE', 'CR'], true],
    ['SU', 'ER', ['CA', undefined, undefined], true],
    ['', 'AL', [undefined, undefined, undefined], true],
    ['', 'NE', [undefined, undefined, undefined], false],
    ['AL', '', ['CA', 'CE', 'CR'], false],
    ['al ', '""', ['CA', 'CE', 'CR'], false],
    ['??', 'SU', ['CA', 'CE', 'CR'], true],
  ]
  for (const [accept, application, codes, wish] of cases) {
    const built: readonly Acknowledgement[] = [ok, error, reject].map(outcome => answer(accept, application)(outcome))
    assert.deepEqual(built.map(ack => (ack.bytes ? ack.code : undefined)), codes, `${accept}/${application}`)
    assert.deepEqual(built.map(ack => [ack.mode, ack.wishesApplication]), Array(3).fill(['enhanced', wish]), `${accept}/${application}`)
  }
  const msh = parseMessage(answer('AL', 'NE')(ok).bytes ?? Buffer.alloc(0))
  assert.deepEqual(['MSH-15', 'MSH-16', 'MSA-1', 'MSA-2'].map(path => msh.text(path)), ['NE', 'NE', 'CA', 'M'])
})

test('a channel setting overrules the message', () => {
  assert.equal(acknowledge(header('AL', 'AL'), 'original', ok, { now }).code, 'AA')
  assert.ok(acknowledge(header('NE', 'AL'), 'original', ok, { now }).bytes)
  assert.equal(acknowledge(header('NE', 'AL'), 'original', ok, { now }).wishesApplication, false)
  assert.equal(acknowledge(header('', ''), 'enhanced', ok, { now }).code, 'CA')
  for (const application of ['', 'AL', 'NE']) assert.ok(acknowledge(header('', application), 'enhanced', ok, { now }).bytes)
  assert.equal(acknowledge(header('NE', ''), 'enhanced', ok, { now }).bytes, undefined)
})

test('an acknowledgement is never acknowledged', () => {
  for (const mode of ['auto', 'original', 'enhanced'] as const) {
    assert.equal(answer('AL', 'AL', 'ACK^A01^ACK')(ok, mode).bytes, undefined)
    assert.equal(answer('AL', 'AL', 'ACK^A01^ACK')(reject, mode).wishesApplication, false)
  }
})

test('a message without a readable header gets an AR', () => {
  const ack = acknowledge(undefined, 'enhanced', { kind: 'reject', text: 'No MSH segment', code: '100' }, { now, controlId: 'S-1' })
  assert.equal(
    ack.bytes?.toString('latin1'),
    'MSH|^~\\&|||||20261120093005+0000||ACK|S-1|P|2.5\rMSA|AR||No MSH segment\r' +
      'ERR|||100^Segment sequence error^HL70357|E||||No MSH segment\r',
  )
})

test('the acknowledgement speaks the version of the message', () => {
  const types = ['2.1', '2.2', '2.3', '2.3.1', '2.4', '2.6', '2.7', '', '2.5^DEU&&HL70399'].map(version => {
    const message = parseMessage(answer('', '', 'ADT^A01', version)(error).bytes ?? Buffer.alloc(0))
    const type = ['MSH-9', 'MSH-9.2', 'MSH-9.3'].map(path => message.text(path))
    return [...type, message.text('MSA-3') !== undefined, message.all('ERR').length]
  })
  assert.deepEqual(types, [
    ['ACK', undefined, undefined, true, 0],
    ['ACK', undefined, undefined, true, 0],
    ['ACK', 'A01', undefined, true, 0],
    ['ACK', 'A01', 'ACK', true, 0],
    ['ACK', 'A01', 'ACK', true, 0],
    ['ACK', 'A01', 'ACK', true, 1],
    ['ACK', 'A01', 'ACK', false, 1],
    ['ACK', 'A01', 'ACK', true, 0],
    ['ACK', 'A01', 'ACK', true, 1],
  ])
})

test('odd separators are kept, and text is escaped for them', () => {
  const odd = peekHeader(Buffer.from('MSH!@*%$#!KIS!!HUB!!!!ADT@A01!7!P!2.5'))
  assert.equal(
    acknowledge(odd, 'auto', { kind: 'error', text: 'wait!' }, { now }).bytes?.toString('latin1'),
    'MSH!@*%$#!HUB!!KIS!!20261120093005+0000!!ACK@A01@ACK!7!P!2.5\rMSA!AE!7!wait%F%\r' +
      'ERR!!!207@Application internal error@HL70357!E!!!!wait%F%\r',
  )
})
