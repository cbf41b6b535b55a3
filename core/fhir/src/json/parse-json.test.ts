import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '@steckwerk/kernel'
import { parseJson } from './parse-json.ts'

test('JSON is parsed as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) =>
      assert.deepEqual(parseJson(JSON.stringify(value, undefined, indent)), JSON.parse(JSON.stringify(value))),
    ),
  )
  assert.deepEqual(parseJson('{"a":{"x":1},"b":{"x":2},"c":["a","a",{"a":1}]}'), { a: { x: 1 }, b: { x: 2 }, c: ['a', 'a', { a: 1 }] })
})

test('a member given twice is refused, wherever and however written', () => {
  for (const text of [
    '{"a":1,"a":1}',
    '{"x":[{"a":1,"b":2,"\\u0061":3}]}',
    '{"a":{"a":1,"b":[],"b":{}}}',
    '{"__proto__":1,"__proto__":2}',
  ]) {
    assert.throws(() => parseJson(text), { code: 'fhir/duplicate-member' }, text)
  }
})

test('a byte order mark, half surrogate pairs and deep nesting are refused', () => {
  assert.throws(() => parseJson('\ufeff{}'), { code: 'fhir/json-characters' })
  assert.throws(() => parseJson('{"a":"\ud83d"}'), { code: 'fhir/json-characters' })
  assert.throws(() => parseJson('{"a":"\\uD83D"}'), { code: 'fhir/json-characters' })
  assert.throws(() => parseJson('{"\\ude00":1}'), { code: 'fhir/json-characters' })
  assert.deepEqual(parseJson('{"a":"\\ud83d\\ude00","b":"\\\\ud83d"}'), { a: '😀', b: '\\ud83d' })
  assert.throws(() => parseJson('['.repeat(1_000_000)), { code: 'fhir/json-depth' })
  assert.throws(() => parseJson('{"a":'.repeat(1_000_000)), { code: 'fhir/json-depth' })
})

test('a message tells the place of a mistake where it is known, and nothing of the text', () => {
  const message = (text: string) => {
    try {
      return JSON.stringify(parseJson(text))
    } catch (thrown) {
      assert.ok(thrown instanceof Fault && thrown.code === 'fhir/json' && thrown.cause === undefined)
      return thrown.message
    }
  }
  assert.equal(message('{"name" "Mustermann"}'), 'The text is not JSON: it goes wrong at character 8.')
  assert.equal(message('{"name":Mustermann}'), 'The text is not JSON.')
  assert.equal(message(''), 'The text is not JSON.')
})

test('any text is parsed or refused with a Fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\ud8 \n1a'.split('')) }), text => {
      try {
        parseJson(text)
        return true
      } catch (thrown) {
        return thrown instanceof Fault
      }
    }),
    { numRuns: 3000 },
  )
})
