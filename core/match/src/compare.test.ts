import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '@steckwerk/fhir'
import { cautionOf } from './caution.ts'
import { compare } from './compare.ts'
import { featuresOf } from './features.ts'
import { fields, levelName, type Field } from './levels.ts'
import { foldName, nameWords } from './name.ts'

interface Parts {
  readonly family?: string
  readonly given?: string
  readonly maiden?: string
  readonly born?: string
  readonly gender?: string
  readonly street?: string
  readonly code?: string
  readonly phone?: string
  readonly kvnr?: string
  readonly order?: number
}

function patient(parts: Parts): Resource {
  const { family, given, maiden, born, gender, street, code, phone, kvnr, order } = parts
  return {
    resourceType: 'Patient',
    name: [
      { use: 'official', ...(family === undefined ? {} : { family }), ...(given === undefined ? {} : { given: given.split(' ') }) },
      ...(maiden === undefined ? [] : [{ use: 'maiden', family: maiden }]),
    ],
    ...(born === undefined ? {} : { birthDate: born }),
    ...(gender === undefined ? {} : { gender }),
    ...(street === undefined ? {} : { address: [{ line: [street], ...(code === undefined ? {} : { postalCode: code }) }] }),
    ...(phone === undefined ? {} : { telecom: [{ system: 'phone', value: phone }] }),
    ...(kvnr === undefined ? {} : { identifier: [{ system: 'http://fhir.de/sid/gkv/kvid-10', value: kvnr }] }),
    ...(order === undefined ? {} : { multipleBirthInteger: order }),
  }
}

const usual = (name: string): boolean => ['lara', 'sara', 'anna', 'lukas'].includes(name)
const compared = (one: Parts, other: Parts) => compare(featuresOf(patient(one)), featuresOf(patient(other)), usual)
const level = (field: Field, one: Parts, other: Parts): string => levelName(field, compared(one, other).levels[fields.indexOf(field)]!)

const names: readonly [string, string, string][] = [
  ['Müller', 'Mueller', 'same'],
  ['Müller', 'MULLER', 'same'],
  ['Groß', 'Gross', 'same'],
  ['von der Heide', 'Heide', 'same'],
  ['Müller-Lüdenscheidt', 'Lüdenscheidt', 'partial'],
  ['Müller Lüdenscheidt', 'Müllerlüdenscheidt', 'same'],
  ['Meyer', 'Maier', 'sound'],
  ['Przybylski', 'Przybilski', 'sound'],
  ['Kowalski', 'Kowalksi', 'typo'],
  ['Schmidt', 'Fischer', 'different'],
]
for (const [one, other, expected] of names) {
  test(`family: ${one} and ${other}: ${expected}`, () => {
    assert.equal(level('family', { family: one, given: 'Anna' }, { family: other, given: 'Anna' }), expected)
  })
}

test('family: a birth name is the same person before and after the wedding', () => {
  assert.equal(level('family', { family: 'Schmidt', maiden: 'Roth' }, { family: 'Roth' }), 'birth-name')
  assert.equal(level('family', { family: 'Schmidt', maiden: 'Roth' }, { family: 'Weber', maiden: 'Roth' }), 'birth-name')
})

test('given and family name in each other\'s place count once', () => {
  const swapped = compared({ family: 'Roth', given: 'Erika' }, { family: 'Erika', given: 'Roth' })
  assert.equal(levelName('family', swapped.levels[fields.indexOf('family')]!), 'swapped')
  assert.equal(levelName('given', swapped.levels[fields.indexOf('given')]!), 'missing')
})

const givens: readonly [string, string, string][] = [
  ['Jörg', 'Joerg', 'same'],
  ['Hans-Peter', 'Hanspeter', 'same'],
  ['Hans Peter', 'Peter', 'partial'],
  ['H.', 'Hans', 'partial'],
  ['Katharina', 'Kathrin', 'nickname'],
  ['Stefan', 'Stephan', 'nickname'],
  ['Matthias', 'Mathias', 'nickname'],
  ['Swantje', 'Swantie', 'sound'],
  ['Hedwig', 'Hedwog', 'sound'],
  ['Ortwin', 'Ortwln', 'typo'],
  ['Lara', 'Sara', 'alike'],
  ['Anna', 'Lukas', 'different'],
  ['Knabe', 'Lukas', 'missing'],
]
for (const [one, other, expected] of givens) {
  test(`given: ${one} and ${other}: ${expected}`, () => {
    assert.equal(level('given', { family: 'Roth', given: one }, { family: 'Roth', given: other }), expected)
  })
}

