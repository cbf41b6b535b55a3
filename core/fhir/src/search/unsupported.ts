import type { SearchParamInfo, SearchParamType } from './types.ts'

/** Types of parameter that this version does not search by. */
const types: Readonly<Partial<Record<SearchParamType, string>>> = {
  number: 'numbers are not searched yet',
  quantity: 'quantities are not searched yet',
  composite: 'composite parameters are not searched yet',
  special: 'special parameters are not searched yet',
}

const withoutExpression = 'R4 gives it no expression'
const insideBundle = 'it points to a resource inside the Bundle, which is no Reference'
const soundsAlike = 'R4 leaves the phonetic algorithm open'

/** Single parameters, by the last part of their canonical URL. */
const parameters: Readonly<Record<string, string>> = {
  'Resource-content': withoutExpression,
  'Resource-query': withoutExpression,
  'DomainResource-text': withoutExpression,
  'Bundle-composition': insideBundle,
  'Bundle-message': insideBundle,
  'InsurancePlan-phonetic': soundsAlike,
  'Organization-phonetic': soundsAlike,
  'Practitioner-phonetic': soundsAlike,
  'individual-phonetic': soundsAlike,
  'Person-phonetic': soundsAlike,
}

/** Why nothing is found by a parameter of R4, or undefined where it is searched. Every parameter that is neither in
 *  these tables nor compiled from its expression is a mistake; a test holds that over all resource types. */
export function unsupportedReason(param: SearchParamInfo): string | undefined {
  return types[param.type] ?? parameters[param.url.slice(param.url.lastIndexOf('/') + 1)]
}
