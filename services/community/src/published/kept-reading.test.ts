import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keptReading } from './kept-reading.ts'

const options = { clock: { now: () => 0 }, keptMs: 1000, patienceMs: 60_000 }

test('whoever waits for long gets what was there before; the first waits as long as it takes, and one reading is under way', async () => {
  const gates: PromiseWithResolvers<string>[] = []
  const reading = keptReading({ ...options, patienceMs: 1, read: () => {
    const gate = Promise.withResolvers<string>()
    gates.push(gate)
    return gate.promise
  } })
  const first = [reading.get(), reading.get()]
  gates[0]!.resolve('one')
  assert.deepEqual(await Promise.all(first), ['one', 'one'])
  assert.equal(await reading.get(), 'one')
  reading.forget()
  assert.deepEqual(await Promise.all([reading.get(), reading.get()]), ['one', 'one'])
  reading.forget()
  assert.equal(await reading.get(), 'one')
  assert.equal(gates.length, 2)
  gates[1]!.resolve('two')
  while (gates.length < 3) await new Promise(setImmediate)
  gates[2]!.resolve('three')
  while (await reading.get() !== 'three') await new Promise(setImmediate)
  assert.equal(gates.length, 3)
})

test('it gets too old by the clock, and what could not be read is read again', async () => {
  const clock = { time: 0, now: () => clock.time }
  let reads = 0
  let broken = false
  const reading = keptReading({ ...options, clock, read: async () => {
    reads++
    if (broken) throw new Error('away')
    return reads
  } })
  assert.equal(await reading.get(), 1)
  clock.time = 999
  assert.equal(await reading.get(), 1)
  clock.time = 1000
  broken = true
  await assert.rejects(reading.get(), /away/)
  await assert.rejects(reading.get(), /away/)
  broken = false
  assert.equal(await reading.get(), 4)
})

test('in any order of asking, changing and ending, whoever can wait is told what was there when they asked, and no two readings are under way', async () => {
  await fc.assert(fc.asyncProperty(fc.scheduler(), fc.array(fc.constantFrom('ask', 'change', 'fail'), { maxLength: 40 }), async (scheduler, steps) => {
    let value = 0
    let under = 0
    let fails = false
    const reading = keptReading({ ...options, read: async () => {
      assert.equal(++under, 1, 'two at once')
      const [seen, failed] = [value, fails]
      fails = false
      await scheduler.schedule(Promise.resolve())
      under--
      if (failed) throw new Error('away')
      return seen
    } })
    const told: Promise<void>[] = []
    const { task } = scheduler.scheduleSequence(steps.map((step) => async () => {
      if (step === 'change') {
        value++
        reading.forget()
      } else if (step === 'fail') fails = true
      else {
        const least = value
        told.push(reading.get().then((seen) => assert.ok(seen >= least), (thrown: unknown) => assert.match(String(thrown), /away/)))
      }
    }))
    await scheduler.waitFor(task.then(() => Promise.all(told)))
  }))
})
