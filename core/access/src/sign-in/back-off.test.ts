import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countAttempt, type Attempts } from './back-off.ts'

const limit = { free: 3, capSeconds: 10 }

test('the free attempts cost nothing, then the wait doubles up to the cap', () => {
  let state: Attempts = { failures: 0, lastAt: 0, blockedUntil: 0 }
  const waits: number[] = []
  for (let i = 0; i < 8; i++) {
    const now = 1_000_000 + i
    state = countAttempt(state, limit, now)
    waits.push((state.blockedUntil - now) / 1000)
  }
  assert.deepEqual(waits, [0, 0, 1, 2, 4, 8, 10, 10])
})

test('an hour of quiet forgets', () => {
  const state = countAttempt({ failures: 50, lastAt: 0, blockedUntil: 10_000 }, limit, 3_600_001)
  assert.deepEqual(state, { failures: 1, lastAt: 3_600_001, blockedUntil: 3_600_001 })
})

test('a counter that many share leaks, however often it is counted', () => {
  const shared = { free: 30, capSeconds: 900, leakSeconds: 10 }
  let state: Attempts = { failures: 0, lastAt: 0, blockedUntil: 0 }
  for (let second = 0; second < 3600; second += 9) state = countAttempt(state, shared, second * 1000)
  assert.ok(state.failures > 30 && state.failures < 50, 'slightly faster than it leaks')
  state = { failures: 0, lastAt: 0, blockedUntil: 0 }
  for (let second = 0; second < 3600; second += 11) state = countAttempt(state, shared, second * 1000)
  assert.equal(state.blockedUntil, state.lastAt === 0 ? 0 : 3597 * 1000)
  assert.ok(state.failures <= 2)
})
