import { sql } from '@steckwerk/kernel'
import { positionNow, type Writer } from '@steckwerk/store'

/** A carrier's first Subscription begins its feed: from before this transaction, so that nothing that follows it is missed. */
export async function ensureFeed(writer: Writer): Promise<void> {
  await writer.query(sql`
    insert into st.event_feed (position, holder, held_until)
    values (${positionNow}, '', '-infinity') on conflict do nothing`)
}
