import { sql } from '@steckwerk/kernel'
import type { Reader, Writer } from '@steckwerk/store'
import type { IndexedPerson } from './indexed-person.ts'

interface IndexRow {
  readonly patient: string
  readonly digest: string
  readonly keys: string[]
  readonly names: string[]
}

/** What a change of the index makes of it. */
export interface IndexChange {
  /** Whose data are new or others than before. */
  readonly changed: readonly IndexedPerson[]
  /** Who is no longer there. */
  readonly gone: readonly string[]
  /** What stands there of both. */
  readonly old: readonly IndexRow[]
  /** By how much the number of those compared grows. */
  readonly people: number
  /** How many more, or fewer, bear a name, by its hash. */
  readonly names: ReadonlyMap<string, number>
}

/** What is to be changed so that the index is up to date for these Patients: `people` are those of them who are compared. */
export async function indexChange(reader: Reader, patients: readonly string[], people: ReadonlyMap<string, IndexedPerson>): Promise<IndexChange> {
  const rows = await reader.query<IndexRow>(sql`
    select patient, digest::text, keys::text[], names::text[] from st.duplicate_person where patient = any(${patients}::text[])`)
  const before = new Map(rows.map((row) => [row.patient, row]))
  const changed = [...people.values()].filter(({ patient, digest }) => before.get(patient)?.digest !== digest)
  const gone = rows.map(({ patient }) => patient).filter((patient) => !people.has(patient))
  const old = [...changed.flatMap(({ patient }) => before.get(patient) ?? []), ...gone.map((patient) => before.get(patient)!)]
  const names = new Map<string, number>()
  for (const one of old) for (const name of one.names) names.set(name, (names.get(name) ?? 0) - 1)
  for (const one of changed) for (const name of one.names) names.set(name, (names.get(name) ?? 0) + 1)
  return { changed, gone, old, people: changed.length - old.length, names }
}

export async function writeIndex(writer: Writer, { changed, gone, old, people, names }: IndexChange): Promise<void> {
  const oldKeys = old.flatMap(({ patient, keys }) => keys.map((key) => ({ patient, key })))
  const newKeys = changed.flatMap(({ patient, keys }) => [...new Set(keys)].map((key) => ({ patient, key })))
  await Promise.all([
    writer.query(sql`
      delete from st.duplicate_key where (key, patient) in
        (select * from unnest(${oldKeys.map(({ key }) => key)}::bigint[], ${oldKeys.map(({ patient }) => patient)}::text[]))`),
    writer.query(sql`delete from st.duplicate_person where patient = any(${gone}::text[])`),
    writer.query(sql`
      insert into st.duplicate_key (key, patient)
      select * from unnest(${newKeys.map(({ key }) => key)}::bigint[], ${newKeys.map(({ patient }) => patient)}::text[]) on conflict do nothing`),
    // Arrays of arrays must be of one length: keys and names travel as JSON.
    writer.query(sql`
      insert into st.duplicate_person as p (patient, digest, keys, names)
      select r.patient, r.digest, array(select jsonb_array_elements_text(r.keys)::bigint), array(select jsonb_array_elements_text(r.names)::bigint)
      from jsonb_to_recordset(${JSON.stringify(changed.map(({ patient, digest, keys, names: own }) => ({ patient, digest, keys, names: own })))}::jsonb)
        r(patient text, digest bigint, keys jsonb, names jsonb)
      on conflict (tenant, patient) do update set digest = excluded.digest, keys = excluded.keys, names = excluded.names`),
    countNames(writer, names),
    writer.query(sql`update st.duplicate_scan set people = people + ${people}`),
  ])
}

async function countNames(writer: Writer, counts: IndexChange['names']): Promise<void> {
  const moved = [...counts].filter(([, count]) => count !== 0)
  if (moved.length === 0) return
  await writer.query(sql`
    insert into st.duplicate_name as n (name, bearers)
    select * from unnest(${moved.map(([name]) => name)}::bigint[], ${moved.map(([, count]) => count)}::int[])
    on conflict (tenant, name) do update set bearers = n.bearers + excluded.bearers`)
}
