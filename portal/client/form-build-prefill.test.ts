import { everyNode, open, populationNeeds, urls, type Questionnaire, type QuestionnaireItem } from '@steckwerk/form'
import { loadFhirpath } from '@steckwerk/form/fhirpath'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { writeUnit } from './form-build-number.ts'
import { prefillSources, readInitial, readPrefill, readReuse, setReuse, writeInitial, writePrefill, type PrefillSource } from './form-build-prefill.ts'
import { changeItem, placeOf, placesOf } from './form-build-tree.ts'
import { sampleRecord } from './form-sample-record.ts'

const evaluate = await loadFhirpath()
const amount = (linkId: string, code: string): QuestionnaireItem => writeUnit({ linkId, type: 'quantity', text: linkId }, { code, display: code })
const every: Questionnaire = {
  resourceType: 'Questionnaire', url: 'urn:f', item: [
    { linkId: 'word', type: 'text', text: 'T' }, { linkId: 'day', type: 'date', text: 'T' }, { linkId: 'yes', type: 'boolean', text: 'T' }, { linkId: 'whole', type: 'integer', text: 'T' },
    amount('kg', 'kg'), amount('cm', 'cm'), amount('g', 'g'), amount('Cel', 'Cel'), amount('/min', '/min'),
    { linkId: 'drugs', type: 'group', repeats: true, text: 'T', item: [{ linkId: 'drug', type: 'string', text: 'T' }] }, { linkId: 'once', type: 'group', text: 'T', item: [{ linkId: 'inner', type: 'boolean', text: 'T' }] },
  ],
}
const fill = (form: Questionnaire, linkId: string, source: PrefillSource | undefined): Questionnaire => writePrefill(form, linkId, source, changeItem)
const offered = (form: Questionnaire, linkId: string): readonly PrefillSource[] => prefillSources(form, placeOf(form, linkId)!.item)

test('whatever is offered for a question is read back, taken away without a trace, and finds its answer in a record, with its source', () => {
  const record = { ...sampleRecord(new Date('2026-11-22T09:00:00Z')), evaluate }
  const found: Record<string, unknown> = {}
  for (const { item: { linkId } } of placesOf(every)) {
    for (const source of offered(every, linkId)) {
      const filled = fill(every, linkId, source)
      assert.equal(readPrefill(placeOf(filled, linkId)!.item), source)
      assert.equal(fill(filled, linkId, source), filled)
      assert.deepEqual(fill(filled, linkId, undefined), every)
      const nodes = [...everyNode(open(filled, record).nodes)].filter(node => node.item.linkId === linkId)
      if (nodes[0]!.item.type === 'group') found[source] = nodes.length
      else {
        assert.equal(nodes[0]?.source?.kind, 'record', source)
        found[source] = Object.values(nodes[0].answers[0]!)[0]
      }
    }
  }
  const quantity = (value: number, unit: string, code: string) => ({ value, unit, system: 'http://unitsofmeasure.org', code })
  assert.deepEqual(found, {
    name: 'Ute Beispiel', family: 'Beispiel', given: 'Ute', birthDate: '1958-03-04', address: 'Musterweg 5, 80331 München', phone: '+49 89 0000000', email: 'ute.beispiel@example.org', contactName: 'Karl Beispiel', contactPhone: '+49 89 0000001',
    insurer: 'Beispielkasse', insuranceNumber: 'X000000000', hasConditions: true, conditionList: 'Bluthochdruck', hasMedications: true, medicationList: 'Ramipril 5 mg, Simvastatin 20 mg', hasAllergies: true, allergyList: 'Penicillin',
    eachCondition: 1, eachMedication: 2, eachAllergy: 1, weight: quantity(72.5, 'kg', 'kg'), height: quantity(168, 'cm', 'cm'), temperature: quantity(36.8, '°C', 'Cel'), pulse: quantity(70, '/min', '/min'),
  })
  assert.deepEqual(['whole', 'g', 'once'].map(linkId => offered(every, linkId)), [[], [], []])
})

test('rows of a list fill the questions in them', () => {
  let form = fill(every, 'drugs', 'eachMedication')
  assert.deepEqual(offered(form, 'drug').filter(source => source.startsWith('medication')), ['medicationList', 'medicationName', 'medicationDose'])
  form = fill(form, 'drug', 'medicationName')
  const nodes = [...everyNode(open(form, { ...sampleRecord(new Date('2026-11-22T09:00:00Z')), evaluate }).nodes)].filter(({ item }) => item.linkId === 'drug')
  assert.deepEqual(nodes.map(({ answers }) => answers), [[{ valueString: 'Ramipril 5 mg' }], [{ valueString: 'Simvastatin 20 mg' }]])
})

test('a search goes when nobody needs it, and one that asks for something else keeps its name', () => {
  const both = fill(fill(every, 'yes', 'hasAllergies'), 'word', 'allergyList')
  assert.deepEqual(populationNeeds(both).queries.map(({ name }) => name), ['allergies'])
  assert.deepEqual(populationNeeds(fill(both, 'yes', undefined)).queries.length, 1)
  assert.deepEqual(populationNeeds(fill(fill(both, 'yes', undefined), 'word', 'phone')).queries, [])
  const other: Questionnaire = { ...every, extension: [{ url: urls.variable, valueExpression: { name: 'allergies', language: 'application/x-fhir-query', expression: 'AllergyIntolerance?criticality=high' } }] }
  assert.equal(offered(other, 'yes').includes('hasAllergies'), false)
  assert.deepEqual(populationNeeds(fill(other, 'yes', 'hasMedications')).queries.length, 2)
})

test('searches are among what the forms service asks a carrier for', () => {
  const manifest = readFileSync(new URL('../../services/forms/src/manifest.ts', import.meta.url), 'utf8')
  for (const { item: { linkId } } of placesOf(every)) {
    for (const source of offered(every, linkId)) for (const { query } of populationNeeds(fill(every, linkId, source)).queries) assert.match(manifest, new RegExp(`system/${query.split('?')[0]!}\\.[a-z]*s`))
  }
})

test('a fixed answer from the start: a value, or one of the answers; the record takes its place', () => {
  const choice: QuestionnaireItem = { linkId: 'c', type: 'choice', answerOption: [{ valueCoding: { code: 'a' }, initialSelected: false }, { valueCoding: { code: 'b' } }] }
  const chosen = writeInitial(choice, 1)
  assert.deepEqual(chosen.answerOption, [{ valueCoding: { code: 'a' }, initialSelected: false }, { valueCoding: { code: 'b' }, initialSelected: true }])
  assert.deepEqual([readInitial(chosen), writeInitial(chosen, undefined)], [{ value: 1 }, choice])
  const text = writeInitial({ linkId: 't', type: 'string' }, 'kept')
  assert.deepEqual([text.initial, readInitial(text), writeInitial(text, undefined)], [[{ valueString: 'kept' }], { value: 'kept' }, { linkId: 't', type: 'string' }])
  assert.deepEqual(fill({ ...every, item: [text] }, 't', 'phone').item![0]!.initial, undefined)
  assert.deepEqual([readReuse(setReuse(text, true)), setReuse(setReuse(text, true), false)], [true, text])
})
