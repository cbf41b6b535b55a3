import { randomUUID } from 'node:crypto'
import type { Keys } from '@steckwerk/access'
import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Store, Writer } from '@steckwerk/store'
import { addBinding, changeBinding, credentialsContext, endBinding, findBinding, listBindings, type BindingRow } from './binding-rows.ts'
import { earliest } from './drive-binding.ts'
import { addEvents, findOrder, type OrderRow } from './order-rows.ts'
import { orderState, orderUnknown, type Orderer } from './orders.ts'

/** Credentials of an ordered service. Faults of all: marketplace/order-unknown; of those that name one: marketplace/binding-unknown. */
export interface Bindings {
  /** Asks for credentials. Faults: marketplace/order-state, marketplace/not-bindable, marketplace/bindings-full. */
  bind(ctx: Ctx, who: Orderer, order: string): Promise<void>
  /** Once; they are gone here afterwards, and those they replace end a day later. Faults: marketplace/credentials-shown, access/key-gone. */
  reveal(ctx: Ctx, who: Orderer, order: string, id: string): Promise<unknown>
  /** New ones that replace these. Faults: marketplace/order-state, marketplace/rotating. */
  rotate(ctx: Ctx, who: Orderer, order: string, id: string): Promise<void>
  unbind(ctx: Ctx, order: string, id: string): Promise<void>
}

const mostBindings = 20
const dayMs = 86_400_000

export function createBindings({ store, keys }: { readonly store: Store; readonly keys: Pick<Keys, 'open'> }): Bindings {
  /** With the order's row held. */
  function held<T>(ctx: Ctx, order: string, work: (w: Writer, order: OrderRow) => Promise<T>): Promise<T> {
    return store.write(ctx, async (w) => {
      const row = await findOrder(w, order, sql`for update`)
      if (row === undefined) throw orderUnknown()
      return work(w, row)
    })
  }

  async function bindingOf(w: Writer, order: OrderRow, id: string): Promise<BindingRow> {
    const row = await findBinding(w, order.id, id, sql`for update`)
    if (row === undefined) throw new Fault('not-found', 'marketplace/binding-unknown', 'There are no such credentials here.')
    return row
  }

  return {
    bind: (ctx, who, order) => held(ctx, order, async (w, row) => {
      if (row.state !== 'active') throw orderState()
      if (!row.plan_offer.bindable) throw new Fault('unprocessable', 'marketplace/not-bindable', 'This service gives no credentials.')
      const there = (await listBindings(w, order)).filter(({ state }) => state !== 'gone' && state !== 'failed')
      if (there.length >= mostBindings) throw new Fault('conflict', 'marketplace/bindings-full', 'There are many credentials already; end some first.')
      await addBinding(w, ctx.tenant, { id: randomUUID(), order, by: who.account, now: ctx.now })
      await addEvents(w, ctx, order, [{ kind: 'binding-asked', by: who.name }])
    }),

    reveal: (ctx, who, order, id) => held(ctx, order, async (w, row) => {
      const binding = await bindingOf(w, row, id)
      if (binding.state !== 'ready' || binding.credentials === null) throw new Fault('gone', 'marketplace/credentials-shown', 'These credentials have been shown, and are kept no longer. Rotate them for new ones.')
      const plain = await keys.open(ctx, binding.credentials, credentialsContext(id))
      await changeBinding(w, binding, { credentials: null })
      await addEvents(w, ctx, order, [{ kind: 'binding-shown', by: who.name }])
      const former = binding.predecessor === null ? undefined : await findBinding(w, order, binding.predecessor, sql`for update`)
      if (former?.state === 'ready') {
        const ends = earliest(former.expires_at, new Date(ctx.now.getTime() + dayMs))
        await changeBinding(w, former, { expires_at: ends, renew_at: null, next_at: ends })
      }
      return JSON.parse(plain.toString()) as unknown
    }),

    rotate: (ctx, who, order, id) => held(ctx, order, async (w, row) => {
      const binding = await bindingOf(w, row, id)
      if (row.state !== 'active' || binding.state !== 'ready') throw orderState()
      if (!await addBinding(w, ctx.tenant, { id: randomUUID(), order, by: who.account, now: ctx.now, predecessor: id })) {
        throw new Fault('conflict', 'marketplace/rotating', 'New credentials for these have been asked for already.')
      }
      await changeBinding(w, binding, { renew_at: null, next_at: binding.expires_at })
      await addEvents(w, ctx, order, [{ kind: 'binding-asked', by: who.name }])
    }),

    unbind: (ctx, order, id) => held(ctx, order, async (w, row) => {
      const binding = await bindingOf(w, row, id)
      if (binding.state !== 'ready' && binding.state !== 'asked') throw orderState()
      await changeBinding(w, binding, endBinding(ctx.now))
    }),
  }
}
