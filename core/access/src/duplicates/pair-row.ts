import { Fault, sql } from '@steckwerk/kernel'
import type { Caution } from '@steckwerk/match'
import type { Reader } from '@steckwerk/store'

export type PairStatus = 'open' | 'merged' | 'distinct' | 'unmerged'

/** A pair of the queue as it is stored. */
export interface PairRow {
  readonly id: string
  readonly one: string
  readonly other: string
  readonly weight: number
  readonly certain: boolean
  readonly caution: Caution | null
  readonly status: PairStatus
  readonly found_at: Date
  readonly decided_at: Date | null
  readonly decided_by: string | null
  readonly reason: string | null
  readonly survivor: string | null
}

export const pairColumns = sql`id, one, other, weight::float8 weight, certain, caution, status, found_at, decided_at, decided_by, reason, survivor`

export const pairUnknown = (): Fault => new Fault('not-found', 'access/duplicate-unknown', 'There is no such pair.')
export const pairDecided = (): Fault =>
  new Fault('conflict', 'access/duplicate-decided', 'This pair is in another state by now; look at it again.')
export const pairOvertaken = (): Fault =>
  new Fault('conflict', 'access/duplicate-overtaken', 'One of the two patients was merged, separated or deleted elsewhere meanwhile.')

/** Faults: access/duplicate-unknown. */
export async function readPair(reader: Reader, id: string): Promise<PairRow> {
  const rows = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? await reader.query<PairRow>(sql`select ${pairColumns} from st.duplicate where id = ${id}`)
    : []
  if (rows[0] === undefined) throw pairUnknown()
  return rows[0]
}
