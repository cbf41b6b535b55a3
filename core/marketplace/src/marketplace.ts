import { randomUUID } from 'node:crypto'
import type { HubSeal, Keys, Outbound } from '@steckwerk/access'
import { Fault, type Clock, type Ctx, type Log } from '@steckwerk/kernel'
import type { Job, Store } from '@steckwerk/store'
import { createBindings, type Bindings } from './bindings.ts'
import { askBroker, brokerHeaders, type BrokerFetch } from './broker-client.ts'
import { createBrokers, insidePassword, insideUser, type Brokers } from './brokers.ts'
import { costLines, type CostLine } from './costs.ts'
import { createDrive } from './drive.ts'
import { createEvidenceRows } from './evidence-rows.ts'
import { createEvidenceWatch } from './evidence-watch.ts'
import { createMarket, type Market } from './offered.ts'
import { createPluggedMarket, type PluggedMarket } from './plugged.ts'
import { findOrder, listOrders } from './order-rows.ts'
import { createOrders, orderState, orderUnknown, type Orders } from './orders.ts'
import { readPolicy, writePolicy, type MarketPolicy } from './policy.ts'
import type { Counts, EvidenceNews, Grants, Plugs } from './ports.ts'

export interface MarketplaceOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** For the brokers' credentials, and the names that stand for people at brokers. */
  readonly seal: HubSeal
  readonly keys: Pick<Keys, 'sealer' | 'open'>
  readonly outbound: Outbound
  readonly grants: Grants
  readonly counts: Counts
  readonly plugs: Plugs
  readonly news: EvidenceNews
  /** The hub's own services as a broker: a call into its handler. */
  readonly inside?: BrokerFetch
  /** Longest time a broker is polled about one operation, where the plan names none; default 7 days. */
  readonly pollSeconds?: number
}

export interface Marketplace extends AsyncDisposable {
  readonly brokers: Brokers
  readonly market: Market
  readonly plugged: PluggedMarket
  readonly orders: Orders
  readonly bindings: Bindings
  /** What everything costs in a month (YYYY-MM), service by service. */
  costs(ctx: Ctx, month: string): Promise<readonly CostLine[]>
  policy(ctx: Ctx): Promise<MarketPolicy>
  setPolicy(ctx: Ctx, policy: MarketPolicy): Promise<void>
  /** The service's own file of everything that is the carrier's.
   *  Faults: marketplace/order-unknown, marketplace/order-state, marketplace/no-exit-export, marketplace/exit-export. */
  exitExport(ctx: Ctx, by: string, order: string): Promise<Response>
  /** User and password of the broker that the hub's own services are. */
  readonly insideCredentials: { readonly user: string; readonly password: string }
  /** Drives orders and fetches catalogues; to be run by the elected hub. */
  readonly job: Job
  /** Has it told that evidence ends; to be run by the elected hub. */
  readonly evidenceJob: Job
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
  /** To be called once the inside services answer. */
  start(): Promise<void>
}

const exportLimits = { ms: 600_000, bytes: 256 * 1024 * 1024 }

export function createMarketplace(options: MarketplaceOptions): Marketplace {
  const { store, clock, log, seal, keys, grants, counts, outbound, plugs, news } = options
  const brokers = createBrokers({ store, clock, seal, outbound, log, inside: options.inside })
  const rows = createEvidenceRows({ store, clock })
  const market = createMarket({ brokers, rows })
  const plugged = createPluggedMarket({ store, market, rows, plugs })
  const orders = createOrders({ store, market })
  const end = new AbortController()
  let elected: AbortSignal = end.signal

  /** A broker sees the same name for the same person, and nobody else's name for them. */
  const nameAt = (broker: string, account: string): string => seal.mark('originating', broker, account).toString('hex').slice(0, 32)

  const drive = createDrive({
    store, grants, log, keys, now: () => clock.now(), pollSeconds: options.pollSeconds ?? 7 * 86_400,
    isInside: async (broker) => (await brokers.get(broker)).inside,
    ask: async (broker, request, by) => {
      const { address, fetch } = await brokers.reach(broker)
      const outcome = await askBroker(fetch, address, { ...request, user: nameAt(broker, by) }, AbortSignal.any([end.signal, elected]))
      // What was ordered from is another catalogue than the broker's: the next order shall see the new one.
      if (outcome.kind === 'rejected' && outcome.why === 'catalogue-changed') await brokers.refresh(broker)
      return outcome
    },
    refreshDue: () => brokers.refreshDue(),
    signalled: (signal) => {
      elected = signal
    },
  })

  return {
    brokers,
    market,
    plugged,
    orders,
    bindings: createBindings({ store, keys }),
    policy: (ctx) => store.read(ctx, readPolicy),
    setPolicy: (ctx, policy) => writePolicy(store, ctx, policy),

    costs: async (ctx, month) => {
      const [all, counted] = await Promise.all([store.read(ctx, listOrders), counts.of(ctx, month)])
      return all.flatMap((order) => costLines(order, month, counted.filter(({ service }) => service === order.offer.name)))
    },

    exitExport: async (ctx, by, id) => {
      const order = await store.read(ctx, (r) => findOrder(r, id))
      if (order === undefined) throw orderUnknown()
      if (order.state !== 'active' && order.state !== 'leaving') throw orderState()
      if (!order.offer.exitExport) throw new Fault('not-found', 'marketplace/no-exit-export', 'This service has no file of its own: what it keeps lies in the carrier\'s records.')
      const { address, fetch } = await brokers.reach(order.broker)
      const inside = (await brokers.get(order.broker)).inside
      const url = `${address.url}/v2/service_instances/${order.id}/exit_export?${new URLSearchParams({ service_id: order.service, plan_id: order.plan }).toString()}`
      const init = { headers: { ...brokerHeaders(address, nameAt(order.broker, by), randomUUID()), accept: '*/*' } }
      const answer = await (inside ? fetch(url, init) : outbound.fetch(url, init, exportLimits)).catch((thrown: unknown) => {
        throw new Fault('unavailable', 'marketplace/exit-export', 'The service does not give its file now; try again later.', { cause: thrown })
      })
      if (answer.status === 204) throw new Fault('not-found', 'marketplace/no-exit-export', 'This service has no file of its own: what it keeps lies in the carrier\'s records.')
      if (answer.status !== 200) throw new Fault('unavailable', 'marketplace/exit-export', 'The service does not give its file now; try again later.')
      return answer
    },

    insideCredentials: { user: insideUser, password: insidePassword(seal) },
    job: drive.job,
    evidenceJob: createEvidenceWatch({ store, market, plugged, plugs, news, now: () => clock.now() }),
    settled: drive.settled,
    start: () => brokers.ensureInside(),
    [Symbol.asyncDispose]: async () => {
      end.abort()
      await drive.settled()
    },
  }
}
