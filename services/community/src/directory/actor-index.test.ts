import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actorIndex } from './actor-index.ts'
import { actorInput, type Actor } from './actor.ts'

const actor = (id: string, name: string, more: Partial<Actor> = {}): Actor => ({ id, ...actorInput.parse({ name, kind: 'other', city: 'Bochum' }), ...more })
const index = await actorIndex([
  actor('klinik', 'Klinikum Südhöhe', { topics: ['Entlassmanagement'], city: 'Herne' }),
  actor('pflege', 'Ambulanter Pflegedienst Sonnenschein', { topics: ['Überleitung', 'Pflege'] }),
  actor('amt', 'Gesundheitsamt Ennepe-Aue', { about: 'Wir digitalisieren das Meldewesen mit den Kliniken.' }),
  actor('firma', 'Formwerk Software GmbH', { topics: ['Formulare'], offers: 'Anbindung an Krankenhausinformationssysteme' }),
])
const found = (query: string): readonly string[] | undefined => index.search(query)?.map(({ thing }) => thing.id)

test('found with umlauts or without, in any form, as part of a joined word, and mistyped', () => {
  for (const query of ['Suedhoehe', 'südhöhe', 'SÜDHÖHE', 'sudhohe', 'Südhöeh']) assert.equal(found(query)?.[0], 'klinik', query)
  assert.deepEqual(found('Kliniken'), ['klinik', 'amt'])
  assert.deepEqual(found('Dienst'), ['pflege'])
  assert.deepEqual(found('Formular'), ['firma'])
  assert.deepEqual(found('Überleitungen'), ['pflege'])
  assert.deepEqual(found('Krankenhausinformationssystem'), ['firma'])
  assert.deepEqual(found('Gesundhietsamt'), ['amt'])
  assert.deepEqual(found('Hrene'), ['klinik'])
})

test('every word has to stand somewhere; a name weighs more than a text; nothing asked is no search', () => {
  assert.deepEqual(found('pflege bochum'), ['pflege'])
  assert.deepEqual(found('pflege herne'), [])
  assert.equal(found(''), undefined)
  assert.deepEqual(found('zzz'), [])
})
