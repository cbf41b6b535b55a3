import { typeName } from '@steckwerk/fhir'
import type { Stored } from '../contract.ts'

/** A row of st.res or st.hist as the driver gives it. */
export interface StoredRow {
  readonly rt: number
  readonly id: string
  readonly version: number
  /** Microseconds. */
  readonly lu: number
  readonly content: string | null
}

export function storedOf(row: StoredRow): Stored {
  return { type: typeName(row.rt), id: row.id, version: row.version, lastUpdated: Math.round(row.lu / 1000), text: row.content ?? undefined }
}
