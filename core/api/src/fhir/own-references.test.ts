import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSearch } from '@steckwerk/fhir'
import { withOwnReferences } from './own-references.ts'

const base = 'https://hub.example/fhir/alpha'

function valuesOf(type: string, name: string, value: string): unknown {
  const [condition] = withOwnReferences(parseSearch(type, [[name, value]], { lenient: false, maxCount: 10 }).query, base).conditions
  return condition?.kind === 'reference' ? condition.values : condition?.kind === 'chain' || condition?.kind === 'has' ? condition.conditions : condition
}

test('an address of ours is looked for in both forms, another only as it stands', () => {
  assert.deepEqual(valuesOf('Condition', 'subject', `${base}/Patient/p1`), [
    { type: undefined, id: undefined, url: `${base}/Patient/p1` }, { type: 'Patient', id: 'p1', url: undefined },
  ])
  for (const url of ['https://other.example/fhir/alpha/Patient/p1', `${base}x/Patient/p1`, `${base}/Nonsense/p1`, 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0']) {
    assert.deepEqual(valuesOf('Condition', 'subject', url), [{ type: undefined, id: undefined, url }])
  }
  assert.deepEqual(valuesOf('Condition', 'subject', 'Patient/p1'), [{ type: 'Patient', id: 'p1', url: undefined }])
})

test('within a chain as well', () => {
  assert.deepEqual(valuesOf('Observation', 'encounter.subject', `${base}/Patient/p1`), [
    { kind: 'reference', param: 'subject', values: [{ type: undefined, id: undefined, url: `${base}/Patient/p1` }, { type: 'Patient', id: 'p1', url: undefined }] },
  ])
})
