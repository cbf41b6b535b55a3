import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { contentEqual } from './content-equal.ts'

test('version, time and source of a resource do not count', () => {
  assert.equal(contentEqual('{"resourceType":"X","meta":{"source":"a"}}', '{"resourceType":"X","meta":{"source":"b"}}'), true)
  assert.equal(contentEqual('{"resourceType":"X","meta":{"source":"a"}}', '{"resourceType":"X"}'), true)
  assert.equal(contentEqual('{"resourceType":"X","source":"a"}', '{"resourceType":"X"}'), false)
  assert.equal(
    contentEqual('{"resourceType":"X","id":"a","meta":{"versionId":"1","lastUpdated":"b"}}', '{"id":"a","resourceType":"X"}'),
    true,
  )
  assert.equal(
    contentEqual(
      '{"resourceType":"X","meta":{"versionId":"1","tag":[{"code":"a"}]}}',
      '{"meta":{"tag":[{"code":"a"}],"versionId":"2"},"resourceType":"X"}',
    ),
    true,
  )
  assert.equal(
    contentEqual('{"resourceType":"X","meta":{"tag":[{"code":"a"}]}}', '{"resourceType":"X","meta":{"tag":[{"code":"b"}]}}'),
    false,
  )
  assert.equal(contentEqual('{"resourceType":"X","meta":{"tag":[{"code":"a"}]}}', '{"resourceType":"X"}'), false)
})

test('ids, values and the form of decimals count; order and spacing of members do not', () => {
  assert.equal(contentEqual('{"a":1,"b":{"c":[1,2],"d":"x"}}', '{ "b" : { "d":"\\u0078", "c":[1, 2]}, "a":1 }'), true)
  assert.equal(contentEqual('{"id":"a"}', '{"id":"b"}'), false)
  assert.equal(contentEqual('{"a":1.0}', '{"a":1.00}'), false)
  assert.equal(contentEqual('{"a":[1,2]}', '{"a":[2,1]}'), false)
  assert.equal(contentEqual('{"a":[1]}', '{"a":[1,1]}'), false)
  assert.equal(contentEqual('{"a":1}', '{"a":"1"}'), false)
  assert.equal(contentEqual('{"a":1}', '{"a":1,"b":2}'), false)
  assert.equal(contentEqual('{"a":null}', '{"b":null}'), false)
})

test('two JSON texts are equal exactly if their values are', () => {
  const shuffled = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(shuffled)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, one]) => [key, shuffled(one)]),
          )
        : value
  const object = fc.dictionary(
    fc.string().filter(key => key !== '__proto__' && key !== 'meta'),
    fc.jsonValue(),
  )
  fc.assert(fc.property(object, value => contentEqual(JSON.stringify(value), JSON.stringify(shuffled(value), undefined, 2))))
  fc.assert(
    fc.property(
      object,
      object,
      (a, b) => contentEqual(JSON.stringify(a), JSON.stringify(b)) === (JSON.stringify(canonical(a)) === JSON.stringify(canonical(b))),
    ),
  )
})

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => [key, canonical(one)])
}
