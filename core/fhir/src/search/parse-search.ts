import { Fault, type Issue } from '@steckwerk/kernel'
import { isResourceType, unknownType } from '../model/resource-types.ts'
import { condition } from './condition.ts'
import { searchParam } from './parameters.ts'
import type { Condition, SearchQuery } from './types.ts'
import { unsupportedReason } from './unsupported.ts'
import { badValue } from './values.ts'

export interface SearchOptions {
  /** Unknown parameters are reported and left out instead of refused (Prefer: handling=lenient). */
  readonly lenient: boolean
  /** The most a page may hold; a greater _count is cut down to it. */
  readonly maxCount: number
  /** The page size without _count; 50 where not given. */
  readonly defaultCount?: number
}

/** Parameters of the answer's form, which whoever answers reads itself. */
const ofTheAnswer = ['_format', '_pretty']

/** R4 search features this version refuses, so that nobody takes a wider result for the one asked for. */
const refused: ReadonlyMap<string, string> = new Map([
  ['_include', 'Including referenced resources (_include)'],
  ['_revinclude', 'Including referring resources (_revinclude)'],
  ['_has', 'Reverse chaining (_has)'],
  ['_elements', 'Choosing elements (_elements)'],
  ['_contained', 'Searching contained resources (_contained)'],
  ['_containedType', 'Searching contained resources (_containedType)'],
  ['_filter', 'The filter language (_filter)'],
  ['_list', 'Searching in lists (_list)'],
  ['_text', 'Searching the narrative (_text)'],
  ['_content', 'Searching the whole text (_content)'],
  ['_query', 'Named queries (_query)'],
  ['_type', 'Searching several types (_type)'],
  ['_score', 'Scoring (_score)'],
])

const plainName = /^[A-Za-z_][A-Za-z0-9_.:-]{0,127}$/

interface Controls {
  sort: SearchQuery['sort']
  count: number
  total: SearchQuery['total']
  cursor: string | undefined
  summary: SearchQuery['summary']
}

function notSupported(at: string, what: string): Fault {
  return new Fault('not-supported', 'fhir/search-not-supported', `${what} is not supported.`, { at })
}

function sortKeys(type: string, value: string): SearchQuery['sort'] {
  return value.split(',').map(key => {
    const descending = key.startsWith('-')
    const code = descending ? key.slice(1) : key
    const param = searchParam(type, code)
    if (param === undefined) throw badValue('_sort', 'must list search parameters of this type, each with an optional "-" before it')
    if (unsupportedReason(param) !== undefined) throw notSupported('_sort', 'Sorting by this search parameter')
    return { param: code, descending }
  })
}

/** Readers of the parameters that shape the result. Each may be given once. */
const controls: Readonly<Record<string, (into: Controls, value: string, type: string, options: SearchOptions) => void>> = {
  _sort(into, value, type) {
    into.sort = sortKeys(type, value)
  },
  _count(into, value, _type, options) {
    if (!/^\d{1,9}$/.test(value)) throw badValue('_count', 'must be a whole number')
    into.count = Math.min(Number(value), options.maxCount)
    // R4: a count of 0 asks for the total alone
    if (into.count === 0) into.summary = 'count'
  },
  _total(into, value) {
    if (value !== 'none' && value !== 'estimate' && value !== 'accurate') throw badValue('_total', 'must be none, estimate or accurate')
    into.total = value === 'none' ? 'none' : 'accurate'
  },
  _summary(into, value) {
    if (!['true', 'false', 'text', 'data', 'count'].includes(value)) throw badValue('_summary', 'must be true, false, text, data or count')
    if (value !== 'false' && value !== 'count') throw notSupported('_summary', 'A summary other than count')
    if (value === 'count') into.summary = 'count'
  },
  _cursor(into, value) {
    into.cursor = value
  },
}

/** Reads a search on one type. `pairs` are decoded name/value pairs in their order; `_format` and `_pretty` are left to
 *  the caller. `string` values of the result are folded as `Extracted.strings.folded` is, but for `exact`; of a
 *  reference value either type/id or url is set. `_total=estimate` is answered accurately.
 *  Faults: fhir/unknown-type, fhir/search-unknown-parameter (unless lenient), fhir/search-not-supported,
 *  fhir/search-modifier, fhir/search-value, fhir/search-repeated. None repeats a submitted value.
 *  Source: FHIR R4 search.html. */
export function parseSearch(
  type: string,
  pairs: readonly (readonly [string, string])[],
  options: SearchOptions,
): { query: SearchQuery; issues: Issue[] } {
  if (!isResourceType(type)) throw unknownType()
  const into: Controls = {
    sort: [],
    count: Math.min(options.defaultCount ?? 50, options.maxCount),
    total: 'none',
    cursor: undefined,
    summary: 'false',
  }
  const conditions: Condition[] = []
  const issues: Issue[] = []
  const seen = new Set<string>()
  for (const [name, value] of pairs) {
    if (ofTheAnswer.includes(name)) continue
    const control = Object.hasOwn(controls, name) ? controls[name] : undefined
    if (control !== undefined) {
      if (seen.has(name)) throw new Fault('invalid', 'fhir/search-repeated', 'This parameter may be given once only.', { at: name })
      seen.add(name)
      if (value === '') throw badValue(name, 'must not be empty')
      control(into, value, type, options)
      continue
    }
    const end = name.search(/[:.]/)
    const code = end < 0 ? name : name.slice(0, end)
    const refusal = refused.get(code)
    if (refusal !== undefined) throw notSupported(code, refusal)
    const param = searchParam(type, code)
    if (param === undefined) {
      const place = plainName.test(name) ? { at: name } : {}
      if (!options.lenient) {
        throw new Fault('not-supported', 'fhir/search-unknown-parameter', 'There is no such search parameter for this resource type.', place)
      }
      const text = 'There is no such search parameter for this resource type; it was left out.'
      issues.push({ severity: 'warning', type: 'not-supported', text, ...place })
      continue
    }
    const at = plainName.test(name) ? name : code
    if (end >= 0 && name.includes('.', end)) throw notSupported(at, 'Chained search')
    conditions.push(condition(param, end < 0 ? undefined : name.slice(end + 1), value, at))
  }
  return { query: { type, conditions, ...into, includes: [], elements: undefined }, issues }
}
