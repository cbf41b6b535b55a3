import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { openAccess, type Access } from '@steckwerk/access'
import { asTenant, sql, type Ctx, type Sql } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { createMarketplace, type Marketplace, type MarketplaceOptions, type Ordered, type Orderer, type OrderView } from '@steckwerk/marketplace'
import { asOwner } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { serviceId, smallPlan, specBroker, type SpecBroker } from './spec-broker.ts'

export const admin: Orderer = { account: 'admin', name: 'Ada Admin', mayApprove: true }
export const clerk: Orderer = { account: 'it', name: 'Ivo IT', mayApprove: false }
export const day = 86_400_000

/** Grants in force, as a plugboard would have them. */
export interface Granted {
  readonly now: Map<string, Ordered>
  failures: number
}

export interface Setting extends AsyncDisposable {
  readonly test: TestStore
  readonly access: Access
  readonly broker: SpecBroker
  readonly granted: Granted
  readonly clock: { now(): number; pass(ms: number): void }
  ctx(): Promise<Ctx>
  /** A marketplace of its own on the same database, as another hub or the same after a crash. */
  open(overrides?: Partial<MarketplaceOptions>): Marketplace
  /** The job runs until nothing is due at this instant. */
  run(market: Marketplace, signal?: AbortSignal): Promise<void>
  /** Runs and lets time pass until the order is in one of the states. */
  until(market: Marketplace, id: string, ...states: string[]): Promise<OrderView>
  /** With the broker registered and the small plan ordered and approved. */
  ordered(market: Marketplace, plan?: string): Promise<string>
}

export const fault = (code: string) => (thrown: unknown): boolean => (thrown as { code?: unknown }).code === code
export const requestsOf = (s: Setting, method: string): number =>
  s.broker.seen.filter((one) => one.method === method && one.path.startsWith('/v2/service_instances') && !one.path.includes('last_operation')).length
export const kinds = (view: OrderView): string[] => view.events.map(({ kind }) => kind)

const start = Date.parse('2026-11-22T08:00:00Z')
let now = start
const clock = { now: () => now, pass: (ms: number) => { now += ms } }

/** The database and its keys, opened once for a file: opening them takes longer than most tests. */
let ground: Promise<{ test: TestStore; access: Access }> | undefined
const wide = new AsyncDisposableStack()
after(() => wide.disposeAsync())

async function openGround(): Promise<{ test: TestStore; access: Access }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'steckwerk-market-'))
  wide.defer(() => rm(dataDir, { recursive: true, force: true }))
  const test = wide.use(await testStore())
  return { test, access: await openAccess({ store: test.store, clock, dataDir, demo: false, outbound: { loopback: true }, socket: () => '' }) }
}

/** An empty market with a broker of its own, on the file's database; one at a time. */
export async function setting(): Promise<Setting> {
  const { test, access } = await (ground ??= openGround())
  await asOwner(test.ownerUrl, (run) => run(sql`truncate base.broker, base.broker_change, base.service_evidence, base.broker_instance, base.market_policy,
    base.service_order, base.service_order_event, base.service_binding`))
  now = start
  await using opened = new AsyncDisposableStack()
  const broker = opened.use(await specBroker())
  const granted: Granted = { now: new Map(), failures: 0 }
  const query = <Row extends object>(statement: Sql) => asOwner(test.ownerUrl, async (run) => {
    const rows = await run<Row>(statement)
    return { rows, count: rows.length }
  })

  const ctx = async (): Promise<Ctx> => {
    const carrier = (await test.store.carrier('alpha'))!
    return { tenant: asTenant(carrier.tenant), carrier: 'alpha', actor: 'Account/admin', purpose: 'HOPERAT', trace: 'test', now: new Date(now) }
  }

  const open: Setting['open'] = (overrides = {}) => held.use(createMarketplace({
    store: test.store, clock, log: silentLog, seal: access.sealFor('marketplace'), keys: access.keys,
    // A second and a half instead of a minute.
    outbound: { ...access.outbound, fetch: (url, init, limits) => access.outbound.fetch(url, init, { ...limits, ms: 1_500 }) },
    grants: {
      grant: async (_ctx, ordered) => {
        if (granted.failures-- > 0) throw new Error('not now')
        granted.now.set(ordered.instance, ordered)
      },
      revoke: async (_ctx, ordered) => { granted.now.delete(ordered.instance) },
    },
    counts: { of: async () => [{ service: 'vendor-scheduling', metric: 'booking', amount: 12 }] },
    plugs: { list: async () => [], unordered: async () => [] },
    news: async () => undefined,
    ...overrides,
  }))

  const run: Setting['run'] = async (market, signal = new AbortController().signal) => {
    do await market.settled()
    while (await market.job.run({ signal, query }))
    await market.settled()
  }

  const until: Setting['until'] = async (market, id, ...states) => {
    for (let turn = 0; turn < 200; turn++) {
      await run(market)
      const view = await market.orders.view(await ctx(), id)
      if (states.includes(view.order.state)) return view
      clock.pass(Math.max(1_000, (view.order.next_at?.getTime() ?? now) - now))
    }
    throw new Error(`never ${states.join(' or ')}: ${JSON.stringify((await market.orders.view(await ctx(), id)).events)}`)
  }

  const ordered: Setting['ordered'] = async (market, plan = smallPlan) => {
    const known = (await market.brokers.list())[0] ?? await market.brokers.add({ name: 'Vendor', url: broker.url, user: 'hub', password: 's3cret' }, 'Device/test')
    const { order } = await market.orders.order(await ctx(), admin, { broker: known.id, service: serviceId, plan, parameters: plan === smallPlan ? { beds: 3 } : {} })
    return order.id
  }

  const held = opened.move()
  return { test, access, broker, granted, clock, ctx, open, run, until, ordered, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
