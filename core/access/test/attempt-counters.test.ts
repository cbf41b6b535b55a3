import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAttemptCounters, type AttemptCounter } from '../src/sign-in/attempt-counters.ts'
import { setting } from './setting.ts'

const own: AttemptCounter = { key: Buffer.from('a'), limit: { free: 2, capSeconds: 60 } }
const shared: AttemptCounter = { key: Buffer.from('b'), limit: { free: 2, capSeconds: 60, shared: true } }

for (const table of ['login_attempt', 'person_attempt'] as const) {
  test(`${table}: beyond the free attempts there is a wait; a success forgets its own and takes one back of what is shared`, async () => {
    await using s = await setting()
    const counters = createAttemptCounters(s.test.store, table)
    const begin = (...of: AttemptCounter[]): Promise<number | undefined> => counters.begin(of, s.clock.now())
    assert.deepEqual([await begin(own, shared), await begin(own, shared), await begin(own, shared)], [undefined, undefined, 1])
    s.clock.pass(1_000)
    assert.equal(await begin(own, shared), undefined, 'what had to wait has not counted')
    await counters.succeed([own, shared], s.clock.now())
    assert.equal(await begin(own), undefined)
    assert.equal(await begin(own), undefined)
    assert.equal(await begin(own), 1)
    assert.equal(await begin(shared), undefined)
    assert.equal(await begin(shared), 2, 'two others have failed here before')
    s.clock.pass(3_600_001)
    assert.deepEqual([await begin(own, shared), await begin(own, shared), await begin(own, shared)], [undefined, undefined, 1])
  })
}

test('attempts and successes side by side, whatever order their counters are named in, never wait for each other in a ring', async () => {
  await using s = await setting()
  const counters = createAttemptCounters(s.test.store, 'login_attempt')
  const all = ['a', 'b', 'c', 'd', 'e'].map((key, at) => ({ key: Buffer.from(key), limit: { free: 1_000, capSeconds: 1, shared: at % 2 === 0 } }))
  await Promise.all(Array.from({ length: 60 }, (_, i) => {
    const mine = i % 4 < 2 ? all : all.toReversed()
    // A day apart, so that some clean up while others count.
    const now = s.clock.now() + (i % 3) * 90_000_000
    return i % 2 === 0 ? counters.begin(mine, now) : counters.succeed(mine, now)
  }))
})
