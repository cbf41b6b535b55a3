import type { Access } from '@steckwerk/access'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { FhirResource } from '@steckwerk/plug'
import type { OperationSocket } from '@steckwerk/plugboard'
import type { Carrier } from '@steckwerk/store'

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

/** In whose name the forms of one Patient are asked for. */
export interface FormsFor {
  readonly carrier: Carrier
  /** Without a view: what may be done is decided before. */
  readonly ctx: Ctx
  readonly patient: string
  /** de, en. */
  readonly language: string
}

/** Asks the carrier's forms service for one Patient; the access log has it before the answer is given out.
 *  Faults: api/forms-none, api/forms-answer, those of the plugboard and of the service. */
export async function askForms({ access, operations }: { readonly access: Access; readonly operations: OperationSocket }, { carrier, ctx, patient, language }: FormsFor, ask: FormAsk): Promise<FhirResource> {
  const level = ask.id === undefined ? 'type' : 'instance'
  const found = await operations.find(carrier.slug, ask.type, level, ask.name)
  if (found === undefined) throw new Fault('not-found', 'api/forms-none', 'This hospital has no forms here.')
  const answer = await operations.call(carrier.slug, {
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
