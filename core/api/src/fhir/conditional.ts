import { parseSearch, type SearchQuery } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { Reader, Stored, Writer } from '@steckwerk/store'
import type { FhirCall } from './interaction.ts'
import { pairsOf } from './parameters.ts'
import { resolveValueSets } from './value-sets.ts'

/** What a conditional interaction looks for. */
export interface Criteria {
  /** Names the criteria whatever their order and escaping: what is locked while they are decided on. */
  readonly key: string
  /** Asks for two rows: more than one is too many. */
  readonly query: SearchQuery
}

/** Parameters that shape a search's result and say nothing about what is looked for. */
const ofResults: ReadonlySet<string> = new Set([
  '_sort', '_count', '_total', '_summary', '_elements', '_include', '_revinclude', '_contained', '_containedType', '_cursor', '_score',
])

/** Reads criteria as they stand after the '?' of an address or in If-None-Exist, where some clients send `?` or `Type?` along. They are
 *  always read strictly: a parameter left out would widen what is written to.
 *  Source: FHIR R4 http.html#cond-update, #ccreate. Faults: api/criteria and those of parseSearch (fhir/search-…). */
export function readCriteria(type: string, text: string, at?: string): Criteria {
  const place = at === undefined ? {} : { at }
  const bare = text.startsWith(`${type}?`) ? text.slice(type.length + 1) : text.startsWith('?') ? text.slice(1) : text
  const pairs = pairsOf(bare)
  // A bare word would be read as a parameter's name, which refusals show; it is more likely a value that lost its name.
  if (bare.split('&').some((piece) => piece !== '' && !piece.includes('='))) {
    throw new Fault('invalid', 'api/criteria', 'Criteria are search parameters, each a name, "=" and a value, joined by "&".', place)
  }
  if (pairs.length === 0) throw new Fault('invalid', 'api/criteria', 'A conditional interaction needs search parameters as its criteria.', place)
  if (pairs.some(([name]) => ofResults.has(name.split(':', 1)[0]!))) {
    throw new Fault('invalid', 'api/criteria', 'The criteria may hold no parameter that shapes a search result, such as _sort or _count.', place)
  }
  const { query } = parseSearch(type, pairs, { lenient: false, maxCount: 2, defaultCount: 2 })
  const key = `${type}?${JSON.stringify(pairs.toSorted(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0)))}`
  return { key, query }
}

/** The criteria were not selective enough. */
function severalMatches(at?: string): Fault {
  const text = 'More than one resource meets the criteria.'
  return new Fault('precondition', 'api/criteria-several', text, { issues: [{ severity: 'error', type: 'multiple-matches', text, ...(at === undefined ? {} : { at }) }] })
}

/** The one of what was found; undefined = nothing was. Faults: api/criteria-several. */
export function onlyMatch(rows: readonly Stored[], at?: string): Stored | undefined {
  if (rows.length > 1) throw severalMatches(at)
  return rows[0]
}

/** The one resource that meets the criteria; undefined = none does. Faults: api/criteria-several and those of
 *  resolveValueSets. */
export async function matchOf(reader: Pick<Reader, 'get' | 'search'>, criteria: Criteria, at?: string): Promise<Stored | undefined> {
  return onlyMatch((await reader.search(await resolveValueSets(reader, criteria.query))).rows, at)
}

/** Writes by what meets the criteria; who asks for the same criteria meanwhile waits until it is written. Faults: those of matchOf. */
export function writeMatched<T>(call: Pick<FhirCall, 'write'>, criteria: Criteria, work: (writer: Writer, match: Stored | undefined) => Promise<T>, at?: string): Promise<T> {
  return call.write(async (writer) => {
    await writer.lock([criteria.key])
    return work(writer, await matchOf(writer, criteria, at))
  })
}
