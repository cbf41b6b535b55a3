import { extract, type Resource, type SearchQuery, type TokenValue } from '@steckwerk/fhir'
import type { Reader, Stored } from '@steckwerk/store'
import type { Criteria } from './conditional.ts'
import { resolveValueSets } from './value-sets.ts'

type Looking = Pick<Reader, 'get' | 'search'>

/** Identifiers asked for by one search. */
const together = 200

/** The identifier that is all the criteria ask for; undefined where they ask for anything else. */
export function identifierOf({ query }: Criteria): TokenValue | undefined {
  const [only, more] = query.conditions
  if (more !== undefined || only?.kind !== 'token' || only.param !== 'identifier' || only.negate || only.values.length !== 1) return undefined
  return only.values[0]!.code === undefined ? undefined : only.values[0]!
}

/** One text for one identifier as it is asked for: with its system, or whatever its system. */
export function identifierKey({ system, code }: TokenValue): string {
  return system === undefined ? `${code}` : `${system}|${code}`
}

/** The keys a resource is found by: those of what the index takes for its identifiers, wherever its type has them. */
export function identifierKeys(resource: Resource): Set<string> {
  const keys = new Set<string>()
  for (const { param, system = '', code } of extract(resource).tokens) if (param === 'identifier') keys.add(`${system}|${code}`).add(code)
  return keys
}

interface Identified {
  readonly criteria: Criteria
  readonly value: TokenValue
}

/** What is stored and meets each of the criteria; of what many meet, at least `enough` rows. Those that ask for one identifier are searched
 *  for many at once: an import brings hundreds. Faults: those of resolveValueSets. */
export async function criteriaRows(reader: Looking, asked: readonly Criteria[], enough = 2): Promise<Map<Criteria, readonly Stored[]>> {
  const rows = new Map<Criteria, readonly Stored[]>()
  const byType = new Map<string, Identified[]>()
  const work: Promise<void>[] = []
  for (const criteria of asked) {
    const value = identifierOf(criteria)
    const { type } = criteria.query
    if (value === undefined) {
      work.push(searchAlone(reader, criteria, enough, rows))
    } else {
      const list = byType.get(type)
      if (list === undefined) byType.set(type, [{ criteria, value }])
      else list.push({ criteria, value })
    }
  }
  for (const [type, list] of byType) {
    for (let from = 0; from < list.length; from += together) work.push(searchTogether(reader, type, list.slice(from, from + together), enough, rows))
  }
  await Promise.all(work)
  return rows
}

async function searchAlone(reader: Looking, criteria: Criteria, enough: number, into: Map<Criteria, readonly Stored[]>): Promise<void> {
  const query: SearchQuery = { ...criteria.query, count: enough }
  into.set(criteria, (await reader.search(await resolveValueSets(reader, query))).rows)
}

async function searchTogether(reader: Looking, type: string, list: readonly Identified[], enough: number, into: Map<Criteria, readonly Stored[]>): Promise<void> {
  if (list.length === 1) return searchAlone(reader, list[0]!.criteria, enough, into)
  const { rows, next } = await reader.search({
    type, conditions: [{ kind: 'token', param: 'identifier', negate: false, values: list.map(({ value }) => value) }], sort: [], count: list.length * 2,
    total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined,
  })
  // Many share an identifier, and their rows may have crowded others out: then each is asked for alone.
  if (next !== undefined) {
    await Promise.all(list.map(({ criteria }) => searchAlone(reader, criteria, enough, into)))
    return undefined
  }
  const byKey = new Map<string, Stored[]>()
  for (const row of rows) {
    for (const key of identifierKeys(JSON.parse(row.text!) as Resource)) {
      const holders = byKey.get(key)
      if (holders === undefined) byKey.set(key, [row])
      else holders.push(row)
    }
  }
  for (const { criteria, value } of list) into.set(criteria, byKey.get(identifierKey(value)) ?? [])
  return undefined
}
