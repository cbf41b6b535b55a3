import { open, toResponse, type Evaluate } from '@steckwerk/form'
import { Fault, type Clock } from '@steckwerk/kernel'
import type { OperationAnswer, OperationCall, PlugCarrier } from '@steckwerk/plug'
import { parameters, subjectOf, textOf } from './parameters.ts'
import { questionnaireAt, questionnaireById } from './questionnaires.ts'
import { recordContext } from './record-context.ts'

/** Questionnaire/$populate: a response with what the record says already; each such answer bears where it came from. Nothing is stored.
 *  Parts: subject; canonical, at type level. Source: SDC, Questionnaire $populate.
 *  Faults: forms/subject-missing, forms/not-yours, forms/questionnaire-unknown, forms/canonical-missing, and those of the engine. */
export async function populate(carrier: PlugCarrier, call: OperationCall, parts: { readonly evaluate: Evaluate; readonly clock: Clock }): Promise<OperationAnswer> {
  const patient = subjectOf(call)
  const canonical = textOf(call, 'canonical')
  if (call.id === undefined && canonical === undefined) throw new Fault('invalid', 'forms/canonical-missing', 'Which questionnaire is missing: its canonical address.')
  const questionnaire = call.id === undefined ? await questionnaireAt(carrier.fhir, canonical!) : await questionnaireById(carrier.fhir, call.id)
  const form = open(questionnaire, await recordContext(carrier.fhir, questionnaire, patient, parts))
  const response = { ...toResponse(form), subject: { reference: `Patient/${patient}` }, authored: new Date(parts.clock.now()).toISOString() }
  return { status: 200, resource: parameters([{ name: 'response', resource: response }]) }
}