const births: readonly [string, string, string][] = [
  ['1970-03-12', '1970-03-12', 'same'],
  ['1970-03-12', '1970-12-03', 'day-month'],
  ['1970-03-12', '1970-03-17', 'digit'],
  ['1970-03-12', '1907-03-12', 'digit'],
  ['1999-03-12', '2000-03-12', 'year'],
  ['1970-03-12', '1970', 'incomplete'],
  ['1970-03-12', '1970-01-01', 'incomplete'],
  ['1970-01-01', '1970-01-01', 'same'],
  ['1970-03-12', '1971', 'different'],
  ['1970-03-12', '1981-04-13', 'different'],
  ['1970-03-12', 'yesterday', 'missing'],
]
for (const [one, other, expected] of births) {
  test(`birth: ${one} and ${other}: ${expected}`, () => {
    assert.equal(level('birth', { born: one }, { born: other }), expected)
  })
}

const addresses: readonly [Parts, Parts, string][] = [
  [{ street: 'Müllerstr. 12 a', code: '10115' }, { street: 'Muellerstraße 12A', code: '10115' }, 'same'],
  [{ street: 'Lange Straße 3', code: '10115' }, { street: 'Lange Str. 3', code: '10151' }, 'same'],
  [{ street: 'Hauptstraße 1', code: '10115' }, { street: 'Hauptstrasse 9', code: '10115' }, 'street'],
  [{ street: 'Hauptstraße 1', code: '10115' }, { street: 'Ringweg 9', code: '10115' }, 'area'],
  [{ street: 'Hauptstraße 1', code: '10115' }, { street: 'Hauptstraße 1', code: '80331' }, 'different'],
]
for (const [one, other, expected] of addresses) {
  test(`address: ${one.street} and ${other.street}: ${expected}`, () => {
    assert.equal(level('address', one, other), expected)
  })
}

test('telephone numbers are compared without their form', () => {
  assert.equal(level('telecom', { phone: '+49 (0)30 123456' }, { phone: '030/123456' }), 'same')
  assert.equal(level('telecom', { phone: '0049 30 123456' }, { phone: '030/1234567' }), 'different')
})

test('insurance numbers count only with their check digit', () => {
  assert.equal(level('kvnr', { kvnr: 'A123456780' }, { kvnr: 'A123456780' }), 'same')
  assert.equal(level('kvnr', { kvnr: 'A123456780' }, { kvnr: 'A123456781' }), 'missing')
  assert.equal(level('kvnr', { kvnr: 'A123456780' }, { kvnr: 'T032196087' }), 'missing')
})

const home = { family: 'Roth', street: 'Ringweg 1', code: '10115', phone: '030123456' }

test('twins are told apart: one birth date, two names', () => {
  const [lara, sara] = [{ ...home, given: 'Lara', born: '2020-05-05' }, { ...home, given: 'Sara', born: '2020-05-05' }]
  assert.equal(cautionOf(compared(lara, sara)), 'twins')
  assert.equal(cautionOf(compared({ ...lara, order: 1 }, { ...lara, order: 2 })), 'twins')
  assert.equal(cautionOf(compared(lara, lara)), undefined)
})

test('father and son of one name are told apart', () => {
  const [father, son] = [{ ...home, given: 'Lukas', born: '1970-03-12' }, { ...home, given: 'Lukas', born: '2001-07-24' }]
  assert.equal(cautionOf(compared(father, son)), 'namesakes')
})

test('names are brought into one form', () => {
  assert.equal(foldName('Müller-Groß'), 'mullergross')
  assert.deepEqual(nameWords('Dr. von der Müller-Lüdenscheidt'), ['muller', 'ludenscheidt'])
  assert.deepEqual(nameWords('Van'), ['van'])
  assert.deepEqual(nameWords('Unbekannt'), [])
})

test('what is no Patient by its form gives features without values', () => {
  const odd = { resourceType: 'Patient', name: 'x', birthDate: 5, telecom: [null, { value: 3 }], address: [{ line: 'x' }], identifier: {} } as unknown as Resource
  assert.deepEqual(featuresOf(odd), {
    given: [], family: [], former: [], birth: undefined, gender: undefined, addresses: [], telecom: [], kvnrs: [], birthOrder: undefined,
  })
})
