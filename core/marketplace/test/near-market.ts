import type { Access } from '@steckwerk/access'
import { sql, systemClock, type Log, type Sql } from '@steckwerk/kernel'
import { createMarketplace, type Marketplace, type Plugs } from '@steckwerk/marketplace'
import { asOwner, type Store } from '@steckwerk/store'

/** A market whose brokers are on this machine, for tests through the whole hub: it waits a second and a half where a real one waits a minute, and
 *  what is granted is nobody's business. `plugs`: what plugs in. */
export function nearMarket({ store, access, log }: { readonly store: Store; readonly access: Access; readonly log: Log }, plugs: Partial<Plugs> = {}): Marketplace {
  return createMarketplace({
    store, clock: systemClock, log, seal: access.sealFor('marketplace'), keys: access.keys,
    outbound: { ...access.outbound, require: async () => undefined, fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(1_500) }) },
    grants: { grant: async () => undefined, revoke: async () => undefined },
    counts: { of: async () => [{ service: 'vendor-scheduling', metric: 'booking', amount: 3 }] },
    plugs: { list: async () => [], unordered: async () => [], ...plugs },
    news: async () => undefined,
  })
}

/** Lets everything be done that is due, or that waits between two attempts. `overdue`: and the longest polling time is over. */
export async function driveNow(market: Marketplace, ownerUrl: string, overdue = false): Promise<void> {
  const query = <Row extends object>(statement: Sql) => asOwner(ownerUrl, async (run) => {
    const rows = await run<Row>(statement)
    return { rows, count: rows.length }
  })
  await asOwner(ownerUrl, async (run) => {
    await run(sql`update base.service_order set next_at = now() - interval '1 second' where next_at is not null and state <> 'leaving'`)
    if (overdue) await run(sql`update base.service_order set poll_until = now() - interval '1 second' where poll_until is not null`)
    await run(sql`update base.service_binding set next_at = now() - interval '1 second' where next_at is not null and state <> 'ready'`)
  })
  do await market.settled()
  while (await market.job.run({ signal: AbortSignal.timeout(20_000), query }))
  await market.settled()
}
