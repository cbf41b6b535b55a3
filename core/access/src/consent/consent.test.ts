import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { permitsOf, releaseTo, validate, type Resource } from '@steckwerk/fhir'
import { categoriesOfTypes, consentCategories, typesOfCategories } from './categories.ts'
import { consentOf, termsOf, type ConsentTerms } from './consent-terms.ts'
import { consentWords, type Telling } from './consent-words.ts'

const names: Readonly<Record<string, string>> = { beta: 'Klinikum Beta', 'beta/s1': 'Haus Süd' }
const yours: Telling = { nameOf: (id) => names[id], whose: { you: true } }
const make = (terms: ConsentTerms): Resource =>
  consentOf({ id: 'c', patient: 'p', terms, recipientName: 'Klinikum Beta', given: '2026-11-22T10:00:00Z', by: 'self' })
const beta = { kind: 'carrier', id: 'beta' } as const

const arbitraryTerms: fc.Arbitrary<ConsentTerms> = fc.record({
  recipient: fc.constantFrom(beta, { kind: 'site', id: 'beta/s1' } as const),
  purpose: fc.constantFrom('TREAT', 'COC', 'HRESCH'),
  categories: fc.oneof(fc.constant('all' as const), fc.subarray(consentCategories.map(({ code }) => code), { minLength: 1 })),
  from: fc.constantFrom(undefined, '2026-12-01'),
  until: fc.constantFrom(undefined, '2027-12-31'),
})

test('a consent is valid FHIR, releases just what it says, and is read back as it was given', () => {
  fc.assert(fc.property(arbitraryTerms, (terms) => {
    const consent = make(terms)
    assert.deepEqual(validate(consent), [])
    const { from, until, ...rest } = terms
    assert.deepEqual(termsOf(JSON.parse(JSON.stringify(consent)) as Resource), { ...rest, ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) })
    const at = Date.parse('2027-06-01')
    const released = permitsOf(consent).filter(({ key, low, high }) => key.startsWith('release|') && low <= at && at <= high).map(({ key }) => key).toSorted()
    const types = terms.categories === 'all' ? ['*'] : ['Patient', ...typesOfCategories(terms.categories)]
    assert.deepEqual(released.filter((key) => terms.categories !== 'all' || key.endsWith('|*')), types.map((type) => releaseTo(terms.recipient.id, terms.purpose, type)).toSorted())
    assert.ok(permitsOf(consent).every(({ key }) => key.split('|')[2] === terms.purpose), 'of no other purpose, neither released nor refused')
    const words = consentWords(consent, yours)
    assert.deepEqual([words.complete, words.de.length, words.en.length], [true, 1, 1])
  }))
})

test('the sentence a patient reads', () => {
  const words = consentWords(make({ recipient: beta, purpose: 'TREAT', categories: ['findings', 'documents'], until: '2027-12-31' }), yours)
  assert.deepEqual(words.de, ['Klinikum Beta darf Ihre Befunde und Dokumente zur Behandlung bis 31.12.2027 sehen.'])
  assert.deepEqual(words.en, ['Klinikum Beta may see your findings and documents for treatment until 31 December 2027.'])
  const all = consentWords(make({ recipient: { kind: 'site', id: 'beta/s1' }, purpose: 'HRESCH', categories: 'all' }), { ...yours, whose: { you: false, name: 'Mia Muster' } })
  assert.deepEqual(all.de, ['Haus Süd darf alle Daten von Mia Muster für die medizinische Forschung sehen.'])
})

test('a consent of another system is told as far as it is understood, and says so where it is not', () => {
  const foreign = (provision: object): Resource => ({ resourceType: 'Consent', status: 'active', patient: { reference: 'Patient/p' }, provision })
  const actor = [{ reference: { identifier: { system: 'urn:steckwerk:carrier', value: 'beta' } } }]
  const denied = consentWords(foreign({ type: 'permit', actor, provision: [{ type: 'deny', class: ['Observation', 'DiagnosticReport', 'ImagingStudy', 'Specimen'].map((code) => ({ system: 'http://hl7.org/fhir/resource-types', code })) }] }), yours)
  assert.deepEqual([denied.complete, denied.de], [true, ['Klinikum Beta darf alle Ihre Daten zur Behandlung sehen.', 'Klinikum Beta darf Ihre Befunde nicht sehen.']])
  for (const provision of [
    { type: 'permit', actor, securityLabel: [{ code: 'R' }] }, { type: 'permit', actor: [{ reference: { reference: 'Organization/x' } }] }, { type: 'permit' },
    { type: 'permit', actor, class: [{ system: 'http://hl7.org/fhir/resource-types', code: 'Observation' }] }, { type: 'permit', actor, code: [{ coding: [{ code: 'x' }] }] }, {},
    { type: 'permit', actor, purpose: [{ system: 'urn:x', code: 'TREAT' }] },
  ]) {
    const words = consentWords(foreign(provision), yours)
    assert.equal(words.complete, false, JSON.stringify(provision))
    assert.match(words.de.at(-1)!, /nicht in Worten/)
    assert.match(words.en.at(-1)!, /cannot be shown in words/)
    assert.equal(termsOf(foreign(provision)), undefined)
  }
})

test('whatever a Consent holds, it is told without a failure', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const consent = { resourceType: 'Consent', provision: value } as unknown as Resource
    const words = consentWords(consent, yours)
    assert.equal(words.de.length, words.en.length)
    termsOf(consent)
  }))
  const { provision } = fc.letrec<{ provision: object }>((tie) => ({
    provision: fc.record({
      type: fc.constantFrom('permit', 'deny', 7), actor: fc.oneof(fc.constant([{ reference: { identifier: { system: 'urn:steckwerk:carrier', value: 'beta' } } }]), fc.jsonValue()),
      purpose: fc.jsonValue(), class: fc.jsonValue(), period: fc.jsonValue(), code: fc.jsonValue(), provision: fc.oneof(fc.jsonValue(), fc.array(tie('provision'), { maxLength: 2 })),
    }, { requiredKeys: [] }),
  }))
  fc.assert(fc.property(provision, (value) => {
    const consent = { resourceType: 'Consent', provision: value } as unknown as Resource
    consentWords(consent, yours)
    termsOf(consent)
  }))
})

test('every type is in one category, and types are told as categories again', () => {
  const types = consentCategories.flatMap((category) => category.types)
  assert.equal(new Set(types).size, types.length)
  assert.deepEqual(categoriesOfTypes(['Patient', 'DocumentReference', 'Composition', 'Observation']), {
    categories: consentCategories.filter(({ code }) => code === 'documents'), left: ['Observation'],
  })
})
