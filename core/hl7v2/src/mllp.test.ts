import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MllpDecoder, mllpFrame, type MllpEvent } from './mllp.ts'

const VT = '\u000b'
const FS = '\u001c'

/** Events as plain values, so that whole streams can be compared. */
function plain(events: readonly MllpEvent[]): readonly (readonly [string, string | number])[] {
  return events.map(event => [event.kind, typeof event.bytes === 'number' ? event.bytes : event.bytes.toString('latin1')])
}

function decode(stream: string, cuts: readonly number[] = [], maxBytes?: number) {
  const decoder = new MllpDecoder(maxBytes === undefined ? {} : { maxBytes })
  const bytes = Buffer.from(stream, 'latin1')
  const at = [0, ...cuts.map(cut => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  const events = at.slice(1).flatMap((end, i) => decoder.push(bytes.subarray(at[i], end)))
  return plain([...events, ...decoder.end()])
}

test('frames are found split and joined, with garbage, missing ends and marks inside', () => {
  const cases: readonly (readonly [string, readonly (readonly [string, string | number])[]])[] = [
    [`${VT}a${FS}\r`, [['message', 'a']]],
    [`${VT}a${FS}\r${VT}b${FS}\r`, [['message', 'a'], ['message', 'b']]],
    [`${VT}a${FS}${VT}b${FS}`, [['message', 'a'], ['message', 'b']]],
    [`${VT}a${FS}\n${VT}b${FS}\r\n`, [['message', 'a'], ['message', 'b']]],
    [`\r\n${VT}a${FS}\r\r\n`, [['message', 'a']]],
    [`xyz${VT}a${FS}\r!`, [['garbage', 3], ['message', 'a'], ['garbage', 1]]],
    [`${VT}a${FS}b${FS}${FS}\r`, [['message', `a${FS}b${FS}`]]],
    [`${VT}a\rNTE|${VT}x${FS}\r`, [['message', `a\rNTE|${VT}x`]]],
    [`${VT}MSH|1\r${VT}MSH|2${FS}\r`, [['incomplete', 'MSH|1\r'], ['message', 'MSH|2']]],
    [`${VT}${VT}MSH|2${FS}\r`, [['message', 'MSH|2']]],
    [`${VT}MSH|1${VT}MSH|2`, [['incomplete', 'MSH|1'], ['incomplete', 'MSH|2']]],
    [`${VT}a`, [['incomplete', 'a']]],
    [`${VT}${FS}\r`, [['message', '']]],
    [VT, [['incomplete', '']]],
    ['', []],
  ]
  for (const [stream, events] of cases) assert.deepEqual(decode(stream), events, JSON.stringify(stream))
})

test('events depend on the bytes, not on how the network cuts them', () => {
  const piece = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'MSH|', VT, FS, '\r', '\n'), maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('a', 'b', '\r'), maxLength: 20 }).map(body => `${VT}MSH|${body}${FS}\r`),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 12 }), (pieces, cuts) => {
      const stream = pieces.join('')
      assert.deepEqual(decode(stream, cuts, 12), decode(stream, [], 12))
      assert.deepEqual(decode(stream, Array.from(stream, (_, at) => at), 12), decode(stream, [], 12))
    }),
    { numRuns: 1000 },
  )
})

test('framed messages come out as they went in, in order', () => {
  const body = fc.uint8Array({ maxLength: 60 }).map(bytes => Buffer.from(bytes.filter(byte => byte !== 0x0b && byte !== 0x1c)))
  fc.assert(
    fc.property(fc.array(body), fc.array(fc.nat(), { maxLength: 10 }), (messages, cuts) => {
      const stream = Buffer.concat(messages.map(message => mllpFrame(message))).toString('latin1')
      assert.deepEqual(decode(stream, cuts), messages.map(message => ['message', message.toString('latin1')]))
    }),
  )
})

test('a frame beyond the limit is skipped and told with its size and beginning; the next one is read', () => {
  const long = `MSH|${'x'.repeat(9000)}`
  const stream = Buffer.from(`${VT}${long}${FS}\r${VT}b${FS}\r${VT}${long}`, 'latin1')
  for (const step of [1, 7, 4096, stream.length]) {
    const decoder = new MllpDecoder({ maxBytes: 5000 })
    const events: MllpEvent[] = []
    for (let at = 0; at < stream.length; at += step) events.push(...decoder.push(stream.subarray(at, at + step)))
    events.push(...decoder.end())
    assert.deepEqual(plain(events), [['oversize', long.length], ['message', 'b'], ['oversize', long.length]])
    assert.equal(events[0]?.kind === 'oversize' && events[0].head.toString('latin1'), long.slice(0, 4096))
  }
  assert.deepEqual(decode(`${VT}12345${FS}\r${VT}123456${FS}\r`, [], 5), [['message', '12345'], ['oversize', 6]])
})

test('a message that lacks only its CR can be released when the sender falls silent', () => {
  const decoder = new MllpDecoder()
  assert.deepEqual(decoder.push(Buffer.from(`${VT}a${FS}`)), [])
  assert.equal(decoder.awaitsCarriageReturn, true)
  assert.deepEqual(plain(decoder.release()), [['message', 'a']])
  assert.equal(decoder.awaitsCarriageReturn, false)
  assert.deepEqual(plain(decoder.push(Buffer.from(`\r${VT}b${FS}\r`))), [['message', 'b']])
  assert.deepEqual(decoder.release(), [])
})

test('endless garbage is told in portions', () => {
  assert.deepEqual(decode('x'.repeat(150_000), [10, 65_536, 70_000]), [['garbage', 65_536], ['garbage', 65_536], ['garbage', 18_928]])
})

test('a large message in small chunks costs time in proportion', () => {
  const decoder = new MllpDecoder()
  const chunk = Buffer.alloc(16, 'x')
  decoder.push(Buffer.of(0x0b))
  for (let sent = 0; sent < 4_000_000; sent += chunk.length) decoder.push(chunk)
  const [event] = decoder.push(Buffer.of(0x1c, 0x0d))
  assert.equal(event?.kind === 'message' && event.bytes.length, 4_000_000)
})
