import type { Carrier } from '@steckwerk/store'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formLines, signedOf } from './form-lines.ts'

const of = { carrier: { slug: 'alpha', name: 'Alpha' } as Carrier, patient: 'p' }
const questionnaire = (name: string, title: string) => ({
  resourceType: 'Questionnaire', url: `urn:${name}`, version: '2', title,
  _title: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/translation', extension: [{ url: 'lang', valueCode: 'en' }, { url: 'content', valueString: `${title} (en)` }] }] },
})

test('a questionnaire waits until it is begun; what was sent tells whether it was confirmed', () => {
  const bundle = {
    resourceType: 'Bundle', type: 'collection', entry: [
      { ...questionnaire('a', 'Aufnahme'), useContext: [{ valueCodeableConcept: { coding: [{ system: 'urn:steckwerk:form-occasion', code: 'visit' }] } }] }, questionnaire('b', 'Heute'), questionnaire('c', 'Nachher'),
      { resourceType: 'QuestionnaireResponse', id: 'r1', questionnaire: 'urn:b|1', status: 'completed', authored: '2026-11-20T08:00:00Z' },
      { resourceType: 'QuestionnaireResponse', id: 'r4', questionnaire: 'urn:gone|1', status: 'completed', authored: '2025-11-20T08:00:00Z' },
      { resourceType: 'QuestionnaireResponse', id: 'r2', questionnaire: 'urn:c|2', status: 'in-progress', authored: '2026-11-21T08:00:00Z' },
      { resourceType: 'QuestionnaireResponse', id: 'r3', questionnaire: 'urn:c|2', status: 'entered-in-error' },
      { resourceType: 'Provenance', target: [{ reference: 'QuestionnaireResponse/r1' }] },
    ].map((resource) => ({ resource })),
  }
  assert.deepEqual(formLines(bundle, of, true).map(({ questionnaire: canonical, title, state, response, signed, occasion, offered }) => [canonical, title.de, title.en, state, response, signed, occasion, offered]), [
    ['urn:a|2', 'Aufnahme', 'Aufnahme (en)', 'waiting', undefined, false, 'visit', true],
    ['urn:b|1', 'Heute', 'Heute (en)', 'done', 'r1', true, undefined, true],
    ['urn:gone|1', 'Formular', 'Form', 'done', 'r4', false, undefined, false],
    ['urn:c|2', 'Nachher', 'Nachher (en)', 'draft', 'r2', false, undefined, true],
  ])
})

test('who confirmed is named; nobody where nothing was confirmed', () => {
  assert.equal(signedOf(undefined), undefined)
  assert.deepEqual(signedOf({ resourceType: 'Provenance', signature: [{ when: '2026-11-20T08:00:00Z', who: { display: 'Erika' } }] }), { at: '2026-11-20T08:00:00Z', name: 'Erika' })
})
