import { randomUUID } from 'node:crypto'
import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Store, Writer } from '@steckwerk/store'
import { begin } from './drive-order.ts'
import { requiredOf, requireEvidence } from './evidence.ts'
import type { Market, Offered } from './offered.ts'
import { addEvents, changeOrder, findOrder, listEvents, listOrders, type EventRow, type NewEvent, type OrderChange, type OrderRow, type Wanted } from './order-rows.ts'
import { listBindings, type BindingRow } from './binding-rows.ts'
import { checkParameters } from './parameters.ts'
import { readPolicy, type MarketPolicy } from './policy.ts'

/** Who acts on an order. */
export interface Orderer {
  /** The account's id. */
  readonly account: string
  /** To be shown. */
  readonly name: string
  readonly mayApprove: boolean
}

export interface NewOrder {
  readonly broker: string
  readonly service: string
  readonly plan: string
  readonly parameters: Readonly<Record<string, unknown>>
}

export interface PlanChange {
  readonly plan: string
  readonly parameters?: Readonly<Record<string, unknown>> | undefined
}

export interface OrderView {
  readonly order: OrderRow
  readonly events: readonly EventRow[]
  readonly bindings: readonly BindingRow[]
}

/** Everything people do with orders. Each call resolves once it stands in the timeline; what the broker is told follows by the job.
 *  Faults of those that name an order: marketplace/order-unknown; of those that change one: marketplace/order-state where it is elsewhere by now. */
export interface Orders {
  /** Newest first. */
  list(ctx: Ctx): Promise<readonly OrderRow[]>
  view(ctx: Ctx, id: string): Promise<OrderView>
  /** Waits for approval, unless the same person may approve and no second one is asked for.
   *  Faults: marketplace/service-unknown, marketplace/plan-unknown, marketplace/evidence-missing, marketplace/form-unsupported, marketplace/parameters,
   *  marketplace/ordered-already. */
  order(ctx: Ctx, who: Orderer, form: NewOrder): Promise<OrderView>
  /** Faults: those of order, marketplace/own-order. */
  approve(ctx: Ctx, who: Orderer, id: string): Promise<OrderView>
  refuse(ctx: Ctx, who: Orderer, id: string, reason: string): Promise<OrderView>
  withdraw(ctx: Ctx, who: Orderer, id: string): Promise<OrderView>
  /** Another plan or other parameters; waits for approval as an order does. Faults: those of order, marketplace/plan-fixed. */
  update(ctx: Ctx, who: Orderer, id: string, change: PlanChange): Promise<OrderView>
  leave(ctx: Ctx, who: Orderer, id: string): Promise<OrderView>
  undo(ctx: Ctx, who: Orderer, id: string): Promise<OrderView>
}

export const orderUnknown = (): Fault => new Fault('not-found', 'marketplace/order-unknown', 'There is no such order here.')
export const orderState = (): Fault => new Fault('conflict', 'marketplace/order-state', 'The order is in another state by now; look at it again.')

