import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { writeTogether } from './write-together.ts'

test('what comes while a write is under way goes into the next, in its order; at most 200 at once', async () => {
  const together = writeTogether()
  const written: number[][] = []
  const gate = Promise.withResolvers<void>()
  const write = async (items: readonly number[]): Promise<void> => {
    written.push([...items])
    await gate.promise
  }
  const all = Array.from({ length: 451 }, (_, n) => together('votes', n, write))
  assert.deepEqual(written, [[0]])
  gate.resolve()
  await Promise.all(all)
  assert.deepEqual(written.map(({ length }) => length), [1, 200, 200, 50])
  assert.deepEqual(written.flat(), Array.from({ length: 451 }, (_, n) => n))
})

test('a write that fails fails those whose things it had; the others are written', async () => {
  const together = writeTogether()
  const write = async (items: readonly string[]): Promise<void> => {
    if (items.includes('bad')) throw new Error('refused')
  }
  const first = together('votes', 'good', write)
  const bad = together('votes', 'bad', write)
  const beside = together('votes', 'beside', write)
  const other = together('elsewhere', 'good', write)
  await first
  await other
  await assert.rejects(bad, /refused/)
  await assert.rejects(beside, /refused/)
  await together('votes', 'later', write)
})

test('in any order of coming and ending, each thing is written once', async () => {
  await fc.assert(fc.asyncProperty(fc.scheduler(), fc.array(fc.constantFrom('a', 'b'), { maxLength: 60 }), async (scheduler, steps) => {
    const together = writeTogether()
    const written: string[] = []
    const under = new Set<string>()
    const told: Promise<void>[] = []
    const { task } = scheduler.scheduleSequence(steps.map((what, n) => async () => {
      told.push(together(what, `${what}${n}`, async (items) => {
        assert.ok(!under.has(what), 'two writes of one thing at once')
        under.add(what)
        await scheduler.schedule(Promise.resolve())
        written.push(...items)
        under.delete(what)
      }))
    }))
    await scheduler.waitFor(task.then(() => Promise.all(told)))
    assert.deepEqual(written.toSorted(), steps.map((what, n) => `${what}${n}`).toSorted())
  }))
})
