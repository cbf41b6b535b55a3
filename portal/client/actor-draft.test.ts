import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftOf, factsOf, noActor, wrongFields } from './actor-draft.ts'
import type { ActorFacts } from './directory.ts'

const facts: ActorFacts = {
  ...noActor, name: 'Praxis', kind: 'practice', city: 'Alphastadt', position: { latitude: 51.52, longitude: 7.31 },
  endpoints: [{ kind: 'fhir', address: 'https://a.example/fhir' }, { kind: 'kim', address: 'a@b.example' }, { kind: 'fhir', address: 'https://b.example/fhir' }],
}

test('what nobody changes is sent as it is, also what the form has no field for', () => {
  assert.deepEqual(factsOf(draftOf({ ...noActor, name: 'Praxis' })), { ...noActor, name: 'Praxis' })
  const back = factsOf(draftOf(facts))
  assert.deepEqual([back.position, new Set(back.endpoints)], [facts.position, new Set(facts.endpoints)])
  assert.equal(wrongFields(draftOf(facts)).size, 0)
})

test('typed as people type', () => {
  const typed = factsOf({ ...draftOf(facts), latitude: ' 51,5', longitude: '7.25', website: 'praxis.example ', fhir: 'c.example/fhir' })
  assert.deepEqual([typed.position, typed.website, typed.endpoints[0]], [{ latitude: 51.5, longitude: 7.25 }, 'https://praxis.example', { kind: 'fhir', address: 'https://c.example/fhir' }])
  assert.deepEqual([...wrongFields({ ...draftOf(noActor), latitude: '95', kim: 'kein', postalCode: '12', website: 'h t' })].toSorted(), ['city', 'kim', 'kind', 'latitude', 'longitude', 'name', 'postalCode', 'website'])
})
