import type { Resource } from '@steckwerk/fhir'
import type { Reader } from '@steckwerk/store'
import type { Referenced } from './bundle-references.ts'
import type { Criteria } from './conditional.ts'
import { criteriaRows, identifierKey, identifierKeys, identifierOf } from './criteria-rows.ts'

/** A resource the transaction itself is about to write. */
export interface Pending {
  readonly type: string
  readonly id: string
  readonly resource: Resource
}

const none: Referenced = { finding: { type: 'not-found', text: 'No resource meets the criteria of this reference.' } }
const several: Referenced = { finding: { type: 'multiple-matches', text: 'More than one resource meets the criteria of this reference.' } }

function outcome(names: ReadonlySet<string>): Referenced {
  if (names.size > 1) return several
  const [name] = names
  return name === undefined ? none : { name }
}

/** Names of what the transaction writes, by type and identifier. */
function holdersOf(pending: readonly Pending[]): Map<string, string[]> {
  const holders = new Map<string, string[]>()
  for (const { type, id, resource } of pending) {
    for (const key of identifierKeys(resource)) {
      const names = holders.get(`${type} ${key}`)
      if (names === undefined) holders.set(`${type} ${key}`, [`${type}/${id}`])
      else names.push(`${type}/${id}`)
    }
  }
  return holders
}

/** Finds what conditional references mean. What the transaction writes counts as it will be, as far as identifiers are asked for; by
 *  anything else only what is stored is found. `reader` sees what the transaction has deleted. Source: FHIR R4 http.html#trules. */
export async function findReferenced(
  reader: Pick<Reader, 'get' | 'search'>,
  asked: ReadonlyMap<string, Criteria>,
  pending: readonly Pending[],
): Promise<Map<string, Referenced>> {
  const found = new Map<string, Referenced>()
  if (asked.size === 0) return found
  const types = new Set(Array.from(asked.values(), ({ query }) => query.type))
  const written = pending.filter(({ type }) => types.has(type))
  const rewritten = new Set(written.map(({ type, id }) => `${type}/${id}`))
  const holders = holdersOf(written)
  // What is rewritten no longer counts as stored: it may stand in front of what does.
  const rows = await criteriaRows(reader, [...asked.values()], rewritten.size + 2)
  for (const [reference, criteria] of asked) {
    const identifier = identifierOf(criteria)
    const names = rows.get(criteria)!.map((row) => `${row.type}/${row.id}`)
    if (identifier === undefined) found.set(reference, outcome(new Set(names)))
    else found.set(reference, outcome(new Set([...names.filter((name) => !rewritten.has(name)), ...(holders.get(`${criteria.query.type} ${identifierKey(identifier)}`) ?? [])])))
  }
  return found
}
