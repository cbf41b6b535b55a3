import { sql, systemClock, type Sql } from '@steckwerk/kernel'
import { createMarketplace, type Marketplace } from '@steckwerk/marketplace'
import { brokerProcess, type BrokerProcess } from '@steckwerk/marketplace/testing'
import { asOwner } from '@steckwerk/store'
import { post, setting, type Setting } from './setting.ts'

export const json = { 'content-type': 'application/json' }

export interface MarketSetting extends Setting {
  readonly market: Marketplace
  readonly broker: BrokerProcess
  /** A request with the session of somebody with these roles at a carrier; theirs is one account, however often it is asked for. */
  as(carrier: 'alpha' | 'beta', ...roles: readonly string[]): Promise<(path: string, init?: RequestInit) => Promise<Response>>
  /** Lets everything that is due be done. */
  drive(): Promise<void>
}

/** A hub with a market, and a broker of somebody else as a process of its own. */
export async function marketSetting(): Promise<MarketSetting> {
  await using opened = new AsyncDisposableStack()
  const broker = opened.use(await brokerProcess())
  let made: Marketplace | undefined
  const hub = opened.use(await setting({}, async ({ store, access, log }) => {
    made = createMarketplace({
      store, clock: systemClock, log, seal: access.sealFor('marketplace'), keys: access.keys,
      // The broker is on this machine, and a minute is long.
      outbound: { require: async () => undefined, fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(1_500) }) },
      grants: { grant: async () => undefined, revoke: async () => undefined },
      counts: { of: async () => [{ service: 'vendor-scheduling', metric: 'booking', amount: 3 }] },
      pollSeconds: 2,
    })
    return { marketplace: made }
  }))
  const market = opened.use(made!)
  const query = <Row extends object>(statement: Sql) => asOwner(hub.test.ownerUrl, async (run) => {
    const rows = await run<Row>(statement)
    return { rows, count: rows.length }
  })
  const people = new Map<string, Promise<string>>()

  const as: MarketSetting['as'] = async (carrier, ...roles) => {
    const key = `${carrier} ${roles.join()}`
    if (!people.has(key)) people.set(key, (async () => {
      const invited = await hub.call(`/admin/carriers/${carrier}/people`, post({ name: key, roles, sites: 'all' }, json))
      const { person: { account } } = await invited.json() as { person: { account: string } }
      return hub.access.sessions.start({ account, amr: ['pwd', 'otp'], device: '', network: '' })
    })())
    const session = await people.get(key)!
    return (path, init = {}) => fetch(`${hub.url}/portal/api${path}`, { ...init, headers: { cookie: `steckwerk=${session}`, 'x-steckwerk': '1', ...(init.headers as Record<string, string>) } })
  }

  const drive = async (): Promise<void> => {
    // What waits for its time is not waited for.
    await asOwner(hub.test.ownerUrl, async (run) => {
      await run(sql`update base.service_order set next_at = now() - interval '1 second' where next_at is not null and state <> 'leaving'`)
      await run(sql`update base.service_binding set next_at = now() - interval '1 second' where next_at is not null and state <> 'ready'`)
    })
    do await market.settled()
    while (await market.job.run({ signal: AbortSignal.timeout(20_000), query }))
    await market.settled()
  }
  const held = opened.move()
  return { ...hub, market, broker, as, drive, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
