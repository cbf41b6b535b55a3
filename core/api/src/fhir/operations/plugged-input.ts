import { parseJson, validate, type ResourceKey } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { FhirResource } from '@steckwerk/plug'
import { jsonText } from '../body.ts'
import type { FhirCall } from '../interaction.ts'
import { pairsOf, refuseParameters } from '../parameters.ts'

/** What an operation is asked with: the body, or a GET's query as Parameters. Faults: api/operation-body, api/parameter-unknown, fhir/json and its kin. */
export function pluggedInput(call: FhirCall, method: 'GET' | 'POST'): FhirResource | undefined {
  if (method === 'GET') {
    const pairs = pairsOf(call.query)
    return pairs.length === 0 ? undefined : { resourceType: 'Parameters', parameter: pairs.map(([name, valueString]) => ({ name, valueString })) }
  }
  refuseParameters(call.query, call.prefer.lenient)
  if (call.body === undefined || call.body.text === '') return undefined
  const body = parseJson(jsonText(call.body)) as FhirResource
  const issues = validate(body).filter(({ severity }) => severity === 'error' || severity === 'fatal')
  if (issues.length > 0) throw new Fault('invalid', 'api/operation-body', 'The body must be a sound resource of FHIR R4, for most operations Parameters.', { issues })
  return body
}

/** The Patients of this carrier that an input refers to, wherever in it. */
export const patientsIn = (input: unknown, base: string): readonly ResourceKey[] => keysIn(input, base, 'Patient')

/** The resources of a type of this carrier that an input refers to, wherever in it. */
export function keysIn(input: unknown, base: string, of: 'Patient' | 'Appointment'): readonly ResourceKey[] {
  const found = new Set<string>()
  const walk = (value: unknown, name: string): void => {
    if (typeof value === 'string') {
      if (name !== 'reference' && name !== 'valueUri' && name !== 'valueString') return
      const local = value.startsWith(`${base}/`) ? value.slice(base.length + 1) : value
      const [, type, id] = /^(Patient|Appointment)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/\d+)?$/.exec(local) ?? []
      if (id !== undefined && type === of) found.add(id)
    } else if (Array.isArray(value)) value.forEach((one) => walk(one, name))
    else if (typeof value === 'object' && value !== null) for (const [member, one] of Object.entries(value)) walk(one, member)
  }
  walk(input, '')
  return [...found].map((id) => ({ type: of, id }))
}

/** The one Patient whom an Appointment, by its text, is for; undefined where it is for none or several: whoever may write one could have added the others. */
export function onlyPatientOf(appointment: string, base: string): string | undefined {
  const { participant = [] } = JSON.parse(appointment) as { readonly participant?: readonly { readonly actor?: unknown }[] }
  const [first, ...others] = patientsIn(participant.map(({ actor }) => actor), base)
  return others.length === 0 ? first?.id : undefined
}
