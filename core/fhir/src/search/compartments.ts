import definitions from '../generated/compartments.json' with { type: 'json' }
import { searchParam } from './parameters.ts'
import type { Condition } from './types.ts'
import { unionOf } from './unions.ts'

const source: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = definitions
/** In the definitions the resource itself. */
const itself = '{def}'

function ofCompartment(compartment: string): Readonly<Record<string, readonly string[]>> | undefined {
  return Object.hasOwn(source, compartment) ? source[compartment] : undefined
}

/** The compartments of R4: Patient, Encounter, RelatedPerson, Practitioner, Device. */
export const compartmentNames: readonly string[] = Object.keys(source)

/** The types that may belong to a compartment, its own type first; none for a name that is no compartment. */
export function compartmentTypes(compartment: string): readonly string[] {
  const types = ofCompartment(compartment)
  return types === undefined ? [] : [compartment, ...Object.keys(types).filter(type => type !== compartment)]
}

/** The reference parameters by which a type belongs to a compartment: none for one that belongs only by being its own,
 *  undefined for one that never does. Source: FHIR R4 compartmentdefinition.html. */
export function compartmentParams(compartment: string, type: string): readonly string[] | undefined {
  const types = ofCompartment(compartment)
  if (types === undefined) return undefined
  const params = Object.hasOwn(types, type) ? types[type]!.filter(param => param !== itself) : undefined
  return params ?? (type === compartment ? [] : undefined)
}

/** What the resources of a type meet that belong to the compartment of this Patient, Encounter …; undefined where none ever does. */
export function compartmentCondition(compartment: string, id: string, type: string): Condition | undefined {
  const params = compartmentParams(compartment, type)
  if (params === undefined) return undefined
  const codes = params.flatMap(code => (unionOf(type, searchParam(type, code)!) ?? [{ code }]).map(one => one.code))
  const values = [{ type: compartment, id, url: undefined }]
  const refers = codes.map((param): readonly Condition[] => [{ kind: 'reference', param, values }])
  return { kind: 'any', of: type === compartment ? [[{ kind: 'id', values: [id] }], ...refers] : refers }
}
