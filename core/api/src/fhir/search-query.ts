import { parseSearch, type SearchQuery } from '@steckwerk/fhir'
import type { Issue } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'
import type { Pair } from './parameters.ts'
import { withOwnReferences } from './own-references.ts'
import { resolveValueSets } from './value-sets.ts'

/** The most resources of a page. */
export const largestCount = 1000

/** A search as understood: what the store is asked, what was left out, and the parameters that shaped it. */
export interface SearchRequest {
  readonly query: SearchQuery
  readonly issues: readonly Issue[]
  readonly used: readonly Pair[]
}

/** What is left of a parameter that was not understood whole: of two lists a part. What is left out alone is left out in company. */
function leftOf([name]: Pair, { sort, elements }: SearchQuery): readonly Pair[] {
  if (name === '_sort' && sort.length > 0) return [[name, sort.map(({ param, descending }) => `${descending ? '-' : ''}${param}`).join(',')]]
  return name === '_elements' && elements !== undefined ? [[name, elements.join(',')]] : []
}

/** Reads the parameters of a search on one type, value sets looked up. `lenient` leaves out and reports what is not known; addresses below `base`
 *  are the carrier's own resources.
 *  Faults: those of parseSearch (fhir/search-…) and of resolveValueSets. */
export async function readSearch(reader: Pick<Reader, 'get' | 'search'>, type: string, asked: { readonly pairs: readonly Pair[]; readonly lenient: boolean; readonly base: string }): Promise<SearchRequest> {
  const { pairs, lenient, base } = asked
  const options = { lenient, maxCount: largestCount }
  const { query, issues } = parseSearch(type, pairs, options)
  const used = issues.length === 0 ? pairs : pairs.flatMap((pair) => (parseSearch(type, [pair], options).issues.length === 0 ? [pair] : leftOf(pair, query)))
  return { query: await resolveValueSets(reader, withOwnReferences(query, base)), issues, used }
}
