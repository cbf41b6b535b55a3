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
export function patientsIn(input: unknown, base: string): readonly ResourceKey[] {
  const found = new Set<string>()
  const walk = (value: unknown, name: string): void => {
    if (typeof value === 'string') {
      if (name !== 'reference' && name !== 'valueUri' && name !== 'valueString') return
      const local = value.startsWith(`${base}/`) ? value.slice(base.length + 1) : value
      const id = /^Patient\/([A-Za-z0-9.-]{1,64})(?:\/_history\/\d+)?$/.exec(local)?.[1]
      if (id !== undefined) found.add(id)
    } else if (Array.isArray(value)) value.forEach((one) => walk(one, name))
    else if (typeof value === 'object' && value !== null) for (const [member, one] of Object.entries(value)) walk(one, member)
  }
  walk(input, '')
  return [...found].map((id) => ({ type: 'Patient', id }))
}
