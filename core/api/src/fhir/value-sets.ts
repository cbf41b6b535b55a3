import { collectIn, withValueSets, type Resource, type SearchQuery, type TokenValue } from '@steckwerk/fhir'
import type { Fault } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'
import { typedFault } from './typed-fault.ts'
import { expansionOf } from './value-set-expansion.ts'

type Looking = Pick<Reader, 'get' | 'search'>

/** Versions of one value set that are looked at. */
const mostVersions = 200

function unknown(): Fault {
  return typedFault('invalid', 'api/value-set-unknown', 'There is no such value set here.', 'not-found')
}

async function byUrl(reader: Looking, canonical: string): Promise<Resource> {
  const [url = '', version] = canonical.split('|', 2)
  const { rows } = await reader.search({
    type: 'ValueSet', conditions: [{ kind: 'uri', param: 'url', values: [url] }], sort: [{ param: '_lastUpdated', descending: true }],
    count: mostVersions, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined,
  })
  const all = rows.flatMap((row) => (row.text === undefined ? [] : [JSON.parse(row.text) as Resource]))
  const fitting = version === undefined ? all : all.filter((one) => one['version'] === version)
  const found = fitting.find((one) => one['status'] === 'active') ?? fitting[0]
  if (found === undefined) throw unknown()
  return found
}

/** The carrier's ValueSet by `ValueSet/id` or by its canonical URL, with or without `|version`: of several the active one
 *  written last. Faults: api/value-set-unknown. */
async function find(reader: Looking, name: string): Promise<Resource> {
  const id = /^ValueSet\/([A-Za-z0-9\-.]{1,64})$/.exec(name)?.[1]
  if (id === undefined) return byUrl(reader, name)
  const stored = await reader.get('ValueSet', id)
  if (stored?.text === undefined) throw unknown()
  return JSON.parse(stored.text) as Resource
}

/** A search whose `:in` and `:not-in` are replaced by the codes of the carrier's value sets, at any depth of chains.
 *  Faults: api/value-set-unknown, api/value-set-size, api/value-set-content. Source: FHIR R4 search.html#token. */
export async function resolveValueSets(reader: Looking, query: SearchQuery): Promise<SearchQuery> {
  const names = collectIn(query)
  if (names.length === 0) return query
  const codes = new Map<string, readonly TokenValue[]>()
  for (const name of names) codes.set(name, await expansionOf(await find(reader, name), (url) => find(reader, url)))
  return withValueSets(query, (name) => codes.get(name) ?? [])
}
