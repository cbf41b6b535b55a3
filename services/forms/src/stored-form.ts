import { canonicalContent, type Questionnaire, type QuestionnaireResponse } from '@steckwerk/form'
import { Fault } from '@steckwerk/kernel'
import type { FhirResource, OperationAnswer, OperationCall, PlugCarrier } from '@steckwerk/plug'
import { createHash } from 'node:crypto'
import { parameters, patientOf } from './parameters.ts'
import { questionnaireAt } from './questionnaires.ts'

export interface StoredForm {
  readonly patient: string
  readonly questionnaire: Questionnaire
  readonly response: QuestionnaireResponse & FhirResource & { readonly id: string }
  readonly hash: string
  /** The confirmation, where there is one. */
  readonly provenance: FhirResource | undefined
}

/** SHA-256 of what a response says, hex. */
export function contentHash(response: QuestionnaireResponse): string {
  return createHash('sha256').update(canonicalContent(response), 'utf8').digest('hex')
}

/** Faults: forms/not-yours, forms/questionnaire-unknown. */
export async function storedForm(carrier: PlugCarrier, call: OperationCall, id: string): Promise<StoredForm> {
  const found = await carrier.fhir.search('QuestionnaireResponse', [['_id', id]])
  const response = found.entry?.[0]?.resource as StoredForm['response'] | undefined
  if (response === undefined) throw new Fault('not-found', 'forms/not-yours', 'There is no such form here.')
  const patient = patientOf(call, (response['subject'] as { readonly reference?: unknown } | undefined)?.reference)
  const [questionnaire, provenance] = await Promise.all([
    questionnaireAt(carrier.fhir, response.questionnaire ?? ''),
    response.status === 'in-progress' ? undefined : carrier.fhir.search('Provenance', [['target', `QuestionnaireResponse/${id}`]]),
  ])
  return { patient, questionnaire, response, hash: contentHash(response), provenance: provenance?.entry?.[0]?.resource }
}

/** QuestionnaireResponse/{id}/$form: the response with its questionnaire, its content's hash and its confirmation. */
export async function openForm(carrier: PlugCarrier, call: OperationCall): Promise<OperationAnswer> {
  const { questionnaire, response, hash, provenance } = await storedForm(carrier, call, call.id ?? '')
  return {
    status: 200,
    resource: parameters([
      { name: 'questionnaire', resource: questionnaire as unknown as FhirResource }, { name: 'response', resource: response }, { name: 'hash', valueString: hash },
      provenance === undefined ? undefined : { name: 'provenance', resource: provenance },
    ]),
  }
}
