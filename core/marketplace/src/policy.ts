import { sql, type Ctx } from '@steckwerk/kernel'
import type { Store, Reader } from '@steckwerk/store'
import type { EvidenceKind } from './offers.ts'

/** What a carrier asks of orders. */
export interface MarketPolicy {
  /** Evidence a service must have, valid, before it may be ordered. */
  readonly required: readonly EvidenceKind[]
  /** Who orders may not approve. */
  readonly secondPerson: boolean
  /** Between leaving and the moment the broker is told. */
  readonly undoDays: number
}

export const defaultPolicy: MarketPolicy = { required: [], secondPerson: false, undoDays: 7 }

export async function readPolicy(reader: Reader): Promise<MarketPolicy> {
  const [row] = await reader.query<{ required: EvidenceKind[]; second_person: boolean; undo_days: number }>(sql`select required, second_person, undo_days from st.market_policy`)
  return row === undefined ? defaultPolicy : { required: row.required, secondPerson: row.second_person, undoDays: row.undo_days }
}

export async function writePolicy(store: Store, ctx: Ctx, { required, secondPerson, undoDays }: MarketPolicy): Promise<void> {
  await store.write(ctx, (w) => w.query(sql`
    insert into st.market_policy (tenant, required, second_person, undo_days) values (${ctx.tenant}, ${[...required]}::text[], ${secondPerson}, ${undoDays})
    on conflict (tenant) do update set required = excluded.required, second_person = excluded.second_person, undo_days = excluded.undo_days`))
}
