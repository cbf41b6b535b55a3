import { Fault, type Issue } from '@steckwerk/kernel'
import { isResourceType, unknownType } from '../../model/resource-types.ts'
import { limits, tooLarge } from '../limits.ts'
import type { Condition, Include, SearchQuery } from '../types.ts'
import { criteria } from './criteria.ts'
import { includeDirective, includes } from './includes.ts'
import { controls, settle, type Attempt, type Controls } from './result-controls.ts'
import { badValue } from './values.ts'

export interface SearchOptions {
  /** What is unknown or not supported is reported and left out instead of refused (Prefer: handling=lenient). */
  readonly lenient: boolean
  /** The most a page may hold; a greater _count is cut down to it. */
  readonly maxCount: number
  /** The page size without _count; 50 where not given. */
  readonly defaultCount?: number
}

/** Parameters of the answer's form, which whoever answers reads itself. */
const ofTheAnswer = ['_format', '_pretty']

const plainName = /^[A-Za-z_][A-Za-z0-9_.:-]{0,127}$/

function reported(fault: Fault): Issue {
  const text = `${fault.message} It was left out.`
  return { severity: 'warning', type: 'not-supported', text, ...(fault.at === undefined ? {} : { at: fault.at }) }
}

/** Reads a search on one type. `pairs` are decoded name/value pairs in their order; `_format` and `_pretty` are left to
 *  the caller. `string` values of the result are folded as `Extracted.strings.folded` is, but for `exact`; of a
 *  reference value either type/id or url is set. `_total=estimate` is answered accurately. `_elements` comes back as JSON members.
 *  Under lenient handling what is unknown or not supported is left out, each with a warning; malformed values stay faults.
 *  Faults: fhir/unknown-type, fhir/search-unknown-parameter, fhir/search-not-supported, fhir/search-modifier, fhir/search-chain,
 *  fhir/search-include, fhir/search-elements, fhir/search-value, fhir/search-repeated, fhir/search-contradiction,
 *  fhir/search-too-large. None repeats a submitted value.
 *  Source: FHIR R4 search.html. */
export function parseSearch(
  type: string,
  pairs: readonly (readonly [string, string])[],
  options: SearchOptions,
): { query: SearchQuery; issues: Issue[] } {
  if (!isResourceType(type)) throw unknownType()
  if (pairs.length > limits.parameters) throw tooLarge(`it has more than ${limits.parameters} parameters`)
  const { lenient, maxCount, defaultCount = 50 } = options
  const into: Controls = {
    sort: [],
    count: Math.min(defaultCount, maxCount),
    total: 'none',
    cursor: undefined,
    summary: 'false',
    elements: undefined,
  }
  const conditions: Condition[] = []
  const included: Include[] = []
  const issues: Issue[] = []
  const seen = new Set<string>()
  const spent = { branches: 0 }
  const attempt: Attempt = work => {
    try {
      work()
    } catch (thrown) {
      if (!lenient || !(thrown instanceof Fault) || thrown.kind !== 'not-supported') throw thrown
      issues.push(reported(thrown))
    }
  }
  for (const [name, value] of pairs) {
    if (ofTheAnswer.includes(name)) continue
    const control = Object.hasOwn(controls, name) ? controls[name] : undefined
    const directive = includeDirective(name)
    if (control !== undefined) {
      if (seen.has(name)) throw new Fault('invalid', 'fhir/search-repeated', 'This parameter may be given once only.', { at: name })
      seen.add(name)
      if (value === '') throw badValue(name, 'must not be empty')
      control(into, { type, value, maxCount, attempt })
    } else if (directive !== undefined) attempt(() => included.push(...includes(type, directive, value, name)))
    else {
      const at = plainName.test(name) ? name : undefined
      attempt(() => conditions.push(...criteria(type, name, value, { at, depth: 0, spent })))
    }
  }
  settle(into, included)
  return { query: { type, conditions, ...into, includes: included }, issues }
}
