import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '@steckwerk/kernel'
import { hl7Null } from './field.ts'
import { parseMessage } from './message.ts'

const lines = [
  'MSH|^~\\&|KIS|ADT|HUB||202611201030||ADT^A01^ADT_A01|M1|P|2.5||||||UNICODE UTF-8',
  'PID|||1^^^A^PI~2^^^B^MR||von der Heyde&von der&Heyde^Jürgen~Groß^^^^^^M||""|""~x|||Weg 1&Weg&1^^Ort||~~3|a\\T\\b',
  'NK1|1|Eins',
  'NK1|2|Zwei',
  'ZBE|1^KIS|||INSERT',
  '',
]
const bytes = Buffer.from(lines.join('\r'), 'utf8')

test('values are found by path, first repetition, component and subcomponent unless named', () => {
  const message = parseMessage(bytes)
  const expected: Record<string, string | undefined> = {
    'MSH-1': '|',
    'MSH-2': '^~\\&',
    'MSH-3': 'KIS',
    'MSH-6': undefined,
    'MSH-9.2': 'A01',
    'MSH-18': 'UNICODE UTF-8',
    'MSH-19': undefined,
    'PID-3': '1',
    'PID-3(2)': '2',
    'PID-3(2).4.1': 'B',
    'PID-3(3)': undefined,
    'PID-5.1': 'von der Heyde',
    'PID-5.1.3': 'Heyde',
    'PID-5.1.4': undefined,
    'PID-5.2': 'Jürgen',
    'PID-5(2)': 'Groß',
    'PID-5(2).7': 'M',
    'PID-7': hl7Null,
    'PID-11.1.2': 'Weg',
    'PID-13(1)': undefined,
    'PID-13(3)': '3',
    'PID-14': 'a&b',
    'NK1-2': 'Eins',
    'ZBE-4': 'INSERT',
    'ZXX-1': undefined,
    NK1: undefined,
  }
  for (const [path, value] of Object.entries(expected)) assert.equal(message.text(path), value, path)
  assert.equal(message.type, 'ADT^A01')
  assert.equal(message.controlId, 'M1')
  assert.equal(message.segment('NK1', 1)?.text('2'), 'Zwei')
  assert.equal(message.segment('NK1', 2), undefined)
  assert.deepEqual(message.all('NK1').map(segment => segment.text('1')), ['1', '2'])
  assert.deepEqual(message.segments.map(segment => segment.name), ['MSH', 'PID', 'NK1', 'NK1', 'ZBE'])
})

test('fields tell absent, null, empty repetitions and their parts', () => {
  const pid = parseMessage(bytes).segment('PID')
  assert.ok(pid)
  assert.equal(pid.fieldCount, 14)
  assert.equal(pid.field(1).isAbsent, true)
  assert.deepEqual(pid.field(1).repetitions, [])
  assert.equal(pid.field(99).isAbsent, true)
  assert.equal(pid.field(7).isNull, true)
  assert.equal(pid.field(7).repetitions[0]?.text, hl7Null)
  assert.equal(pid.field(8).isNull, false)
  assert.deepEqual(pid.field(13).repetitions.map(repetition => repetition.text), ['', '', '3'])
  const name = pid.field(5).repetitions[0]
  assert.equal(name?.component(1), 'von der Heyde')
  assert.equal(name?.subcomponent(1, 2), 'von der')
  assert.equal(name?.component(9), undefined)
  assert.equal(name?.componentCount, 2)
  assert.equal(name?.text, 'von der Heyde&von der&Heyde^Jürgen')
  assert.equal(parseMessage(bytes).segment('MSH')?.field(2).repetitions[0]?.text, '^~\\&')
  assert.equal(parseMessage(bytes).segment('MSH')?.fieldCount, 18)
  assert.match(pid.toString(), /^PID\|\|\|1\^.*a\\T\\b$/)
})

test('segments may end with CR, CRLF or LF, and nothing of that is lost', () => {
  for (const end of ['\r', '\r\n', '\n', '\n\r']) {
    const sent = Buffer.from(lines.join(end), 'utf8')
    const message = parseMessage(sent)
    assert.deepEqual(message.segments.map(segment => segment.name), ['MSH', 'PID', 'NK1', 'NK1', 'ZBE'], JSON.stringify(end))
    assert.deepEqual(message.toBytes(), sent)
  }
  const mixed = parseMessage(Buffer.from('MSH|^~\\&|A\nPID|1\nPV1|1\r'))
  assert.deepEqual(mixed.segments.map(segment => segment.name), ['MSH', 'PID', 'PV1'])
  const dataFeed = parseMessage(Buffer.from('MSH|^~\\&|A\rNTE|1||line\nline\rPV1|1'))
  assert.deepEqual(dataFeed.segments.map(segment => segment.name), ['MSH', 'NTE', 'PV1'])
  assert.equal(dataFeed.text('NTE-3'), 'line\nline')
})

