import { personCtx, type Access, type PersonCall, type PersonLink } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FhirResource } from '@steckwerk/plug'
import type { OperationSocket } from '@steckwerk/plugboard'

interface Part {
  readonly name?: string
  readonly resource?: FhirResource
  readonly valueString?: string
}

export interface FormAsk {
  readonly type: 'Questionnaire' | 'QuestionnaireResponse'
  readonly name: string
  readonly id?: string
  readonly parameter: readonly Readonly<Record<string, unknown>>[]
}

/** Asks the carrier's forms service in the name of a person, for one Patient; the access log has it before the answer is given out.
 *  Faults: api/forms-none, those of the plugboard and of the service. */
export async function askForms({ access, operations }: { readonly access: Access; readonly operations: OperationSocket }, call: PersonCall, link: PersonLink, language: string, ask: FormAsk): Promise<FhirResource> {
  const level = ask.id === undefined ? 'type' : 'instance'
  const found = await operations.find(link.carrier.slug, ask.type, level, ask.name)
  if (found === undefined) throw new Fault('not-found', 'api/forms-none', 'This hospital has no forms here.')
  const ctx = personCtx(access.persons.keys, link.carrier, call)
  const patient = link.patient!.id
  const answer = await operations.call(link.carrier.slug, {
    type: ask.type, level, name: ask.name, ...ask.id === undefined ? {} : { id: ask.id },
    caller: { actor: ctx.actor, patients: [patient], purpose: ctx.purpose, trace: ctx.trace, language }, input: { resourceType: 'Parameters', parameter: ask.parameter },
  })
  await access.audit.record(ctx, { event: 'operation', type: ask.type, ...ask.id === undefined ? {} : { id: ask.id }, patients: [patient], detail: { operation: ask.name } })
  if (answer.resource === undefined) throw new Fault('unavailable', 'api/forms-answer', 'The forms service did not answer as it should.')
  return answer.resource
}

/** A resource among the answer's Parameters. Faults: api/forms-answer. */
export function partOf(answer: FhirResource, name: string): FhirResource {
  const found = parts(answer).find((one) => one.name === name)?.resource
  if (found === undefined) throw new Fault('unavailable', 'api/forms-answer', 'The forms service did not answer as it should.')
  return found
}

export function optionalPartOf(answer: FhirResource, name: string): FhirResource | undefined {
  return parts(answer).find((one) => one.name === name)?.resource
}

export function stringOf(answer: FhirResource, name: string): string {
  return parts(answer).find((one) => one.name === name)?.valueString ?? ''
}

function parts(answer: FhirResource): readonly Part[] {
  return Array.isArray(answer['parameter']) ? answer['parameter'] as readonly Part[] : []
}
