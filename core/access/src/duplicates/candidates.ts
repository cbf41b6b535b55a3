import { sql } from '@steckwerk/kernel'
import { compare, countedNames, defaultModel, largestBlock, Scorer, usualIn, type Comparison, type Features, type Frequencies, type Score } from '@steckwerk/match'
import type { Reader } from '@steckwerk/store'
import { indexedPerson, type IndexedPerson } from './indexed-person.ts'
import type { PersonHash } from './person-hash.ts'
import type { IndexChange } from './person-index.ts'

export interface Candidate {
  readonly one: IndexedPerson
  readonly other: IndexedPerson
  readonly comparison: Comparison
  readonly score: Score
}

const readAtOnce = 500
const unchanged: IndexChange = { changed: [], gone: [], old: [], people: 0, names: new Map() }

/** Compares these people with everybody of the index who shares a block with them, and with each other: those at or above the threshold of review. Each
 *  pair once. `reader` may have a view: then only who is in view is compared. `change`: the index as it will be after it, which is not written yet. */
export async function candidatesOf(reader: Reader, people: readonly IndexedPerson[], hashed: PersonHash, change: IndexChange = unchanged): Promise<readonly Candidate[]> {
  const known = new Map(people.map((person) => [person.patient, person]))
  const pairs = await pairsOf(reader, people, change)
  const others = [...new Set(pairs.map(([, other]) => other))].filter((patient) => !known.has(patient))
  for (let at = 0; at < others.length; at += readAtOnce) {
    const rows = await reader.getMany(others.slice(at, at + readAtOnce).map((id) => ({ type: 'Patient', id })))
    for (const row of rows.values()) {
      const person = indexedPerson(row, hashed)
      if (person !== undefined) known.set(person.patient, person)
    }
  }
  const frequencies = await frequenciesOf(reader, [...known.values()].map(({ features }) => features), hashed, change)
  const [scorer, usual] = [new Scorer(defaultModel, frequencies), usualIn(frequencies)]
  const found: Candidate[] = []
  for (const [patient, id] of pairs) {
    const [one, other] = [known.get(patient), known.get(id)]
    if (one === undefined || other === undefined) continue
    const comparison = compare(one.features, other.features, usual)
    const score = scorer.score(comparison)
    if (score.weight >= defaultModel.thresholds.review) found.push({ one, other, comparison, score })
  }
  return found
}

/** Who shares a block with whom; of two who are both asked for, one pair. */
async function pairsOf(reader: Reader, people: readonly IndexedPerson[], { changed, old }: IndexChange): Promise<readonly (readonly [string, string])[]> {
  const keys = [...new Set(people.flatMap((person) => person.keys))]
  if (keys.length === 0) return []
  const rows = await reader.query<{ key: string; patient: string }>(sql`
    select a.key::text, b.patient from unnest(${keys}::bigint[]) a(key)
    cross join lateral (select k.patient from st.duplicate_key k where k.key = a.key limit ${largestBlock + 1 + old.length}) b`)
  const replaced = new Set(old.map(({ patient }) => patient))
  const blocks = new Map([...Map.groupBy(rows, ({ key }) => key)].map(([key, members]) => [key, new Set(members.map(({ patient }) => patient).filter((patient) => !replaced.has(patient)))]))
  for (const { patient, keys: own } of changed) {
    for (const key of own) {
      const block = blocks.get(key)
      if (block === undefined) blocks.set(key, new Set([patient]))
      else block.add(patient)
    }
  }
  const asked = new Set(people.map(({ patient }) => patient))
  const pairs: [string, string][] = []
  for (const { patient, keys: own } of people) {
    const others = new Set<string>()
    for (const key of own) {
      const block = blocks.get(key)
      if (block !== undefined && block.size <= largestBlock) for (const member of block) others.add(member)
    }
    others.delete(patient)
    for (const other of others) if (!asked.has(other) || patient < other) pairs.push([patient, other])
  }
  return pairs
}

/** How many of the carrier's Patients bear these people's names. */
export async function frequenciesOf(reader: Reader, people: readonly Features[], hashed: PersonHash, change: IndexChange = unchanged): Promise<Frequencies> {
  const names = new Map<string, string>()
  for (const person of people) {
    const { given, family } = countedNames(person)
    for (const name of given) names.set(`given ${name}`, hashed('given', name))
    for (const name of family) names.set(`family ${name}`, hashed('family', name))
  }
  const [counts, scans] = await Promise.all([
    reader.query<{ name: string; bearers: number }>(sql`
      select name::text, bearers from st.duplicate_name where name = any(${[...new Set(names.values())]}::bigint[])`),
    reader.query<{ people: number }>(sql`select people from st.duplicate_scan`),
  ])
  const bearers = new Map(counts.map((row) => [row.name, row.bearers]))
  const of = (kind: string, name: string): number => {
    const hash = names.get(`${kind} ${name}`) ?? ''
    return (bearers.get(hash) ?? 0) + (change.names.get(hash) ?? 0)
  }
  return { people: (scans[0]?.people ?? 0) + change.people, given: (name) => of('given', name), family: (name) => of('family', name) }
}
