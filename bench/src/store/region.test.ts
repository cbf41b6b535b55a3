import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate } from '@steckwerk/fhir'
import { furtherObservation, patientFile } from './region.ts'

test('the same number gives the same file, valid and of the size that is announced', () => {
  const files = [0, 1, 77].map(patientFile)
  assert.deepEqual(patientFile(77), files[2])
  const all = [...files.flat(), furtherObservation(3, 9)]
  assert.equal(new Set(all.map(({ type, id }) => `${type}/${id}`)).size, all.length)
  for (const { resource } of all) assert.deepEqual(validate(resource).filter(({ severity }) => severity === 'error'), [], `${resource.id}`)
  const mean = all.reduce((sum, { text }) => sum + text.length, 0) / all.length
  assert.ok(mean > 1100 && mean < 1700, `${mean} characters`)
})
