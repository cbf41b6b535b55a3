import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { Batcher } from './batcher.ts'

function started(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 0 })
  const handed: { at: number; count: number }[] = []
  const batcher = new Batcher<number>({ hand: async batch => void handed.push({ at: Date.now(), count: batch.length }) })
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 5) {
      t.mock.timers.tick(5)
      await Promise.resolve()
      await Promise.resolve()
    }
  }
  return { batcher, handed, pass }
}

test('the first change goes on at once, the next after a short rest', async t => {
  const { batcher, handed, pass } = started(t)
  batcher.add([1])
  await pass(50)
  batcher.add([2])
  batcher.add([3])
  await pass(200)
  assert.deepEqual(handed, [{ at: 15, count: 1 }, { at: 95, count: 2 }])
})

test('a flood costs two hand-overs a second and loses nothing', async t => {
  const { batcher, handed, pass } = started(t)
  for (let at = 0; at < 3_000; at += 5) {
    batcher.add([at])
    await pass(5)
  }
  await pass(600)
  assert.equal(handed.reduce((sum, { count }) => sum + count, 0), 600)
  const inTheLastSeconds = handed.filter(({ at }) => at > 1_000 && at <= 3_000).length
  assert.ok(inTheLastSeconds <= 4, `${inTheLastSeconds} in two seconds`)
})

test('once closed nothing is handed on', async t => {
  const { batcher, handed, pass } = started(t)
  batcher.add([1])
  batcher.close()
  await pass(100)
  assert.deepEqual(handed, [])
})
