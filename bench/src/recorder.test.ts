import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Recorder } from './recorder.ts'

test('percentiles stay within a 64th of the exact ones', () => {
  const durations = fc.array(fc.double({ min: 0.07, max: 60_000, noNaN: true }), { minLength: 1, maxLength: 200 })
  fc.assert(fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99, 1), (all, share) => {
    const recorder = new Recorder()
    for (const ms of all) recorder.record(ms)
    const exact = all.toSorted((a, b) => a - b)[Math.ceil(all.length * share) - 1]!
    const found = recorder.percentile(share)
    assert.ok(found >= exact * (1 - 1e-9) && found <= exact * (1 + 1 / 64) + 0.001, `${found} for ${exact}`)
  }))
})

test('short, long and repeated durations', () => {
  const recorder = new Recorder()
  assert.equal(recorder.percentile(0.99), 0)
  recorder.record(0.0005, 99)
  recorder.record(10 ** 9)
  assert.equal(recorder.count, 100)
  assert.equal(recorder.percentile(0.99), 0.001)
  assert.ok(recorder.percentile(1) > 3_600_000)
})
