import lines from '../generated/search-parameters.json' with { type: 'json' }
import { isResourceType, resourceTypes } from '../model/resource-types.ts'
import { leadingDateOf } from './leading.ts'
import type { SearchParamInfo, SearchParamType } from './types.ts'

interface Line {
  readonly code: string
  readonly type: string
  readonly id: string
  readonly expression: string
  readonly targets?: readonly string[]
  readonly parts?: readonly Part[]
}

/** A part of a composite: its own parameter, and its expression below that of the composite. */
export interface Part {
  readonly code: string
  readonly expression: string
}

/** A parameter of one resource type with the FHIRPath expression that fills it. */
export interface SearchParam extends SearchParamInfo {
  readonly expression: string
  /** Of a composite, in the order of its value; else none. */
  readonly parts: readonly Part[]
}

const source: Readonly<Record<string, readonly Line[]>> = lines
const read = new Map<string, ReadonlyMap<string, SearchParam>>()

function parametersOf(type: string): ReadonlyMap<string, SearchParam> {
  const known = read.get(type)
  if (known !== undefined) return known
  const all = isResourceType(type) ? [...source['Resource']!, ...source['DomainResource']!, ...(source[type] ?? [])] : []
  const made = new Map(
    all.map(line => [
      line.code,
      {
        code: line.code,
        type: line.type as SearchParamType,
        targets: line.targets?.[0] === '*' ? resourceTypes : (line.targets ?? []),
        url: `http://hl7.org/fhir/SearchParameter/${line.id}`,
        leading: line.type === 'date' && line.code === leadingDateOf(type),
        expression: line.expression,
        parts: line.parts ?? [],
      },
    ]),
  )
  if (isResourceType(type)) read.set(type, made)
  return made
}

/** A search parameter of R4 by its code, also of a type this version cannot search by. */
export function searchParam(type: string, code: string): SearchParam | undefined {
  return parametersOf(type).get(code)
}

/** Every search parameter R4 defines for a resource type, the common ones (_id, _tag, …) included. */
export function searchParams(type: string): readonly SearchParam[] {
  return [...parametersOf(type).values()]
}
