import { typeNumber } from '@steckwerk/fhir'
import type { Step } from '../connection/steps.ts'
import type { AuditRow } from '../contract.ts'
import { byteaArray, int2Array, int4Array, int8Array, textArray } from '../write/binary-array.ts'

// Columns travel as one binary array each, so that one prepared text serves any number of entries; lists of Patients lie end to end.
const noteText = `insert into st.audit (rt, outcome, version, at, pat, action, event, actor, purpose, trace, client, address, id, patients, detail)
  select nullif(u.rt, 0), u.outcome, nullif(u.version, 0), u.at, u.pat, u.action::"char", u.event, u.actor, u.purpose, u.trace, u.client, u.address, u.id,
    case when u.pat = 0 then ($14::int8[])[u.pf:u.pt] end, u.detail
  from unnest($1::int2[], $2::int2[], $3::int4[], $4::int8[], $5::int8[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
              $12::text[], $13::text[], $15::int4[], $16::int4[], $17::bytea[])
    u(rt, outcome, version, at, pat, action, event, actor, purpose, trace, client, address, id, pf, pt, detail)`

/** PostgreSQL's texts hold no NUL, and one entry's must not keep the others of its batch from being written. */
const clean = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text)
const cleanOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : clean(text))

/** Writes entries of the access log, in their order. */
export function noteStep(rows: readonly AuditRow[]): Step {
  const patients: bigint[] = []
  const from: number[] = []
  const to: number[] = []
  const one = rows.map((row): bigint | undefined => {
    from.push(patients.length + 1)
    const distinct = row.patients.length > 1 ? [...new Set(row.patients)] : row.patients
    const isOne = distinct.length === 1
    if (!isOne) for (const patient of distinct) if (patient !== 0n) patients.push(patient)
    to.push(patients.length)
    return distinct.length === 0 ? undefined : isOne ? distinct[0]! : 0n
  })
  return {
    name: 'st_note',
    text: noteText,
    values: [
      int2Array(rows.map((row) => (row.type === undefined ? 0 : typeNumber(row.type)))),
      int2Array(rows.map((row) => row.outcome)),
      int4Array(rows.map((row) => row.version ?? 0)),
      int8Array(rows.map((row) => row.at)),
      int8Array(one),
      textArray(rows.map((row) => row.action)),
      textArray(rows.map((row) => row.event)),
      textArray(rows.map((row) => clean(row.actor))),
      textArray(rows.map((row) => row.purpose)),
      textArray(rows.map((row) => row.trace)),
      textArray(rows.map((row) => cleanOf(row.client))),
      textArray(rows.map((row) => cleanOf(row.address))),
      textArray(rows.map((row) => cleanOf(row.id))),
      int8Array(patients),
      int4Array(from),
      int4Array(to),
      byteaArray(rows.map((row) => row.detail)),
    ],
  }
}
