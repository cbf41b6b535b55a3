import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Item } from '../published/item.ts'
import { excerpts } from './excerpt.ts'
import { folded, stem, wantedWords, wordsOf } from './german.ts'
import { itemIndex } from './item-index.ts'
import { search } from './search.ts'

const item = (id: string, title: string, more: Partial<Item> = {}): Item => ({ kind: 'post', id, title, summary: '', text: '', topics: [], path: `/netz/a/${id}`, since: 0, ...more })
const things = [
  item('in-text', 'Rückblick', { text: 'Am Ende sprachen wir über Telemedizin im Heim.' }),
  item('in-summary', 'Treffen', { summary: 'Es ging um Telemedizin.' }),
  item('in-topics', 'Sprechstunde am Bildschirm', { topics: ['Telemedizin'] }),
  item('in-title', 'Telemedizin im Pflegeheim', { kind: 'project', since: 5 }),
  item('fax', 'Entlassbriefe ohne Fax', { kind: 'undertaking', summary: 'Die Briefe kommen beim Pflegedienst an.', topics: ['Entlassmanagement'] }),
  item('beds', 'Freie Pflegeplätze sehen', { kind: 'project', summary: 'Krankenhäuser sehen freie Plätze.', since: 9 }),
]
const index = await itemIndex(things)
const asked = (q: string, more: Partial<Parameters<typeof search>[1]> = {}) => search({ things, index }, { q, kinds: [], topic: '', most: 50, ...more })
const found = (q: string, more: Partial<Parameters<typeof search>[1]> = {}): readonly string[] => asked(q, more).findings.map(({ id }) => id)

test('a title weighs more than topics, topics more than the summary, the summary more than the text', () => {
  assert.deepEqual(found('Telemedizin'), ['in-title', 'in-topics', 'in-summary', 'in-text'])
})

test('one, many, joined, written without umlauts, mistyped', () => {
  for (const q of ['Krankenhaus', 'Krankenhäuser', 'Krankenhaeusern', 'krankenhauser', 'Krankenahus', 'Krnkenhaus']) assert.deepEqual(found(q), ['beds'], q)
  assert.deepEqual(found('Dienst'), ['fax'])
  assert.deepEqual(found('Dienste'), ['fax'])
  assert.deepEqual(found('Heim'), ['in-title', 'in-text'])
  assert.deepEqual(found('Brief'), ['fax'])
  assert.deepEqual(found('Faxe'), ['fax'])
  assert.deepEqual(found('Telemed'), ['in-title', 'in-topics', 'in-summary', 'in-text'])
})

test('whole questions are asked of their subject; one without a subject shows what was brought to a result', () => {
  assert.deepEqual(found('Wer hat schon Entlassbriefe ohne Fax gelöst?'), ['fax'])
  assert.deepEqual(found('Gibt es jemanden, der Erfahrungen mit Telemedizin im Pflegeheim hat?'), ['in-title'])
  assert.deepEqual(wantedWords('Wer hat das schon gelöst?'), ['gelost'])
  assert.deepEqual(found('Wie geht es?').length, 0)
  assert.deepEqual(found('').slice(0, 3), ['beds', 'in-title', 'fax'])
  assert.deepEqual(found('Wer ist das?').slice(0, 2), ['beds', 'in-title'])
})

test('every word must fit; kinds and topics narrow, and kinds are counted as if none were chosen', () => {
  assert.deepEqual(found('Telemedizin Fax'), [])
  const { total, kinds, findings } = asked('Telemedizin', { kinds: ['project'], most: 1 })
  assert.deepEqual({ total, kinds, ids: findings.map(({ id }) => id) }, { total: 1, kinds: { post: 3, project: 1 }, ids: ['in-title'] })
  assert.deepEqual(found('', { topic: 'telemedizin' }), ['in-topics'])
})

test('shown is the part that fits, and which words fit', () => {
  const long = `${'Vorher stand hier viel anderes. '.repeat(20)}Dann kamen die Kliniken dazu. ${'Danach auch. '.repeat(20)}`
  const fitting = new Set(['klinik'])
  const { excerptOf, markedWords } = excerpts((word) => wordsOf(word).map(stem))
  const excerpt = excerptOf({ summary: 'Kurz gesagt.', text: long }, fitting)
  assert.ok(excerpt.includes('Kliniken') && excerpt.startsWith('… ') && excerpt.endsWith(' …') && excerpt.length < 240, excerpt)
  assert.equal(excerptOf({ summary: 'Kurz gesagt.', text: long }, new Set()), 'Kurz gesagt.')
  assert.deepEqual(markedWords(['Kliniken, Klinik', 'nichts'], fitting), ['kliniken', 'klinik'])
  assert.deepEqual(asked('Pflegedienst').findings[0]!.marked, ['pflegedienst'])
})

test('stems stay words, and umlauts are letters however they are written', () => {
  assert.deepEqual(['kliniken', 'klinik', 'amt', 'praxen', 'praxis', 'bus', 'ergebnisse', 'patientinnen'].map(stem), ['klinik', 'klinik', 'amt', 'prax', 'prax', 'bus', 'ergebn', 'patient'])
  assert.deepEqual(['Ärzte', 'Aerzte', 'neue', 'Bauer', 'Quelle', 'Größe', 'Groesse', 'Café'].map(folded), ['arzte', 'arzte', 'neue', 'bauer', 'quelle', 'grosse', 'grosse', 'cafe'])
})
