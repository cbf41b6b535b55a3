import type { Marketplace } from '@steckwerk/marketplace'
import { brokerProcess, driveNow, nearMarket, type BrokerProcess } from '@steckwerk/marketplace/testing'
import { post, setting, type Setting } from './setting.ts'

export const json = { 'content-type': 'application/json' }

export interface MarketSetting extends Setting {
  readonly broker: BrokerProcess
  /** A request with the session of somebody with this role at a carrier; theirs is one account, however often it is asked for. */
  as(carrier: 'alpha' | 'beta', role: string): Promise<(path: string, init?: RequestInit) => Promise<Response>>
  /** Lets everything that is due be done. */
  drive(): Promise<void>
}

/** A hub with a market, and a broker of somebody else as a process of its own. */
export async function marketSetting(): Promise<MarketSetting> {
  await using opened = new AsyncDisposableStack()
  const broker = opened.use(await brokerProcess())
  let made: Marketplace | undefined
  const hub = opened.use(await setting({}, async (parts) => ({ marketplace: made = nearMarket(parts) })))
  const market = opened.use(made!)
  const people = new Map<string, Promise<string>>()

  async function session(carrier: string, role: string): Promise<string> {
    const invited = await hub.call(`/admin/carriers/${carrier}/people`, post({ name: `${carrier} ${role}`, roles: [role], sites: 'all' }, json))
    const { person: { account } } = await invited.json() as { person: { account: string } }
    return hub.access.sessions.start({ account, amr: ['pwd', 'otp'], device: '', network: '' })
  }

  const as: MarketSetting['as'] = async (carrier, role) => {
    const key = `${carrier} ${role}`
    people.set(key, people.get(key) ?? session(carrier, role))
    const cookie = `steckwerk=${await people.get(key)!}`
    return (path, init = {}) => fetch(`${hub.url}/portal/api${path}`, { ...init, headers: { cookie, 'x-steckwerk': '1', ...(init.headers as Record<string, string>) } })
  }

  const held = opened.move()
  return { ...hub, broker, as, drive: () => driveNow(market, hub.test.ownerUrl), [Symbol.asyncDispose]: () => held.disposeAsync() }
}
