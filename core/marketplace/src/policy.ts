import { sql, type Ctx } from '@steckwerk/kernel'
import type { Store, Reader } from '@steckwerk/store'
import type { EvidenceKind } from './offers.ts'

/** What a carrier asks of services and of orders. */
export interface MarketPolicy {
  /** Evidence every service must have, valid, before it may be ordered. */
  readonly required: readonly EvidenceKind[]
  /** The same beyond that of services which process patients' data outside of the hub. */
  readonly requiredForPatientData: readonly EvidenceKind[]
  /** Who orders may not approve. */
  readonly secondPerson: boolean
  /** Days between leaving and the moment the broker is told, 0 to 90. */
  readonly undoDays: number
}

/** Until a carrier decides otherwise. Source: Art. 28 GDPR (processing agreement), § 393 SGB V (where the data lie; C5 for patients' data in a cloud). */
export const defaultPolicy: MarketPolicy = { required: ['avv', 'data-location'], requiredForPatientData: ['c5'], secondPerson: false, undoDays: 7 }

export async function readPolicy(reader: Reader): Promise<MarketPolicy> {
  const [row] = await reader.query<{ required: EvidenceKind[]; required_for_patient_data: EvidenceKind[]; second_person: boolean; undo_days: number }>(sql`
    select required, required_for_patient_data, second_person, undo_days from st.market_policy`)
  if (row === undefined) return defaultPolicy
  return { required: row.required, requiredForPatientData: row.required_for_patient_data, secondPerson: row.second_person, undoDays: row.undo_days }
}

export async function writePolicy(store: Store, ctx: Ctx, { required, requiredForPatientData, secondPerson, undoDays }: MarketPolicy): Promise<void> {
  await store.write(ctx, (w) => w.query(sql`
    insert into st.market_policy (tenant, required, required_for_patient_data, second_person, undo_days)
    values (${ctx.tenant}, ${[...required]}::text[], ${[...requiredForPatientData]}::text[], ${secondPerson}, ${undoDays})
    on conflict (tenant) do update set required = excluded.required, required_for_patient_data = excluded.required_for_patient_data, second_person = excluded.second_person,
      undo_days = excluded.undo_days`))
}
