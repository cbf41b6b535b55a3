import { sql, type Ctx, type Sql } from '@steckwerk/kernel'
import type { Reader, Writer } from '@steckwerk/store'
import type { Task } from './advance.ts'
import type { Offer, OfferText, PlanOffer, Price } from './offers.ts'
import type { Standing } from './standing.ts'

export type OrderState = 'waiting' | 'refused' | 'withdrawn' | 'provisioning' | 'active' | 'updating' | 'leaving' | 'ending' | 'gone' | 'cleaning' | 'failed'

const over: readonly OrderState[] = ['refused', 'withdrawn', 'gone', 'failed']
export const isOver = (state: OrderState): boolean => over.includes(state)

/** Which plan held since when, and what it costs. */
export interface PlanTime {
  readonly from: string
  readonly plan: string
  readonly title: OfferText
  readonly price: Price | null
}

/** A change that was asked for. */
export interface Wanted {
  readonly plan: PlanOffer
  /** Left out = stay. */
  readonly parameters?: Readonly<Record<string, unknown>>
}

/** An order as it is stored; see 0302_marketplace.sql. */
export interface OrderRow extends Standing {
  readonly id: string
  readonly broker: string
  readonly service: string
  readonly plan: string
  readonly offer: Offer
  readonly plan_offer: PlanOffer
  readonly plans: readonly PlanTime[]
  readonly wanted: Wanted | null
  readonly parameters: Readonly<Record<string, unknown>>
  readonly state: OrderState
  readonly ends_at: Date | null
  readonly ended_at: Date | null
  readonly dashboard: string | null
  readonly ordered_by: string
  readonly ordered_name: string
  readonly ordered_at: Date
  readonly asked_by: string
  readonly changed_at: Date
  readonly version: number
}

const columns = sql`id::text, broker::text, service, plan, offer, plan_offer, plans, wanted, parameters, state, step, sends, tries, operation, poll_until, next_at, ends_at, ended_at,
  dashboard, ordered_by, ordered_name, ordered_at, asked_by, changed_at, version`

export const taskOfState: Partial<Record<OrderState, Task>> = { provisioning: 'create', updating: 'update', ending: 'delete', cleaning: 'clean' }
export const stateOfTask: Readonly<Record<Task, OrderState>> = { create: 'provisioning', update: 'updating', delete: 'ending', clean: 'cleaning' }

export const isUuid = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

export async function findOrder(reader: Reader, id: string, lock: Sql = sql``): Promise<OrderRow | undefined> {
  if (!isUuid(id)) return undefined
  return (await reader.query<OrderRow>(sql`select ${columns} from st.service_order where id = ${id}::uuid ${lock}`))[0]
}

export function listOrders(reader: Reader): Promise<OrderRow[]> {
  return reader.query<OrderRow>(sql`select ${columns} from st.service_order order by ordered_at desc, id limit 500`)
}

/** Members of an order that a change writes; the others stay. */
export type OrderChange = Partial<Omit<OrderRow, 'id' | 'broker' | 'service' | 'offer' | 'ordered_by' | 'ordered_name' | 'ordered_at' | 'version' | 'changed_at'>>

/** Writes a change over the version that was read; false = somebody else was first. */
export async function changeOrder(writer: Writer, ctx: Ctx, row: OrderRow, change: OrderChange): Promise<boolean> {
  const next = { ...row, ...change }
  const done = await writer.query(sql`
    update st.service_order set plan = ${next.plan}, plan_offer = ${JSON.stringify(next.plan_offer)}::jsonb, plans = ${JSON.stringify(next.plans)}::jsonb,
      wanted = ${next.wanted === null ? null : JSON.stringify(next.wanted)}::jsonb, parameters = ${JSON.stringify(next.parameters)}::jsonb, state = ${next.state}, step = ${next.step},
      sends = ${next.sends}, tries = ${next.tries}, operation = ${next.operation}, poll_until = ${next.poll_until}, next_at = ${next.next_at}, ends_at = ${next.ends_at},
      ended_at = ${next.ended_at}, dashboard = ${next.dashboard}, asked_by = ${next.asked_by}, changed_at = ${ctx.now}, version = version + 1
    where id = ${row.id}::uuid and version = ${row.version} returning id`)
  return done.length > 0
}

export interface NewEvent {
  readonly kind: string
  /** Name of who did it; the hub's own work has none. */
  readonly by?: string
  readonly status?: number | undefined
  readonly text?: string | undefined
}

export interface EventRow {
  readonly number: number
  readonly at: Date
  readonly kind: string
  readonly by_name: string | null
  readonly status: number | null
  readonly text: string | null
}

/** Adds to the timeline; the order's row is held by the caller's transaction. */
export async function addEvents(writer: Writer, ctx: Ctx, order: string, events: readonly NewEvent[]): Promise<void> {
  for (const { kind, by, status, text } of events) {
    await writer.query(sql`
      insert into st.service_order_event (tenant, order_id, number, at, kind, by_name, status, text)
      select ${ctx.tenant}::int, ${order}::uuid, coalesce(max(number), 0) + 1, ${ctx.now}::timestamptz, ${kind}::text, ${by ?? null}::text, ${status ?? null}::int, ${text ?? null}::text
      from st.service_order_event where order_id = ${order}::uuid`)
  }
}

export function listEvents(reader: Reader, order: string): Promise<EventRow[]> {
  return reader.query<EventRow>(sql`select number, at, kind, by_name, status, text from st.service_order_event where order_id = ${order}::uuid order by number`)
}
