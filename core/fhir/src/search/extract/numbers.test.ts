import assert from 'node:assert/strict'
import { test } from 'node:test'
import { observation, patient } from '../../../test/samples.ts'
import type { Extracted } from '../types.ts'
import { extract } from './extract.ts'

const ucum = 'http://unitsofmeasure.org'
const numbers = (found: Extracted, param: string) => found.numbers.filter(one => one.param === param).map(({ unit, low, high }) => [unit, low, high])
const value = (members: object) => numbers(extract({ resourceType: 'Observation', ...members }), 'value-quantity')
const code = (text: string) => ({ coding: [{ system: 'http://loinc.org', code: text }] })

test('a quantity is found by its bare value, by its unit as named, and in base units', () => {
  assert.deepEqual(numbers(extract(observation), 'value-quantity'), [
    ['', 120.5, 120.5],
    ['code:mm[Hg]', 120.5, 120.5],
    ['code:mmHg', 120.5, 120.5],
    ['ucum:m-1.s-2.g', 16065301, 16065301],
  ])
  assert.deepEqual(value({ valueQuantity: { value: 5, unit: 'Stück' } }), [
    ['', 5, 5],
    ['code:Stück', 5, 5],
  ])
  assert.deepEqual(value({ valueQuantity: { unit: 'mg' } }), [])
  assert.deepEqual(value({ valueQuantity: { value: '5' } }), [])
})

test('comparators, ranges and series are ranges', () => {
  const mg = { system: ucum, code: 'mg' }
  assert.deepEqual(value({ valueQuantity: { value: 5, comparator: '<', ...mg } }), [
    ['', -Infinity, 5],
    ['code:mg', -Infinity, 5],
    ['ucum:g', -Infinity, 0.005],
  ])
  assert.deepEqual(value({ valueQuantity: { value: 5, comparator: '>=' } }), [['', 5, Infinity]])
  const onset = (onsetRange: object) => numbers(extract({ resourceType: 'Condition', onsetRange }), 'onset-age')
  const years = (age: number) => ({ value: age, system: ucum, code: 'a' })
  assert.deepEqual(onset({ low: years(10), high: years(12) }), [
    ['', 10, 12],
    ['code:a', 10, 12],
    ['ucum:s', 315576000, 378691200],
  ])
  assert.deepEqual(onset({ high: { value: 3 } }), [['', -Infinity, 3]])
  assert.deepEqual(onset({}), [])
  const series = (data: string) => value({ valueSampledData: { origin: { value: 100 }, factor: 2, period: 10, dimensions: 1, data } })
  assert.deepEqual([series('1 E -3 2'), series('1 L'), series('U 1'), series('E')], [[['', 94, 104]], [['', -Infinity, 102]], [['', 102, Infinity]], []])
})

test('money is a quantity in its currency; a number parameter knows no units', () => {
  const invoice = extract({ resourceType: 'Invoice', totalNet: { value: 12.5, currency: 'EUR' } })
  assert.deepEqual(numbers(invoice, 'totalnet'), [
    ['', 12.5, 12.5],
    ['code:EUR', 12.5, 12.5],
    ['pair:urn:iso:std:iso:4217|EUR', 12.5, 12.5],
  ])
  const prediction = [{ probabilityDecimal: 0.8 }, { probabilityRange: { low: { value: 0.1, unit: '%' } } }]
  assert.deepEqual(numbers(extract({ resourceType: 'RiskAssessment', prediction }), 'probability'), [
    ['', 0.8, 0.8],
    ['', 0.1, Infinity],
  ])
})

test('the parts of a composite stand together by their element', () => {
  const quantity = (number: number) => ({ value: number })
  const found = extract({
    resourceType: 'Observation',
    component: [
      { code: code('systolic'), valueQuantity: quantity(120) },
      { code: code('quality'), valueCodeableConcept: code('good') },
      { code: code('diastolic'), valueQuantity: quantity(80) },
      { code: code('nothing') },
    ],
  })
  const token = (text: string) => ({ kind: 'token', system: 'http://loinc.org', code: text })
  const number = (at: number) => ({ kind: 'number', unit: '', low: at, high: at })
  const composites = (param: string) => found.composites.filter(one => one.param === param).map(one => [one.element, one.part, one.value])
  assert.deepEqual(composites('component-code-value-quantity'), [
    [1, 0, token('systolic')],
    [1, 1, number(120)],
    [3, 0, token('diastolic')],
    [3, 1, number(80)],
  ])
  assert.deepEqual(composites('component-code-value-concept'), [
    [2, 0, token('quality')],
    [2, 1, token('good')],
  ])
  assert.deepEqual(composites('code-value-quantity'), [])
})

test('a part outside its element is the whole resource’s', () => {
  const found = extract({
    resourceType: 'MolecularSequence',
    referenceSeq: { chromosome: { coding: [{ code: '1' }] }, windowStart: 5, windowEnd: 9 },
    variant: [{ start: 100, end: 101 }, { start: 200 }],
  })
  assert.deepEqual(
    found.composites.filter(one => one.param === 'chromosome-variant-coordinate').map(one => [one.element, one.part, one.value.kind]),
    [
      [2, 0, 'token'],
      [2, 1, 'number'],
      [2, 2, 'number'],
    ],
  )
})

test('a relation between documents is its target and its code', () => {
  const relatesTo = [{ code: 'replaces', target: { reference: 'DocumentReference/1' } }]
  assert.deepEqual(
    extract({ resourceType: 'DocumentReference', relatesTo }).composites.map(one => one.value),
    [
      { kind: 'reference', type: 'DocumentReference', id: '1', url: undefined },
      { kind: 'token', system: undefined, code: 'replaces' },
    ],
  )
})

test('types of identifiers, identifiers of references, places and sounds', () => {
  const found = extract(patient)
  assert.deepEqual(found.typed, [{ param: 'identifier', system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR', value: '0815' }])
  const general = [{ identifier: { system: 'http://lanr', value: '838382202' } }, { identifier: { type: { text: 'x' } } }]
  assert.deepEqual(extract({ resourceType: 'Patient', generalPractitioner: general }).identified, [
    { param: 'general-practitioner', system: 'http://lanr', code: '838382202' },
  ])
  const location = { resourceType: 'Location', position: { latitude: 48.1, longitude: 11.5, altitude: 500 } }
  assert.deepEqual(extract(location).position, { latitude: 48.1, longitude: 11.5 })
  assert.equal(extract({ resourceType: 'Location', position: { latitude: '48.1' } }).position, undefined)
  const sounds = extract({ resourceType: 'Patient', name: [{ family: 'Meyer', given: ['Hans', 'Karl Otto'] }] }).strings.filter(one => one.param === 'phonetic')
  assert.deepEqual(
    sounds.map(one => [one.folded, one.exact]),
    [
      ['67', '67'],
      ['068', '068'],
      ['475', '475'],
      ['02', '02'],
    ],
  )
})
