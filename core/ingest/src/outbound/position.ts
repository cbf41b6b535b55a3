import { sql } from '@steckwerk/kernel'

/** The place in the outbox after everything that is certain by now, in the form of OutboxEvent.position: what commits later comes after it. */
export const positionNow = sql`(pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text || '.9223372036854775807'`
