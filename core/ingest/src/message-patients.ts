import { sql, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { parseReference } from './reference.ts'

/** Ids of the Patients a message concerns, as far as it could be mapped. Faults: ingest/reference. */
export async function messagePatients(store: Store, ctx: Ctx, ref: string): Promise<readonly string[]> {
  const { connector, epoch, channel, sequence } = parseReference(ref)
  const rows = await store.read(ctx, (reader) => reader.query<{ patient: string }>(sql`
    select patient from st.ledger
    where connector = ${connector} and epoch = ${epoch} and channel = ${channel} and sequence = ${sequence} and patient is not null
    union all
    select patient from st.ledger_also where connector = ${connector} and epoch = ${epoch} and channel = ${channel} and sequence = ${sequence}`))
  return rows.map(({ patient }) => patient)
}
