import { sql } from '@steckwerk/kernel'
import type { Reader } from '../contract.ts'

/** The place in the outbox after everything that is certain by now: what commits later comes after it. In the form of OutboxEvent.position. */
export const positionNow = sql`(pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text || '.9223372036854775807'`

/** Where a follower who has taken everything up to `at`, and whom nothing new reaches, may go on from: after what is certain by now. undefined where
 *  something came after `at` that it has not taken yet. Its place has to go on with time, since where the outbox has forgotten what came after it,
 *  something could have been lost. Both in the form of OutboxEvent.position. */
export async function restingPosition(reader: Reader, at: string): Promise<string | undefined> {
  const [row] = await reader.query<{ now: string }>(sql`
    select ${positionNow} as now where not exists (
      select 1 from st.outbox o
      where (o.xid, o.seq) > (split_part(${at}, '.', 1)::xid8, split_part(${at}, '.', 2)::bigint) and o.xid < pg_snapshot_xmin(pg_current_snapshot()))`)
  return row?.now
}