test('a byte order mark and blank lines in front are passed over', () => {
  const sent = Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), Buffer.from('\r\n MSH|^~\\&|KIS')])
  assert.equal(parseMessage(sent).text('MSH-3'), 'KIS')
  assert.deepEqual(parseMessage(sent).toBytes(), sent)
})

test('what is no message is refused by name', () => {
  const cases: readonly (readonly [Uint8Array, string])[] = [
    [Buffer.from(''), 'hl7v2/empty'],
    [Buffer.from('\r\n '), 'hl7v2/empty'],
    [Buffer.from('PID|1'), 'hl7v2/no-header'],
    [Buffer.from('GET / HTTP/1.1\r\n'), 'hl7v2/no-header'],
    [Buffer.from('MSHxKIS'), 'hl7v2/separators'],
    [Buffer.from('MSH|^~\\&|', 'utf16le'), 'hl7v2/charset'],
    [Buffer.from('\ufeffMSH|^~\\&|', 'utf16le'), 'hl7v2/charset'],
  ]
  for (const [sent, code] of cases) assert.throws(() => parseMessage(sent), { code })
  assert.throws(() => parseMessage(bytes, { charset: 'EBCDIC' }), { code: 'hl7v2/charset' })
  for (const path of ['pid-1', 'PID-', 'PID-0', 'PID-1.', 'PID-1(2', 'PID.1', '']) {
    assert.throws(() => parseMessage(bytes).text(path), { code: 'hl7v2/path' }, path)
  }
})

test('broken UTF-8 keeps its bytes', () => {
  const sent = Buffer.concat([Buffer.from('MSH|^~\\&|||||||||||||||UNICODE UTF-8\rPID|||||M'), Buffer.of(0xc3), Buffer.from('|')])
  const message = parseMessage(sent)
  assert.deepEqual(message.toBytes(), sent)
  assert.equal(message.text('PID-5')?.[0], 'M')
})

test('a setting overrules MSH-18', () => {
  const sent = Buffer.from('MSH|^~\\&||||||||||||||||UNICODE UTF-8\rPID|||||Müller', 'latin1')
  assert.equal(parseMessage(sent, { charset: '8859/1' }).text('PID-5'), 'Müller')
  assert.equal(parseMessage(sent, { charset: '8859/1' }).charsetSource, 'override')
  assert.equal(parseMessage(sent, { charset: 'cp850' }).text('PID-5'), 'M³ller')
})

test('hexadecimal escapes are bytes of the message', () => {
  const utf8 = parseMessage(Buffer.from('MSH|^~\\&||||||||||||||||UNICODE UTF-8\rPID|||||M\\XC3BC\\ller^M\\XC3\\\\XBC\\ller'))
  assert.deepEqual([utf8.text('PID-5.1'), utf8.text('PID-5.2')], ['Müller', 'Müller'])
  const latin = parseMessage(Buffer.from('MSH|^~\\&||||||||||||||||8859/15\rPID|||||5 \\XA4\\'))
  assert.equal(latin.text('PID-5'), '5 €')
})

test('random bytes never throw anything but a Fault, and what parses gives its bytes back', () => {
  const letters = Array.from('MSHPID19|^~\\&\r\n"äß\u000b\u001c')
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(...letters), maxLength: 200 }).map(text => new Uint8Array(Buffer.from(text, 'utf8'))),
  )
  const prefix = fc.constantFrom('', 'MSH', 'MSH|^~\\&|', 'MSH|^~\\&||||||||||||||||8859/15\r', '\ufeffMSH|^~\\&#|\nPID|')
  fc.assert(
    fc.property(prefix, body, (head, tail) => {
      const sent = Buffer.concat([Buffer.from(head), tail])
      try {
        const message = parseMessage(sent)
        assert.deepEqual(message.toBytes(), sent)
        for (const segment of message.segments) {
          segment.toString()
          for (let n = 0; n <= segment.fieldCount + 1; n++) {
            for (const repetition of segment.field(n).repetitions) {
              repetition.component(1)
              repetition.subcomponent(2, 2)
            }
          }
        }
        message.text('PID-3(2).4.1')
        message.without(['PID-3', 'NK1'])
      } catch (thrown) {
        if (!(thrown instanceof Fault)) throw thrown
      }
    }),
    { numRuns: 1000 },
  )
})
