import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import fc from 'fast-check'
import { openerOf, sealedKeyNumber, sealerOf, sealOverhead, unseal } from './seal.ts'

const key = randomBytes(32)
const isUnseal = (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === 'access/unseal'

test('what is sealed opens again with the same key and context', () => {
  const seal = sealerOf(key, 7)
  fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), fc.string(), (plain, context) => {
    const sealed = seal(plain, context)
    assert.equal(sealed.length, plain.length + sealOverhead)
    assert.equal(sealedKeyNumber(sealed), 7)
    assert.deepEqual(new Uint8Array(unseal(key, sealed, context)), plain)
  }))
})

test('another key, another context, a changed or cut byte do not open', () => {
  const sealed = sealerOf(key, 1)(Buffer.from('MSH|^~\\&|'), 'alpha/1')
  assert.throws(() => unseal(randomBytes(32), sealed, 'alpha/1'), isUnseal)
  assert.throws(() => unseal(key, sealed, 'alpha/2'), isUnseal)
  fc.assert(fc.property(fc.integer({ min: 0, max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
    const changed = Buffer.from(sealed)
    changed[at] = changed[at]! ^ flip
    // The key number only says which key to take; a wrong one is caught where the key is looked up.
    if (at >= 1 && at <= 4) return
    assert.throws(() => unseal(key, changed, 'alpha/1'), isUnseal)
  }))
  fc.assert(fc.property(fc.integer({ min: 0, max: sealed.length - 1 }), (length) => {
    assert.throws(() => unseal(key, sealed.subarray(0, length), 'alpha/1'), isUnseal)
  }))
})

test('the same bytes never look the same twice, nor from two sealers', () => {
  const seals = [sealerOf(key, 1), sealerOf(key, 1)]
  const seen = new Set<string>()
  for (let i = 0; i < 500; i++) seen.add(seals[i % 2]!(Buffer.from('same'), 'c').subarray(-20).toString('hex'))
  assert.equal(seen.size, 500)
})

test('one opener opens what more sealers made than it remembers, in any order', () => {
  const open = openerOf(key)
  const sealed = Array.from({ length: 200 }, (_, n) => sealerOf(key, 1)(Buffer.from(String(n)), 'c'))
  fc.assert(fc.property(fc.array(fc.nat({ max: 199 }), { minLength: 100, maxLength: 300 }), (order) => {
    for (const n of order) assert.equal(open(sealed[n]!, 'c').toString(), String(n))
  }), { numRuns: 20 })
})
