import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readTogether } from './read-together.ts'

test('whoever asks gets what was there by then, and not more than two readings are begun for those who ask at once', async () => {
  const together = readTogether()
  let value = 0
  let begun = 0
  const gates: (() => void)[] = []
  const read = async (): Promise<number> => {
    begun++
    const seen = value
    await new Promise<void>((open) => gates.push(open))
    return seen
  }
  const first = together('event', read)
  value = 1
  const later = Array.from({ length: 300 }, () => together('event', read))
  assert.equal(begun, 1)
  gates.shift()!()
  assert.equal(await first, 0)
  gates.shift()!()
  assert.deepEqual(new Set(await Promise.all(later)), new Set([1]))
  assert.equal(begun, 2)
  const last = together('event', read)
  gates.shift()!()
  assert.equal(await last, 1)
  assert.equal(begun, 3)
})

test('a reading that fails fails those who asked for it; the next is begun all the same', async () => {
  const together = readTogether()
  const failing = together('event', () => Promise.reject(new Error('down')))
  const next = together('event', async () => 'up')
  await assert.rejects(failing, /down/)
  assert.equal(await next, 'up')
  await assert.rejects(together('event', () => Promise.reject(new Error('down again'))), /down again/)
})

test('in any order of asking, changing and ending, nobody is told what was only true before they asked', async () => {
  await fc.assert(fc.asyncProperty(fc.scheduler(), fc.array(fc.constantFrom('ask', 'change', 'other'), { maxLength: 40 }), async (scheduler, steps) => {
    const together = readTogether()
    let value = 0
    const told: Promise<void>[] = []
    const { task } = scheduler.scheduleSequence(steps.map((step) => async () => {
      if (step === 'change') value++
      else {
        const least = value
        told.push(together(step, () => scheduler.schedule(Promise.resolve(value))).then((seen) => assert.ok(seen >= least)))
      }
    }))
    await scheduler.waitFor(task.then(() => Promise.all(told)))
  }))
})
