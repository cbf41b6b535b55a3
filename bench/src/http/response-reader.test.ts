import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ResponseReader, type Answer } from './response-reader.ts'

/** Feeds the bytes cut at these places. */
function inPieces(bytes: Buffer, cuts: readonly number[], keep = true): Answer | undefined {
  const reader = new ResponseReader(keep)
  const places = [...new Set(cuts.map((cut) => cut % bytes.length))].filter((place) => place > 0).sort((a, b) => a - b)
  let answer: Answer | undefined
  let from = 0
  for (const to of [...places, bytes.length]) {
    assert.equal(answer, undefined, 'complete before its last byte')
    answer = reader.feed(bytes.subarray(from, to))
    from = to
  }
  return answer
}

const cuts = fc.array(fc.nat(100_000), { maxLength: 12 })

test('an answer with a length is the same however it is cut', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), cuts, (body, at) => {
    const bytes = Buffer.concat([Buffer.from(`HTTP/1.1 201 Created\r\nContent-Length: ${body.length}\r\nlocation: x\r\n\r\n`), body])
    const answer = inPieces(bytes, at)
    assert.equal(answer?.status, 201)
    assert.deepEqual(answer.body, Buffer.from(body))
    assert.match(answer.head, /location: x/)
    assert.equal(answer.last, false)
  }))
})

test('an answer in chunks is the same however it is cut', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 6 }), cuts, (chunks, at) => {
    const body = chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), Buffer.from(chunk), Buffer.from('\r\n')])
    const bytes = Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n'), ...body, Buffer.from('0\r\n\r\n')])
    const answer = inPieces(bytes, at)
    assert.deepEqual(answer?.body, Buffer.concat(chunks))
    assert.equal(answer.last, true)
  }))
})

test('what is not wanted is not kept; an answer without a body ends with its head', () => {
  assert.deepEqual(inPieces(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc'), [], false), { status: 200, head: '', body: Buffer.alloc(0), last: false })
  assert.equal(inPieces(Buffer.from('HTTP/1.1 304 Not Modified\r\netag: W/"1"\r\n\r\n'), [])?.status, 304)
})

test('a malformed answer is told', () => {
  for (const text of ['SSH-2.0-x\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nab', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n']) {
    assert.throws(() => new ResponseReader(true).feed(Buffer.from(text)), /answer/, text)
  }
})
