import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharesOf } from './shares.ts'

test('twenty carriers of very different size, the largest about half, all together what was asked for', () => {
  const shares = sharesOf(58_824, 20)
  assert.equal(shares.length, 20)
  assert.equal(shares.reduce((sum, share) => sum + share, 0), 58_824)
  assert.ok(shares[0]! / 58_824 > 0.45 && shares[0]! / 58_824 < 0.55, String(shares[0]))
  assert.ok(shares.at(-1)! / 58_824 < 0.005)
  assert.deepEqual(shares, shares.toSorted((a, b) => b - a))
})

test('nobody is left without, and one carrier has all', () => {
  assert.deepEqual(sharesOf(10, 1), [10])
  assert.ok(sharesOf(20, 20).every((share) => share >= 1))
})
