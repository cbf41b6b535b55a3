import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '@steckwerk/kernel'
import { samples } from '../../test/samples.ts'
import { contentEqual } from './content-equal.ts'
import type { Resource } from '../resource.ts'
import { spliceMeta } from './splice-meta.ts'

const parts = { id: 'abc', versionId: 7, lastUpdated: '2026-11-21T20:15:00.123Z' }
const head = '{"resourceType":"X","id":"abc","meta":{"versionId":"7","lastUpdated":"2026-11-21T20:15:00.123Z"'

test('id and version are set, in front, and everything else stays byte for byte', () => {
  assert.equal(spliceMeta('{"resourceType":"X"}', parts), `${head}}}`)
  assert.equal(
    spliceMeta(' { "a" : 1.10 ,\n "b":[ 1e2, 0.0000001 ] , "resourceType":"X", "z":123456789012345678 } ', parts),
    `${head}},"a" : 1.10 ,\n "b":[ 1e2, 0.0000001 ],"z":123456789012345678}`,
  )
  assert.equal(
    spliceMeta(
      '{"meta":{"lastUpdated":"x", "tag":[{"code":"\\u00e4"}],"versionId":"3","source":"y"},"resourceType":"X","id":"old","n":-0.0}',
      parts,
    ),
    `${head},"tag":[{"code":"\\u00e4"}],"source":"y"},"n":-0.0}`,
  )
})

test('keys may be written with escapes, strings may hold anything', () => {
  assert.equal(spliceMeta('{"resource\\u0054ype":"X","\\u0069d":"old","t":"}\\"{\\\\"}', parts), `${head}},"t":"}\\"{\\\\"}`)
})

test('with the resource at hand the text is the same', () => {
  const member = fc.constantFrom('"id":"a"', '"id" : "\\u0061"', '"meta":{"tag":[],"versionId":"3"}', '"meta" :{ }', '"\\u0069d":"b"', '"n": 1.10', '"t":"}\\""', '"resourceType": "X"')
  const space = fc.constantFrom('', ' ', '\n')
  fc.assert(
    fc.property(fc.uniqueArray(member, { maxLength: 5, selector: one => (JSON.parse(`[{${one}}]`) as object[]).flatMap(Object.keys)[0] }), space, space, (members, before, after) => {
      const text = `${before}{${before}${members.join(`${after},${before}`)}${after}}${after}`
      const resource = JSON.parse(text) as Resource
      if (resource.resourceType !== 'X') return
      assert.equal(spliceMeta(text, parts, resource), spliceMeta(text, parts), text)
    }),
    { numRuns: 2000 },
  )
})

test('what is no resource, or holds a member twice, is refused', () => {
  for (const text of [
    '',
    '[]',
    '1',
    '{}',
    '{"resourceType":"X"',
    '{"resourceType":"X","meta":1}',
    '{"a" 1}',
    '{"resourceType":"X",}',
    '"',
  ]) {
    assert.throws(() => spliceMeta(text, parts), { code: 'fhir/json' }, text)
  }
  assert.throws(() => spliceMeta('{"resourceType":"X","id":"a","\\u0069d":"b"}', parts), { code: 'fhir/duplicate-member' })
  assert.throws(() => spliceMeta('{"resourceType":"X","meta":{"tag":[],"tag":[]}}', parts), { code: 'fhir/duplicate-member' })
  assert.throws(() => spliceMeta(`{"resourceType":"X","a":${'['.repeat(1000)}${']'.repeat(1000)}}`, parts), { code: 'fhir/json-depth' })
})

const members = fc.dictionary(
  fc.string({ unit: 'binary' }).filter(key => key !== '__proto__' && key !== 'meta'),
  fc.jsonValue(),
)

test('read as JSON, only id and meta changed', () => {
  fc.assert(
    fc.property(members, fc.option(members, { nil: undefined }), fc.constantFrom(undefined, 1, '\t'), (others, meta, indent) => {
      const resource = { ...others, resourceType: 'X', ...(meta === undefined ? {} : { meta }) }
      const spliced = JSON.parse(spliceMeta(JSON.stringify(resource, undefined, indent), parts)) as unknown
      const { _versionId, _lastUpdated, ...kept } = (meta ?? {}) as Record<string, unknown>
      const expected = { ...resource, id: 'abc', meta: { ...kept, versionId: '7', lastUpdated: parts.lastUpdated } }
      assert.deepEqual(spliced, JSON.parse(JSON.stringify(expected)))
    }),
    { numRuns: 500 },
  )
})

test('splicing again changes nothing, and the content is still equal', () => {
  for (const sample of samples) {
    const text = JSON.stringify(sample)
    const once = spliceMeta(text, { ...parts, id: sample.id! })
    assert.equal(spliceMeta(once, { ...parts, id: sample.id! }), once)
    assert.equal(contentEqual(text, once), true)
  }
})

test('any text is answered or refused with a Fault, in linear time', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\ \n1a'.split(''), '"resourceType":"X"') }), text => {
      try {
        spliceMeta(text, parts)
        return true
      } catch (thrown) {
        return thrown instanceof Fault
      }
    }),
    { numRuns: 2000 },
  )
  const start = performance.now()
  spliceMeta(
    `{"resourceType":"X","a":"${'\\\\'.repeat(1_000_000)}","b":"${'\\"'.repeat(1_000_000)}","c":[${'{"d":1},'.repeat(200_000)}1]}`,
    parts,
  )
  assert.ok(performance.now() - start < 2000)
})
