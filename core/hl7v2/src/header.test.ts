import assert from 'node:assert/strict'
import { test } from 'node:test'
import { peekHeader } from './header.ts'

const peek = (...segments: readonly string[]) => peekHeader(Buffer.from(segments.join('\r'), 'utf8'))
const head = 'MSH|^~\\&|KIS|ADT|HUB|REG|20261120||ADT^A01^ADT_A01|M1|P|2.5^DEU&&HL70399|||AL|NE||8859/15~UTF-8'

test('the header shows what an edge needs, raw', () => {
  const { separators, ...header } = peek(head, 'PID|||17^^^A^PI', 'PV1|||||||||||||||||||F1^^^A^VN')
  assert.equal(separators.component, '^')
  assert.deepEqual(header, {
    encodingCharacters: '^~\\&',
    sendingApplication: 'KIS',
    sendingFacility: 'ADT',
    receivingApplication: 'HUB',
    receivingFacility: 'REG',
    type: 'ADT^A01',
    controlId: 'M1',
    processingId: 'P',
    versionField: '2.5^DEU&&HL70399',
    version: '2.5',
    acceptAck: 'AL',
    applicationAck: 'NE',
    charsetLabel: '8859/15~UTF-8',
    isAcknowledgement: false,
    acknowledges: '',
    patients: ['17'],
    isMerge: false,
    visit: 'F1',
  })
})

test('the patient number is PID-3 typed MR, PI or PT, else the first with a value, else PID-2', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['PID|||1^^^A^PI~2^^^B^MR', ['2']],
    ['PID|||1^^^A^XX~2^^^B^PT~3^^^B^PI', ['3']],
    ['PID|||X1^^^GKV^NH~2', ['X1']],
    ['PID|||^^^^PI~""^^^^MR~7', ['7']],
    ['PID||9^^^A|', ['9']],
    ['PID|||""', []],
    ['PID|||1&x^^^^PI', ['1']],
    ['PID', []],
  ]
  for (const [pid, patients] of cases) assert.deepEqual(peek(head, pid).patients, patients, pid)
})

test('merges, links and swaps name every patient once, in order', () => {
  const merge = peek(head, 'PID|||1^^^A^PI', 'MRG|2^^^A^PI~X^^^B^NH', 'PID|||3', 'MRG|1')
  assert.deepEqual([merge.patients, merge.isMerge], [['1', '2', '3'], true])
  const swap = peek(head, 'PID|||1', 'PV1||I', 'PID|||2', 'PV1||I')
  assert.deepEqual([swap.patients, swap.isMerge], [['1', '2'], false])
})

test('acknowledgements are recognised by type or by their MSA', () => {
  assert.equal(peek('MSH|^~\\&|||||||ACK^A01^ACK|1').isAcknowledgement, true)
  assert.equal(peek('MSH|^~\\&|||||||MCF|1').isAcknowledgement, true)
  assert.equal(peek('MSH|^~\\&|||||||ORR^O02|1', 'MSA|AA|77').isAcknowledgement, true)
  assert.equal(peek('MSH|^~\\&||||||||1', 'MSA|CR|77').acknowledges, '77')
  assert.equal(peek(head, 'MSA|').isAcknowledgement, false)
})

test('odd separators, line feeds and a bare header are read as well', () => {
  const odd = peekHeader(Buffer.from('MSH!@*%$!KIS!!!!!!ADT@A40!C!P!2.3\nPID!!!1@@@A@PI*2\nMRG!3\n'))
  assert.deepEqual([odd.type, odd.controlId, odd.patients, odd.isMerge], ['ADT^A40', 'C', ['1', '3'], true])
  const bare = peek('MSH|^~\\&')
  assert.deepEqual([bare.type, bare.controlId, bare.patients, bare.version], ['', '', [], ''])
  assert.throws(() => peek('hello'), { code: 'hl7v2/no-header' })
})
