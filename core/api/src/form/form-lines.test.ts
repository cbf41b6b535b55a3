import type { PersonLink } from '@steckwerk/access'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formLines, signedOf } from './form-lines.ts'

const link = { carrier: { tenant: 1, slug: 'alpha', name: 'Alpha' }, patient: { id: 'p', name: 'E', birthDate: '1964-08-12' } } as unknown as PersonLink
const questionnaire = (name: string, title: string) => ({
  resourceType: 'Questionnaire', url: `urn:${name}`, version: '2', title,
  _title: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/translation', extension: [{ url: 'lang', valueCode: 'en' }, { url: 'content', valueString: `${title} (en)` }] }] },
})

test('a questionnaire waits until it is begun; what was sent tells whether it was confirmed', () => {
  const bundle = {
    resourceType: 'Bundle', type: 'collection', entry: [
      questionnaire('a', 'Aufnahme'), questionnaire('b', 'Heute'), questionnaire('c', 'Nachher'),
      { resourceType: 'QuestionnaireResponse', id: 'r1', questionnaire: 'urn:b|1', status: 'completed', authored: '2026-11-20T08:00:00Z' },
      { resourceType: 'QuestionnaireResponse', id: 'r2', questionnaire: 'urn:c|2', status: 'in-progress', authored: '2026-11-21T08:00:00Z' },
      { resourceType: 'QuestionnaireResponse', id: 'r3', questionnaire: 'urn:c|2', status: 'entered-in-error' },
      { resourceType: 'Provenance', target: [{ reference: 'QuestionnaireResponse/r1' }] },
    ].map((resource) => ({ resource })),
  }
  assert.deepEqual(formLines(bundle, link, true).map(({ questionnaire: canonical, title, state, response, signed }) => [canonical, title.de, title.en, state, response, signed]), [
    ['urn:a|2', 'Aufnahme', 'Aufnahme (en)', 'waiting', undefined, false],
    ['urn:b|1', 'Heute', 'Heute (en)', 'done', 'r1', true],
    ['urn:c|2', 'Nachher', 'Nachher (en)', 'draft', 'r2', false],
  ])
})

test('who confirmed is named; nobody where nothing was confirmed', () => {
  assert.equal(signedOf(undefined), undefined)
  assert.deepEqual(signedOf({ resourceType: 'Provenance', signature: [{ when: '2026-11-20T08:00:00Z', who: { display: 'Erika' } }] }), { at: '2026-11-20T08:00:00Z', name: 'Erika' })
})
