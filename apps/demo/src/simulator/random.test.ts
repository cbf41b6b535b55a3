import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Pool } from './pool.ts'
import { Random } from './random.ts'

test('chance repeats itself for a seed, and spreads evenly', () => {
  const draw = (seed: string): readonly number[] => {
    const random = new Random(seed)
    return Array.from({ length: 10_000 }, () => random.between(0, 9))
  }
  assert.deepEqual(draw('a'), draw('a'))
  assert.notDeepEqual(draw('a'), draw('b'))
  for (let digit = 0; digit < 10; digit++) {
    const share = draw('a').filter(drawn => drawn === digit).length / 10_000
    assert.ok(share > 0.08 && share < 0.12)
  }
})

test('weights of nought are never drawn', () => {
  const random = new Random('w')
  const drawn = new Set(Array.from({ length: 1000 }, () => random.weighted([['a', 1], ['b', 0], ['c', 3]] as const)))
  assert.deepEqual([...drawn].toSorted(), ['a', 'c'])
  assert.throws(() => random.weighted([['a', 0]]), RangeError)
})

test('a pool gives what it holds, and forgets what is taken out', () => {
  const pool = new Pool<string>()
  const random = new Random('p')
  for (const item of ['a', 'b', 'c', 'b']) pool.add(item)
  assert.equal(pool.size, 3)
  pool.delete('a')
  pool.delete('x')
  assert.deepEqual([pool.has('a'), pool.has('b'), pool.has('c'), pool.size], [false, true, true, 2])
  assert.deepEqual(new Set(Array.from({ length: 100 }, () => pool.pick(random))), new Set(['b', 'c']))
  assert.equal(pool.find(random, item => item === 'c', 100), 'c')
  assert.equal(pool.find(random, () => false), undefined)
  pool.delete('b')
  pool.delete('c')
  assert.equal(pool.pick(random), undefined)
})
