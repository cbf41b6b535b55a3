import type { Resource, SearchQuery, TokenValue } from '@steckwerk/fhir'
import type { Reader, Stored } from '@steckwerk/store'
import type { Referenced } from './bundle-references.ts'
import type { Criteria } from './conditional.ts'
import { resolveValueSets } from './value-sets.ts'

type Looking = Pick<Reader, 'get' | 'search'>

/** A resource the transaction itself is about to write. */
export interface Pending {
  readonly type: string
  readonly id: string
  readonly resource: Resource
}

const none: Referenced = { finding: { type: 'not-found', text: 'No resource meets the criteria of this reference.' } }
const several: Referenced = { finding: { type: 'multiple-matches', text: 'More than one resource meets the criteria of this reference.' } }

/** Identifiers asked for by one search. */
const together = 200

/** The identifier that is all the criteria ask for; undefined where they ask for anything else. */
function identifierOf({ query }: Criteria): TokenValue | undefined {
  const [only, more] = query.conditions
  if (more !== undefined || only?.kind !== 'token' || only.param !== 'identifier' || only.negate || only.values.length !== 1) return undefined
  return only.values[0]!.code === undefined ? undefined : only.values[0]!
}

/** Names what an identifier may be asked for by: with its system, and whatever its system. */
function keysOf(type: string, resource: Resource): string[] {
  const { identifier } = resource
  const keys: string[] = []
  for (const one of Array.isArray(identifier) ? identifier : [identifier]) {
    if (typeof one !== 'object' || one === null) continue
    const { system = '', value } = one as { system?: unknown; value?: unknown }
    if (typeof value === 'string' && typeof system === 'string') keys.push(`${type} ${system}|${value}`, `${type} ${value}`)
  }
  return keys
}

function keyOf(type: string, { system, code }: TokenValue): string {
  return system === undefined ? `${type} ${code}` : `${type} ${system}|${code}`
}

/** Names by the identifiers they are asked for by. */
class Holders {
  readonly #names = new Map<string, Set<string>>()

  add(type: string, id: string, resource: Resource): void {
    for (const key of keysOf(type, resource)) {
      const names = this.#names.get(key)
      if (names === undefined) this.#names.set(key, new Set([`${type}/${id}`]))
      else names.add(`${type}/${id}`)
    }
  }

  of(key: string): ReadonlySet<string> {
    return this.#names.get(key) ?? new Set()
  }
}

function outcome(names: ReadonlySet<string>): Referenced {
  if (names.size > 1) return several
  const [name] = names
  return name === undefined ? none : { name }
}

interface Identified {
  readonly reference: string
  readonly type: string
  readonly value: TokenValue
}

/** Finds what conditional references mean, those by an identifier many with one search. What the transaction writes counts as it will be,
 *  as far as identifiers are asked for; by anything else only what is stored is found. `reader` sees what the transaction has deleted.
 *  Source: FHIR R4 http.html#trules. */
export async function findReferenced(
  reader: Looking,
  asked: ReadonlyMap<string, Criteria>,
  pending: readonly Pending[],
): Promise<Map<string, Referenced>> {
  const found = new Map<string, Referenced>()
  const byType = new Map<string, Identified[]>()
  const work: Promise<void>[] = []
  for (const [reference, criteria] of asked) {
    const value = identifierOf(criteria)
    const { type } = criteria.query
    if (value === undefined) {
      work.push(searchAlone(reader, criteria).then((referenced) => void found.set(reference, referenced)))
    } else {
      const list = byType.get(type)
      if (list === undefined) byType.set(type, [{ reference, type, value }])
      else list.push({ reference, type, value })
    }
  }
  const holders = new Holders()
  const rewritten = new Set<string>()
  if (byType.size > 0) {
    for (const { type, id, resource } of pending) {
      rewritten.add(`${type}/${id}`)
      if (byType.has(type)) holders.add(type, id, resource)
    }
  }
  for (const [type, list] of byType) {
    for (let from = 0; from < list.length; from += together) work.push(searchTogether(reader, type, list.slice(from, from + together), rewritten, holders))
  }
  await Promise.all(work)
  for (const list of byType.values()) for (const { reference, type, value } of list) found.set(reference, outcome(holders.of(keyOf(type, value))))
  return found
}

function nameOf(row: Stored): string {
  return `${row.type}/${row.id}`
}

async function searchAlone(reader: Looking, { query }: Criteria): Promise<Referenced> {
  const { rows } = await reader.search(await resolveValueSets(reader, query))
  return outcome(new Set(rows.map(nameOf)))
}

async function searchTogether(
  reader: Looking,
  type: string,
  list: readonly Identified[],
  rewritten: ReadonlySet<string>,
  into: Holders,
): Promise<void> {
  const ask = (values: readonly TokenValue[], count: number): SearchQuery => ({
    type, conditions: [{ kind: 'token', param: 'identifier', negate: false, values }], sort: [], count, total: 'none', cursor: undefined,
    includes: [], summary: 'false', elements: undefined,
  })
  const take = (rows: readonly Stored[]): void => {
    for (const row of rows) if (!rewritten.has(nameOf(row))) into.add(type, row.id, JSON.parse(row.text!) as Resource)
  }
  const { rows, next } = await reader.search(ask(list.map(({ value }) => value), list.length * 2))
  take(rows)
  // Many share an identifier: then each is asked for alone. Two that count are enough; what is being rewritten does not count.
  if (next !== undefined) await Promise.all(list.map(async ({ value }) => take((await reader.search(ask([value], rewritten.size + 2))).rows)))
}
