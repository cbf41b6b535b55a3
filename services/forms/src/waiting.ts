import type { FhirResource, OperationAnswer, OperationCall, PlugCarrier } from '@steckwerk/plug'
import { subjectOf } from './parameters.ts'
import { offered } from './questionnaires.ts'

/** Questionnaire/$waiting: what a patient is offered, has begun and has sent: a Bundle of Questionnaires (without their items),
 *  QuestionnaireResponses (without answers) and the confirmations.
 *  Faults: forms/subject-missing, forms/not-yours. */
export async function waiting(carrier: PlugCarrier, call: OperationCall): Promise<OperationAnswer> {
  const patient = subjectOf(call)
  const [questionnaires, responses] = await Promise.all([offered(carrier.fhir), carrier.fhir.all('QuestionnaireResponse', [['patient', patient], ['_sort', '-authored']], 500)])
  const done = responses.filter(({ status }) => status === 'completed')
  const confirmations = done.length === 0 ? [] : await carrier.fhir.all('Provenance', [['target', done.map(({ id }) => `QuestionnaireResponse/${id!}`).join(',')]], 500)
  const entries: readonly FhirResource[] = [...(questionnaires as unknown as readonly FhirResource[]).map(withoutItems), ...responses.map(withoutItems), ...confirmations.map(withoutData)]
  return { status: 200, resource: { resourceType: 'Bundle', type: 'collection', ...entries.length === 0 ? {} : { entry: entries.map((resource) => ({ resource })) } } }
}

function withoutItems({ item: _item, contained: _contained, text: _text, ...rest }: FhirResource): FhirResource {
  return rest
}

function withoutData(provenance: FhirResource): FhirResource {
  const signature = (provenance['signature'] ?? []) as readonly Readonly<Record<string, unknown>>[]
  return { ...provenance, signature: signature.map(({ data: _data, ...rest }) => rest) }
}
