import { sql, type Ctx } from '@steckwerk/kernel'
import type { Keys } from '../keys.ts'

/** st.emergency, by the columns of `emergencyColumns`. */
export interface EmergencyRow {
  readonly id: string
  readonly account: string
  readonly reason: Buffer
  readonly opened_at: Date
  readonly searches: number
  readonly found: readonly string[]
  readonly patient: string | null
  readonly granted_at: Date | null
  readonly ends_at: Date | null
  readonly outcome: 'justified' | 'not-justified' | null
  readonly note: Buffer | null
  readonly reviewed_by: string | null
  readonly reviewed_at: Date | null
}

export const emergencyColumns = sql`id, account, reason, opened_at, searches, found, patient, granted_at, ends_at, outcome, note, reviewed_by, reviewed_at`

/** An emergency access as those who may know of it see it. */
export interface EmergencyAccess {
  readonly id: string
  readonly account: string
  readonly reason: string
  readonly openedAt: Date
  readonly searches: number
  /** undefined = nobody was chosen. */
  readonly patient: string | undefined
  readonly grantedAt: Date | undefined
  readonly endsAt: Date | undefined
  readonly outcome: 'justified' | 'not-justified' | undefined
  readonly note: string | undefined
  /** An account's id, or 'operator-token'. */
  readonly reviewedBy: string | undefined
  readonly reviewedAt: Date | undefined
}

const contextOf = (id: string, part: 'reason' | 'note'): string => `emergency ${id} ${part}`

/** A reason may name the patient: it is kept sealed. */
export async function sealText(keys: Keys, ctx: Ctx, id: string, part: 'reason' | 'note', text: string): Promise<Buffer> {
  return (await keys.sealer(ctx)).seal(Buffer.from(text), contextOf(id, part))
}

async function textOf(keys: Keys, ctx: Ctx, id: string, part: 'reason' | 'note', sealed: Buffer): Promise<string> {
  return (await keys.open(ctx, sealed, contextOf(id, part))).toString()
}

export async function accessOf(keys: Keys, ctx: Ctx, row: EmergencyRow): Promise<EmergencyAccess> {
  return {
    id: row.id,
    account: row.account,
    reason: await textOf(keys, ctx, row.id, 'reason', row.reason),
    openedAt: row.opened_at,
    searches: row.searches,
    patient: row.patient ?? undefined,
    grantedAt: row.granted_at ?? undefined,
    endsAt: row.ends_at ?? undefined,
    outcome: row.outcome ?? undefined,
    note: row.note === null ? undefined : await textOf(keys, ctx, row.id, 'note', row.note),
    reviewedBy: row.reviewed_by ?? undefined,
    reviewedAt: row.reviewed_at ?? undefined,
  }
}
