import { urls, type QuestionnaireItem } from '@steckwerk/form'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerWords, readNumber, writeNumber } from './form-answer.ts'
import { beginStroke, extendStroke, isDrawn, pointAt, strokesPath, type Strokes } from './form-strokes.ts'
import { formsFor } from './form-visit.ts'

test('numbers are read as people write them, and nothing else is a number', () => {
  assert.deepEqual(['72,5', ' 72.5 ', '-3', ',5', '5,', '1 000'].map(text => readNumber(text, false)), [72.5, 72.5, -3, 0.5, 5, 1000])
  assert.deepEqual(['.5', '1.000,5', 'zwei', '', '1e5', '--1', '0x10'].map(text => readNumber(text, false)), [0.5, undefined, undefined, undefined, undefined, undefined, undefined])
  assert.deepEqual(['7', '7,0', '12345678901'].map(text => readNumber(text, true)), [7, undefined, undefined])
  assert.deepEqual([writeNumber(72.5, 'de'), writeNumber(72.5, 'en'), writeNumber(1000, 'de')], ['72,5', '72.5', '1000'])
})

test('answers are read in the language of the page', () => {
  const words = { yes: 'Ja', no: 'Nein', file: 'Datei' }
  const say = (answer: Record<string, unknown>) => answerWords(answer, 'de', words)
  assert.deepEqual([say({ valueBoolean: false }), say({ valueQuantity: { value: 72.5, unit: 'kg' } }), say({ valueDate: '1964-08-12' }), say({ valueDate: '2019' }), say({ valueDate: '2019-03' })], ['Nein', '72,5 kg', '12.08.1964', '2019', '03/2019'])
  assert.deepEqual([say({ valueTime: '08:30:00' }), say({ valueAttachment: { data: 'x' } }), say({ valueCoding: { code: 'a' } }), say({ valueString: 'x' }), say({ valueInteger: 1200 })], ['08:30', 'Datei', 'a', 'x', '1.200'])
  const weighed: QuestionnaireItem = { linkId: 'w', type: 'decimal', extension: [{ url: urls.unit, valueCoding: { code: 'kg', display: 'kg' } }] }
  assert.deepEqual([answerWords({ valueDecimal: 1072.125 }, 'de', words, weighed), answerWords({ valueQuantity: { value: -0.1234, unit: 'g' } }, 'en', words, weighed)], ['1.072,125 kg', '-0.1234 g'])
})

test('a signature is points in its box, thinned, and more than a touch', () => {
  const box = { left: 10, top: 20, width: 300, height: 100 }
  assert.deepEqual([pointAt(160, 70, box), pointAt(-50, 900, box)], [[300, 100], [0, 200]])
  let strokes: Strokes = beginStroke([], [10, 10])
  strokes = extendStroke(strokes, [11, 10])
  assert.deepEqual(strokes, [[[10, 10]]])
  assert.equal(strokesPath(strokes), 'M10 10l0 0')
  assert.equal(isDrawn(strokes), false)
  strokes = extendStroke(extendStroke(strokes, [50, 10]), [50, 40])
  assert.deepEqual([strokesPath(strokes), isDrawn(strokes)], ['M10 10L50 10L50 40', true])
  assert.deepEqual(extendStroke([], [1, 1]), [])
})

test('before a visit a form is open until it was sent lately; for others\' visits, and after it, there is none', () => {
  const now = Date.parse('2026-11-22T08:00:00Z')
  const visit = { carrier: { slug: 'alpha', name: 'A' }, patient: { id: 'p', name: '' }, state: 'booked' as const, start: '2026-12-01T08:00:00Z' }
  const line = { carrier: visit.carrier, patient: 'p', questionnaire: 'urn:q|2', title: { de: '', en: '' }, state: 'waiting' as const, response: undefined, at: undefined, signed: false, occasion: 'visit' as const, offered: true, mayAct: true }
  const done = (at: string, more = {}) => ({ ...line, questionnaire: 'urn:q|1', state: 'done' as const, response: at, at, ...more })
  const state = (lines: Parameters<typeof formsFor>[1], over = {}) => formsFor({ ...visit, ...over }, lines, now).map(one => one.state)
  assert.deepEqual(state([line]), ['open'])
  assert.deepEqual(state([line], { state: 'cancelled' }), [])
  assert.deepEqual(state([line], { start: '2026-11-01T08:00:00Z' }), [])
  assert.deepEqual([state([{ ...line, patient: 'other' }]), state([{ ...line, occasion: undefined }]), state([{ ...line, carrier: { slug: 'beta', name: '' } }])], [[], [], []])
  assert.deepEqual(state([done('2026-11-20T08:00:00Z')]), ['done'])
  // Of last year: it is wanted anew, as long as the hospital offers it.
  assert.deepEqual([state([done('2025-11-20T08:00:00Z')]), state([done('2025-11-20T08:00:00Z', { offered: false })])], [['open'], []])
  assert.deepEqual(state([done('2026-11-20T08:00:00Z'), { ...line, state: 'draft', response: 'r', at: '2026-11-21T08:00:00Z' }]), ['begun'])
})
