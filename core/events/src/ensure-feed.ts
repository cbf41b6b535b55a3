import { sql } from '@steckwerk/kernel'
import type { Writer } from '@steckwerk/store'

/** A carrier's first Subscription begins its feed: from before this transaction, so that nothing that follows it is missed. */
export async function ensureFeed(writer: Writer): Promise<void> {
  await writer.query(sql`
    insert into st.event_feed (position, holder, held_until)
    values ((pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text || '.9223372036854775807', '', '-infinity') on conflict do nothing`)
}
