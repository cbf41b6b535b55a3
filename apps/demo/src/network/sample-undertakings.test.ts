import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleActors } from './sample-actors.ts'
import { sampleCases, sampleUndertakings } from './sample-undertakings.ts'

test('twelve undertakings of the region in all stages, four of them reference projects; partners stand in the directory; steps come one after the other', () => {
  const names = new Set(sampleActors.map(({ name }) => name))
  assert.equal(sampleUndertakings.length, 12)
  assert.equal(sampleUndertakings.filter(({ steps }) => steps.at(-1)![0] === 'reference').length, 4)
  assert.equal(new Set(sampleUndertakings.map(({ steps }) => steps.at(-1)![0])).size, 7)
  for (const { title, partners, steps } of sampleUndertakings) {
    for (const [name] of partners) assert.ok(names.has(name), `${title}: ${name}`)
    assert.deepEqual(steps.map(([, ago]) => ago), steps.map(([, ago]) => ago).toSorted((a, b) => b - a), title)
  }
  for (const { from, to } of sampleCases) for (const name of [from, to]) assert.ok(names.has(name), name)
})
