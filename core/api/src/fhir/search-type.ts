import { operationOutcome, parseSearch, searchParam } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import { bundleText, type Link } from './bundle-text.ts'
import type { FhirAnswer, FhirCall, Interaction } from './interaction.ts'
import { pairsOf, type Pair } from './parameters.ts'

const largestCount = 1000

function address(call: FhirCall, pairs: readonly Pair[]): string {
  const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString()
  return query === '' ? `${call.base}/${call.type}` : `${call.base}/${call.type}?${query}`
}

const controls: ReadonlySet<string> = new Set(['_count', '_sort', '_total', '_summary', '_cursor'])

function isKnown(type: string, name: string): boolean {
  return controls.has(name) || searchParam(type, name.split(':', 1)[0]!) !== undefined
}

async function search(call: FhirCall): Promise<FhirAnswer> {
  if (call.body !== undefined && call.body.text !== '' && call.body.kind !== 'form') {
    throw new Fault('media-type', 'api/media-type', 'A search by POST takes application/x-www-form-urlencoded.')
  }
  const pairs = pairsOf(call.query, call.body?.text ?? '')
  const { query, issues } = parseSearch(call.type, pairs, { lenient: call.prefer.lenient, maxCount: largestCount })
  const result = await call.read((reader) => reader.search(query))
  // Only what was understood stands in the links, so that an asker sees what the answer is the answer to.
  const used = issues.length === 0 ? pairs : pairs.filter(([name]) => isKnown(call.type, name))
  const kept = used.filter(([name]) => name !== '_cursor')
  const links: Link[] = [{ relation: 'self', url: address(call, used) }]
  if (result.next !== undefined) links.push({ relation: 'next', url: address(call, [...kept, ['_cursor', result.next]]) })
  const entries = result.rows.map((row) =>
    `{"fullUrl":"${call.base}/${row.type}/${row.id}","resource":${row.text ?? 'null'},"search":{"mode":"match"}}`)
  if (issues.length > 0) entries.push(`{"resource":${JSON.stringify(operationOutcome(issues))},"search":{"mode":"outcome"}}`)
  return { status: 200, body: bundleText({ type: 'searchset', now: call.ctx.now, total: result.total, links, entries }) }
}

/** Search by type. Both ways answer the same; POST keeps what is searched for out of addresses.
 *  Source: FHIR R4 http.html#search, search.html. Faults: api/parameter-nul and those of parseSearch (fhir/search-…). */
export const searchType: Interaction = { codes: ['search-type'], method: 'GET', path: '/:type', permission: 'fhir.read', handle: search }
export const searchTypePost: Interaction = { codes: ['search-type'], method: 'POST', path: '/:type/_search', permission: 'fhir.read', handle: search }
