import { Fault } from '@steckwerk/kernel'
import type { SearchParamInfo } from './types.ts'

const withoutExpression = 'R4 gives it no expression'
const insideBundle = 'it points to a resource inside the Bundle, which is no Reference'

/** Parameters that find nothing, by the last part of their canonical URL. */
const reasons: Readonly<Record<string, string>> = {
  'Resource-content': withoutExpression,
  'Resource-query': withoutExpression,
  'DomainResource-text': withoutExpression,
  'Bundle-composition': insideBundle,
  'Bundle-message': insideBundle,
}

/** Why nothing is found by a parameter of R4, or undefined where it is searched. Every parameter that is neither here
 *  nor compiled from its expression is a mistake; a test holds that over all resource types. */
export function unsupportedReason(param: SearchParamInfo): string | undefined {
  return reasons[param.url.slice(param.url.lastIndexOf('/') + 1)]
}

/** A parameter of R4 that is in no table and has no way to be searched: a mistake of this program. */
export function uncompiled(param: SearchParamInfo): Fault {
  return new Fault('internal', 'fhir/search-table', 'A search parameter neither compiles nor is listed as unsupported.', { at: param.url })
}
