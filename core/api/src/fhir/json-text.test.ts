import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import fc from 'fast-check'
import { parseJson } from './json-text.ts'

const refused = (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === 'api/json' && !thrown.message.includes('secret')

test('any JSON is read as JSON.parse reads it', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 5 }), (text) => {
    assert.deepEqual(parseJson(text), JSON.parse(text))
  }))
})

test('members named twice are refused, however they are written and wherever', () => {
  for (const text of [
    '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '[{"x":{"b":1,"c":"}","b":2}}]', '{"a":"\\\\","a":1}', '{"":1,"":2}', '{"a":{"a":1},"a":2}',
  ]) assert.throws(() => parseJson(text), refused, text)
})

test('the same name in different objects is fine', () => {
  assert.deepEqual(parseJson('{"a":{"a":[{"a":"\\",\\"a"},{"a":1}]},"b":","}'), { a: { a: [{ a: '","a' }, { a: 1 }] }, b: ',' })
})

test('malformed text is refused without repeating it', () => {
  for (const text of ['', '{"secret":}', 'secret', '{"a":1}secret', '[1,]', '\ufeff{}']) assert.throws(() => parseJson(text), refused, text)
})

test('nesting has an end', () => {
  assert.doesNotThrow(() => parseJson('['.repeat(64) + ']'.repeat(64)))
  assert.throws(() => parseJson('['.repeat(65) + ']'.repeat(65)), refused)
  assert.throws(() => parseJson('['.repeat(100_000) + ']'.repeat(100_000)), refused)
})
