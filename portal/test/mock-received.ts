import type { FhirResource } from '../client/fhir-shapes.ts'
import type { FormsState } from './mock-form.ts'
import type { Answer } from './mock-person.ts'

const bundle = (entry: readonly unknown[]): Answer => ({ status: 200, json: { resourceType: 'Bundle', type: 'searchset', entry: entry.map(resource => ({ resource })), link: [] } })

/** What staff ask of the forms that patients have sent; undefined for everything else. */
export function answerReceived(state: FormsState, resources: ReadonlyMap<string, FhirResource>, method: string, path: string, body: string): Answer | undefined {
  const sent = state.responses.filter(({ status }) => status === 'completed')
  const patients = [...resources.values()].filter(resource => resource.resourceType === 'Patient')
  if (path === '/fhir/alpha/AllergyIntolerance/_search') return bundle([{ resourceType: 'AllergyIntolerance', id: 'a', code: { text: 'Penicillin' } }, { resourceType: 'AllergyIntolerance', id: 'b', code: { text: 'Soja' }, clinicalStatus: { coding: [{ code: 'resolved' }] } }])
  if (path === '/fhir/alpha/QuestionnaireResponse/_search') {
    const name = new URLSearchParams(body).getAll('subject:Patient.name')
    const found = sent.filter(({ patient }) => name.every(word => JSON.stringify(patients.find(({ id }) => id === patient) ?? {}).toLowerCase().includes(word.toLowerCase())))
    return bundle([...found.map(({ id, questionnaire, authored, patient }) => ({ resourceType: 'QuestionnaireResponse', id, questionnaire, authored, subject: { reference: `Patient/${patient}` } })), ...patients])
  }
  const [, id, operation] = /^\/fhir\/alpha\/QuestionnaireResponse\/([^/]+)\/\$(form|pdf)$/.exec(path) ?? []
  const found = sent.find(one => one.id === id)
  if (method !== 'GET' || found === undefined) return undefined
  if (operation === 'pdf') return { status: 200, json: { resourceType: 'Binary', contentType: 'application/pdf', data: Buffer.from('%PDF-1.7').toString('base64') } }
  const { patient, ...response } = found
  return {
    status: 200,
    json: {
      resourceType: 'Parameters',
      parameter: [
        { name: 'questionnaire', resource: state.questionnaire }, { name: 'response', resource: { ...response, subject: { reference: `Patient/${patient}` } } }, { name: 'hash', valueString: 'f'.repeat(64) },
        { name: 'provenance', resource: { resourceType: 'Provenance', signature: [{ when: response.authored, who: { display: 'Ute Beispiel' } }] } },
      ],
    },
  }
}
