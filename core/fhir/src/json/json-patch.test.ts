import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyPatch } from 'rfc6902'
import { Fault } from '@steckwerk/kernel'
import { applyJsonPatch, readJsonPatch } from './json-patch.ts'

const limit = 100_000
const patched = (text: string, patch: unknown): string => applyJsonPatch(text, readJsonPatch(typeof patch === 'string' ? patch : JSON.stringify(patch)), limit)
const code = (text: string, patch: unknown): string => {
  try {
    patched(text, patch)
  } catch (error) {
    if (error instanceof Fault) return error.code
    throw error
  }
  return 'none'
}

test('numbers keep their form, of the resource and of the patch', () => {
  const text = '{"a":1.10,"b":[1.0e2,0.00],"c":12345678901234567890.123456789}'
  const patch = '[{"op":"add","path":"/d","value":{"e":2.50}},{"op":"move","from":"/b/0","path":"/f"},{"op":"copy","from":"/c","path":"/g"},{"op":"replace","path":"/b/0","value":-0.0E-1}]'
  assert.equal(patched(text, patch), '{"a":1.10,"b":[-0.0E-1],"c":12345678901234567890.123456789,"d":{"e":2.50},"f":1.0e2,"g":12345678901234567890.123456789}')
})

test('test compares numbers by value and objects whatever their order', () => {
  for (const [value, other, equal] of [
    ['1.10', '1.1', true], ['1.0e2', '100', true], ['0.00', '-0', true], ['1e400', '10e399', true], ['1e400', '1e401', false],
    ['12345678901234567890.1', '12345678901234567890.2', false], ['-1', '1', false], ['{"x":1,"y":[2,"z"]}', '{"y":[2.0,"z"],"x":1}', true],
    ['{"x":1}', '{"x":1,"y":1}', false], ['[1,2]', '[1]', false], ['null', 'null', true], ['null', 'false', false], ['"1"', '1', false],
  ] as const) {
    assert.equal(code(`{"a":${value}}`, `[{"op":"test","path":"/a","value":${other}}]`), equal ? 'none' : 'fhir/patch-failed', `${value} = ${other}`)
  }
})

test('what is no patch and what does not fit is told apart', () => {
  const text = '{"a":[1,2],"b":{"c":"d"},"e~/":1}'
  for (const [patch, expected] of [
    [{}, 'fhir/patch-form'], [[1], 'fhir/patch-form'], [[{ op: 'add', path: '/x' }], 'fhir/patch-form'], [[{ op: 'set', path: '/x' }], 'fhir/patch-form'],
    [[{ op: 'remove', path: 'a' }], 'fhir/patch-form'], [[{ op: 'remove', path: '/a~2' }], 'fhir/patch-form'], [[{ op: 'move', path: '/a' }], 'fhir/patch-form'],
    [[{ op: 'remove', path: '/'.repeat(300) }], 'fhir/patch-form'], [Array(1001).fill({ op: 'remove', path: '/a/0' }), 'fhir/patch-form'], ['[', 'fhir/json'],
    [[{ op: 'remove', path: '/x' }], 'fhir/patch-failed'], [[{ op: 'remove', path: '' }], 'fhir/patch-failed'], [[{ op: 'remove', path: '/a/2' }], 'fhir/patch-failed'],
    [[{ op: 'remove', path: '/a/01' }], 'fhir/patch-failed'], [[{ op: 'remove', path: '/a/-' }], 'fhir/patch-failed'], [[{ op: 'add', path: '/a/3', value: 1 }], 'fhir/patch-failed'],
    [[{ op: 'add', path: '/b/c/0', value: 1 }], 'fhir/patch-failed'], [[{ op: 'replace', path: '/toString', value: 1 }], 'fhir/patch-failed'],
    [[{ op: 'move', from: '/b', path: '/b/c' }], 'fhir/patch-failed'], [[{ op: 'add', path: '/a/length', value: 1 }], 'fhir/patch-failed'],
    [[{ op: 'add', path: '/a/-', value: 3 }, { op: 'test', path: '/a/2', value: 3 }, { op: 'move', from: '/b', path: '/b' }, { op: 'remove', path: '/e~0~1' }], 'none'],
    [[{ op: 'add', path: '/__proto__', value: { x: 1 } }, { op: 'test', path: '/x', value: 1 }], 'fhir/patch-failed'],
  ] as const) assert.equal(code(text, patch), expected, JSON.stringify(patch).slice(0, 100))
  assert.equal(patched('{"a":1}', [{ op: 'replace', path: '', value: { b: 2 } }]), '{"b":2}')
})

test('a patch that doubles a value again and again, or nests without end, is refused', () => {
  const double = Array.from({ length: 60 }, () => ({ op: 'copy', from: '/a', path: '/a/-' }))
  assert.equal(code('{"a":["x"]}', double), 'fhir/patch-size')
  const deep = Array.from({ length: 1000 }, () => [{ op: 'move', from: '/a', path: '/b/c' }, { op: 'move', from: '/b', path: '/a' }, { op: 'add', path: '/b', value: {} }]).flat().slice(0, 999)
  assert.equal(code('{"a":{},"b":{}}', deep), 'fhir/json-depth')
})

test('a patch that is applied does what another implementation of RFC 6902 does', () => {
  const name = fc.constantFrom('a', 'b', 'c', '0', '1', '-', 'x~1y')
  const path = fc.array(name, { maxLength: 3 }).map((tokens) => tokens.map((token) => `/${token}`).join(''))
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 2 }, fc.integer(), fc.string({ maxLength: 3 }), fc.boolean(), fc.array(tie('value'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 2, noNullPrototype: true })),
  })).value
  const operation = fc.oneof(
    fc.record({ op: fc.constantFrom('add', 'replace', 'test'), path, value }), fc.record({ op: fc.constant('remove'), path }),
    fc.record({ op: fc.constantFrom('move', 'copy'), path, from: path }),
  )
  const document = fc.record({ a: value, b: fc.array(value, { maxLength: 3 }), c: fc.dictionary(fc.constantFrom('a', 'b'), value, { noNullPrototype: true }) })
  fc.assert(fc.property(document, fc.array(operation, { maxLength: 4 }), (start, operations) => {
    let text = JSON.stringify(start)
    for (const one of operations) {
      // The root, and the place after the last item, mean other things to the other one.
      const other = JSON.parse(text) as object
      const pointers = [one.path, 'from' in one ? one.from : undefined].filter((pointer) => pointer !== undefined)
      if (pointers.some((pointer) => pointer === '' || /\/-(?:\/|$)/.test(pointer) && one.op !== 'add')) continue
      let theirs: string | undefined
      try {
        theirs = applyPatch(other, [one])[0] === null ? JSON.stringify(other) : undefined
      } catch {
        theirs = undefined
      }
      // It is laxer about items' indexes: what is refused here is told by the cases above.
      if (code(text, [one]) !== 'none') continue
      const ours = patched(text, [one])
      assert.deepEqual(JSON.parse(ours), theirs === undefined ? undefined : JSON.parse(theirs), `${text} ${JSON.stringify(one)}`)
      text = ours
    }
  }), { numRuns: 2000 })
})
