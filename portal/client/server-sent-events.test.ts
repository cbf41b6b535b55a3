import fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EventParser } from './server-sent-events.ts'

test('events, comments, multi-line data and ids are read as the standard says', () => {
  const parser = new EventParser()
  const events = parser.push(': hello\nretry: 2000\n\nevent: change\nid: 7\ndata: {"a":1}\ndata:2\n\ndata\n\nevent: lost\n\n')
  assert.deepEqual(events, [{ event: 'change', data: '{"a":1}\n2', id: '7' }, { event: 'message', data: '', id: '7' }])
})

test('however the bytes are cut and whatever the line ends, the same events come out', () => {
  const line = fc.constantFrom('data: äöü', 'data: x', 'event: change', ': beat', '', 'id: 3', 'unknown: 1')
  fc.assert(fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat(6), { maxLength: 60 }), (lines, end, cuts) => {
    const text = `${lines.join(end)}${end}x`
    const pieces: string[] = []
    let at = 0
    for (const cut of cuts) pieces.push(text.slice(at, at += cut))
    pieces.push(text.slice(at))
    const parser = new EventParser()
    assert.deepEqual(pieces.flatMap(piece => parser.push(piece)), new EventParser().push(`${lines.join('\n')}\nx`))
  }))
})
