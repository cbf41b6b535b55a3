import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actorInput, type Actor } from './actor.ts'
import { mistyped, stem } from './german.ts'
import { searchActors } from './search.ts'

const actor = (id: string, name: string, more: Partial<Actor> = {}): Actor => ({ id, ...actorInput.parse({ name, kind: 'other', city: 'Bochum' }), ...more })
const actors = [
  actor('klinik', 'Klinikum Südhöhe', { topics: ['Entlassmanagement'], city: 'Herne' }),
  actor('pflege', 'Ambulanter Pflegedienst Sonnenschein', { topics: ['Überleitung', 'Pflege'] }),
  actor('amt', 'Gesundheitsamt Ennepe-Aue', { about: 'Wir digitalisieren das Meldewesen mit den Kliniken.' }),
  actor('firma', 'Formwerk Software GmbH', { topics: ['Formulare'], offers: 'Anbindung an Krankenhausinformationssysteme' }),
]
const found = (query: string): readonly string[] => searchActors(actors, query).map(({ id }) => id)

test('found with umlauts or without, in any form, as part of a joined word, and mistyped', () => {
  for (const query of ['Suedhoehe', 'südhöhe', 'SÜDHÖHE', 'sudhohe', 'Südhöeh']) assert.equal(found(query)[0], 'klinik', query)
  assert.deepEqual(found('Kliniken'), ['klinik', 'amt'])
  assert.deepEqual(found('Dienst'), ['pflege'])
  assert.deepEqual(found('Formular'), ['firma'])
  assert.deepEqual(found('Überleitungen'), ['pflege'])
  assert.deepEqual(found('Krankenhausinformationssystem'), ['firma'])
  assert.deepEqual(found('Gesundhietsamt'), ['amt'])
})

test('every word has to stand somewhere; a name weighs more than a text; nothing asked gives all by name', () => {
  assert.deepEqual(found('pflege bochum'), ['pflege'])
  assert.deepEqual(found('pflege herne'), [])
  assert.deepEqual(found(''), ['pflege', 'firma', 'amt', 'klinik'])
  assert.deepEqual(found('zzz'), [])
})

test('stems stay words, and distance is counted as it is said', () => {
  assert.deepEqual(['kliniken', 'klinik', 'amt', 'praxen', 'bus'].map(stem), ['klinik', 'klinik', 'amt', 'prax', 'bus'])
  assert.ok(mistyped('herne', 'hrene', 1))
  assert.ok(!mistyped('herne', 'bernd', 1))
  assert.ok(!mistyped('a', 'abc', 1))
})
