import { typeName } from '@steckwerk/fhir'
import { sql, type Sql } from '@steckwerk/kernel'
import type { Stored } from '../contract.ts'

/** A row of st.res or st.hist as the driver gives it. */
export interface StoredRow {
  readonly rt: number
  readonly id: string
  readonly version: number
  /** Microseconds. */
  readonly lu: number
  readonly content: string | null
  /** hp # rt, as text: it is no number. */
  readonly patient: string | null
}

/** What is read of a row of st.res or st.hist. */
export const storedColumns = (row: Sql): Sql => sql`${row}.rt, ${row}.id, ${row}.version, ${row}.lu, ${row}.content, (${row}.hp # ${row}.rt)::text patient`

export function storedOf(row: StoredRow): Stored {
  return {
    type: typeName(row.rt), id: row.id, version: row.version, lastUpdated: Math.round(row.lu / 1000), text: row.content ?? undefined,
    patient: row.patient === null ? undefined : BigInt(row.patient),
  }
}
