import { Fault } from '@steckwerk/kernel'
import type { FhirAnswer, FhirCall, Interaction } from './interaction.ts'
import { requireJson } from './media-type.ts'
import { pairsOf, type Pair } from './parameters.ts'
import { searchAnswer } from './search-answer.ts'
import { readSearch } from './search-query.ts'

/** A search's parameters: of the address and, by POST, of the form as well. Faults: api/media-type, api/format, api/parameter-nul. */
export function searchPairs(call: Pick<FhirCall, 'query' | 'body'>): Pair[] {
  if (call.body !== undefined && call.body.text !== '' && call.body.kind !== 'form') {
    throw new Fault('media-type', 'api/media-type', 'A search by POST takes application/x-www-form-urlencoded.')
  }
  const form = call.body?.text ?? ''
  // The address' own format was looked at before the body came in.
  if (form.includes('_format')) requireJson(new URLSearchParams(form).get('_format'), undefined)
  return pairsOf(call.query, form)
}

async function search(call: FhirCall): Promise<FhirAnswer> {
  const pairs = searchPairs(call)
  return call.read(async (reader) => {
    const request = await readSearch(reader, call.type, { pairs, lenient: call.prefer.lenient, base: call.base })
    return searchAnswer(call, call.type, request, await reader.search(request.query))
  })
}

/** Search by type. Both ways answer the same; POST keeps what is searched for out of addresses.
 *  Source: FHIR R4 http.html#search, search.html. Faults: those of searchPairs and of readSearch. */
export const searchType: Interaction = { codes: ['search-type'], method: 'GET', path: '/:type', permission: 'fhir.read', letters: ['s'], handle: search }
export const searchTypePost: Interaction = { codes: ['search-type'], method: 'POST', path: '/:type/_search', permission: 'fhir.read', letters: ['s'], handle: search }
