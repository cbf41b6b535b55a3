import { sql } from '@steckwerk/kernel'
import type { Job } from '@steckwerk/store'

/** How long events are kept for those who catch up. */
const days = 7

/** Forgets old events and tokens that were never used. */
export const pruneJob: Job = {
  name: 'prune-subscription-events',
  everyMs: 60_000,
  async run({ query }) {
    await query(sql`delete from base.subscription_binding where expires_at < now()`)
    const { count } = await query(sql`
      delete from base.subscription_event where (tenant, subscription, number) in (
        select o.tenant, o.subscription, o.number from base.carrier c
        cross join lateral (select * from base.subscription_event where tenant = c.tenant and at < now() - make_interval(days => ${days}::int) order by at limit 5000) o)`)
    return count > 0
  },
}
