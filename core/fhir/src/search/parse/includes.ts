import { Fault } from '@steckwerk/kernel'
import { isResourceType, resourceTypes } from '../../model/resource-types.ts'
import { searchParam, searchParams, type SearchParam } from '../parameters.ts'
import { isReferenceTyped } from '../path-ends.ts'
import type { Include } from '../types.ts'
import { unionOf } from '../unions.ts'
import { unsupportedReason } from '../unsupported.ts'

function refused(at: string, what: string): Fault {
  return new Fault('not-supported', 'fhir/search-include', `This cannot be included: ${what}.`, { at })
}

function isIncludable(type: string, param: SearchParam): boolean {
  return param.type === 'reference' && unsupportedReason(param) === undefined && isReferenceTyped(type, param)
}

interface Directive {
  readonly reverse: boolean
  readonly iterate: boolean
}

/** `_include`, `_revinclude`, each with `:iterate` or, as it was called before R4, `:recurse`; undefined for other names. */
export function includeDirective(name: string): Directive | undefined {
  const parts = /^_(rev)?include(:iterate|:recurse)?$/.exec(name)
  return parts === null ? undefined : { reverse: parts[1] !== undefined, iterate: parts[2] !== undefined }
}

function wildcard(type: string, source: string, target: string | undefined, { reverse, iterate }: Directive, at: string): Include {
  if (target !== undefined && !isResourceType(target)) throw refused(at, 'there is no such target type')
  if (reverse && !iterate && target !== undefined && target !== type) throw refused(at, 'its target is not the type searched for')
  return { reverse, iterate, source, param: '*', target }
}

/** Reads `Source:param`, `Source:param:Target`, `Source:*` or, of _include, `*`. Several where the parameter is a union of others.
 *  Faults: fhir/search-include. Source: FHIR R4 search.html#include. */
export function includes(type: string, directive: Directive, value: string, at: string): readonly Include[] {
  const { reverse, iterate } = directive
  const [source = '', code, target, ...more] = value.split(':')
  if (value === '*') {
    if (reverse || iterate) throw refused(at, '"*" alone says too little here; name the type, as in Observation:*')
    return [wildcard(type, type, undefined, directive, at)]
  }
  if (!isResourceType(source) || code === undefined || more.length > 0)
    throw refused(at, 'it is written Type:parameter or Type:parameter:Target')
  if (!reverse && !iterate && source !== type) throw refused(at, 'its source is not the type searched for')
  if (code === '*') return [wildcard(type, source, target, directive, at)]
  const param = searchParam(source, code)
  if (param === undefined || !isIncludable(source, param)) throw refused(at, 'its type has no such reference parameter')
  if (target !== undefined && !param.targets.includes(target)) throw refused(at, 'its parameter does not refer to that target type')
  const isElsewhere = reverse && !iterate && (!param.targets.includes(type) || (target !== undefined && target !== type))
  if (isElsewhere) throw refused(at, 'its parameter does not refer to the type searched for')
  return (unionOf(source, param) ?? [param]).map(part => ({ reverse, iterate, source, param: part.code, target }))
}

/** What _include takes for a search on this type: `Type:param`, each. */
export function searchIncludes(type: string): readonly string[] {
  return searchParams(type).flatMap(param => (isIncludable(type, param) ? [`${type}:${param.code}`] : []))
}

/** What _revinclude takes for a search on this type: `Source:param`, each. */
export function searchRevIncludes(type: string): readonly string[] {
  return resourceTypes.flatMap(source =>
    searchParams(source).flatMap(param => (isIncludable(source, param) && param.targets.includes(type) ? [`${source}:${param.code}`] : [])),
  )
}
