import fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { share } from './share.ts'

test('what is equal stays the very same object, also where the list around it shifted', () => {
  const before = { wards: [{ id: 'a', beds: [1, 2] }, { id: 'b', beds: [3] }] }
  const after = share(before, { wards: [{ id: 'new', beds: [] }, { id: 'a', beds: [1, 2] }, { id: 'b', beds: [3, 4] }] })
  assert.equal(after.wards[1], before.wards[0])
  assert.notEqual(after.wards[2], before.wards[1])
  assert.equal(share(before, structuredClone(before)), before)
})

test('the result always equals the new value, and is the old one exactly when they are equal', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
    const unclean = JSON.stringify([before, after]).includes('__proto__')
    fc.pre(!unclean)
    assert.deepEqual(share(before, after), after)
    const same = share(after, structuredClone(after))
    assert.ok(Object.is(same, after))
  }))
})