export function createOrders({ store, market }: { readonly store: Store; readonly market: Market }): Orders {
  const view = (ctx: Ctx, id: string): Promise<OrderView> => store.read(ctx, async (r) => {
    const order = await findOrder(r, id)
    if (order === undefined) throw orderUnknown()
    const [events, bindings] = await Promise.all([listEvents(r, id), listBindings(r, id)])
    return { order, events, bindings }
  })

  /** One change of one order, over its present state. */
  async function act(ctx: Ctx, id: string, change: (row: OrderRow, w: Writer) => Promise<readonly [OrderChange, NewEvent]>): Promise<OrderView> {
    await store.write(ctx, async (w) => {
      const row = await findOrder(w, id, sql`for update`)
      if (row === undefined) throw orderUnknown()
      const [next, event] = await change(row, w)
      if (!await changeOrder(w, ctx, row, next)) throw orderState()
      await addEvents(w, ctx, id, [event])
    })
    return view(ctx, id)
  }

  const requireBy = (policy: MarketPolicy, { offer, broker, evidence }: Offered, { now }: Ctx): void => requireEvidence(requiredOf(policy, offer, broker.inside), evidence, now)
  const approved = (row: OrderRow, now: Date): OrderChange => begin(row.state === 'waiting' ? 'create' : 'update', now)
  const isWaiting = (row: OrderRow): boolean => row.state === 'waiting' || (row.state === 'active' && row.wanted !== null)

  return {
    list: (ctx) => store.read(ctx, listOrders),
    view,

    order: async (ctx, who, { broker, service, plan: planId, parameters }) => {
      const offered = await market.find(broker, service, planId)
      const { offer, plan } = offered
      const policy = await store.read(ctx, readPolicy)
      requireBy(policy, offered, ctx)
      await checkParameters(plan.form, parameters)
      const id = randomUUID()
      await store.write(ctx, async (w) => {
        const made = await w.query(sql`
          insert into st.service_order (tenant, id, broker, service, plan, offer, plan_offer, parameters, state, ordered_by, ordered_name, ordered_at, asked_by, changed_at)
          values (${ctx.tenant}, ${id}::uuid, ${broker}::uuid, ${service}, ${planId}, ${JSON.stringify(offer)}::jsonb, ${JSON.stringify(plan)}::jsonb, ${JSON.stringify(parameters)}::jsonb,
            'waiting', ${who.account}, ${who.name}, ${ctx.now}, ${who.account}, ${ctx.now}) on conflict do nothing returning id`)
        if (made.length === 0) throw new Fault('conflict', 'marketplace/ordered-already', 'This service is ordered already; end or finish that order first.')
        const row = (await findOrder(w, id))!
        await addEvents(w, ctx, id, [{ kind: 'ordered', by: who.name }])
        if (!who.mayApprove || policy.secondPerson) return
        await changeOrder(w, ctx, row, approved(row, ctx.now))
        await addEvents(w, ctx, id, [{ kind: 'approved', by: who.name }])
      })
      return view(ctx, id)
    },

    approve: async (ctx, who, id) => {
      const { order } = await view(ctx, id)
      const offered = await market.find(order.broker, order.service, order.wanted?.plan.id ?? order.plan)
      return act(ctx, id, async (row, w) => {
        if (!isWaiting(row)) throw orderState()
        const policy = await readPolicy(w)
        if (policy.secondPerson && row.asked_by === who.account) throw new Fault('conflict', 'marketplace/own-order', 'Somebody else than who ordered has to approve.')
        requireBy(policy, offered, ctx)
        return [approved(row, ctx.now), { kind: 'approved', by: who.name }]
      })
    },

    refuse: (ctx, who, id, reason) => act(ctx, id, async (row) => {
      if (!isWaiting(row)) throw orderState()
      if (row.state === 'active') return [{ wanted: null }, { kind: 'update-refused', by: who.name, text: reason }]
      return [{ state: 'refused', ended_at: ctx.now }, { kind: 'refused', by: who.name, text: reason }]
    }),

    withdraw: (ctx, who, id) => act(ctx, id, async (row) => {
      if (!isWaiting(row)) throw orderState()
      return [row.state === 'active' ? { wanted: null } : { state: 'withdrawn', ended_at: ctx.now }, { kind: 'withdrawn', by: who.name }]
    }),

    update: async (ctx, who, id, change) => {
      const { order } = await view(ctx, id)
      const offered = await market.find(order.broker, order.service, change.plan)
      const { plan } = offered
      if (plan.id !== order.plan && !order.plan_offer.planUpdateable) throw new Fault('unprocessable', 'marketplace/plan-fixed', 'This plan cannot be changed into another one.')
      if (change.parameters !== undefined) await checkParameters(plan.updateForm, change.parameters)
      const wanted: Wanted = { plan, ...(change.parameters === undefined ? {} : { parameters: change.parameters }) }
      return act(ctx, id, async (row, w) => {
        if (row.state !== 'active' || row.wanted !== null) throw orderState()
        const policy = await readPolicy(w)
        requireBy(policy, offered, ctx)
        const next: OrderChange = { wanted, asked_by: who.account, ...(who.mayApprove && !policy.secondPerson ? begin('update', ctx.now) : {}) }
        return [next, { kind: 'update-asked', by: who.name }]
      })
    },

    leave: (ctx, who, id) => act(ctx, id, async (row, w) => {
      if (row.state !== 'active') throw orderState()
      const ends = new Date(ctx.now.getTime() + (await readPolicy(w)).undoDays * 86_400_000)
      return [{ state: 'leaving', wanted: null, ends_at: ends, next_at: ends, asked_by: who.account }, { kind: 'leaving', by: who.name }]
    }),

    undo: (ctx, who, id) => act(ctx, id, async (row) => {
      if (row.state !== 'leaving') throw orderState()
      return [{ state: 'active', ends_at: null, next_at: null }, { kind: 'undone', by: who.name }]
    }),
  }
}
