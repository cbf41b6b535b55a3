import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleActors } from './sample-actors.ts'

test('the invented region has at least sixty actors, each once, and the same at every start', () => {
  assert.ok(sampleActors.length >= 60)
  assert.equal(new Set(sampleActors.map(({ id }) => id)).size, sampleActors.length)
  assert.equal(new Set(sampleActors.map(({ name }) => name)).size, sampleActors.length)
  assert.equal(sampleActors.find(({ name }) => name === 'Klinikum Alphastadt')?.id.length, 32)
})
