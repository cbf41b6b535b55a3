import type { Offer, OfferText, PlanOffer, Price } from './offers.ts'
import type { OrderRow, PlanTime } from './order-rows.ts'

/** Euro, rounded to cents. */
const cents = (euro: number): number => Math.round(euro * 100) / 100

/** Set-up and sixty months of the base: what is counted is not known before. */
export function fiveYears(price: Price | null): number | null {
  return price === null ? null : cents(price.setup + 60 * price.monthly)
}

export interface CostLine {
  readonly order: string
  readonly serviceTitle: OfferText
  readonly planTitle: OfferText
  readonly month: string
  readonly metric: string | null
  readonly metricTitle: OfferText | null
  readonly amount: number
  readonly euro: number
}

/** What an order costs in a month (YYYY-MM, UTC): a begun month counts in full, by the plan that held last in it; set-up in the first month. */
export function costLines(order: Pick<OrderRow, 'id' | 'offer' | 'plans' | 'ended_at'>, month: string, counts: readonly { readonly metric: string; readonly amount: number }[]): readonly CostLine[] {
  const plan = planIn(order, month)
  if (plan === undefined) return []
  const line = { order: order.id, serviceTitle: order.offer.title, planTitle: plan.title, month }
  const setup = order.plans[0]!.from.slice(0, 7) === month ? order.plans[0]!.price?.setup ?? 0 : 0
  return [
    { ...line, metric: null, metricTitle: null, amount: 1, euro: cents((plan.price?.monthly ?? 0) + setup) },
    ...counts.map(({ metric, amount }) => ({ ...line, metric, metricTitle: titleOf(order.offer, metric), amount, euro: metered(plan.price, metric, amount) })),
  ]
}

function planIn({ plans, ended_at: ended }: Pick<OrderRow, 'plans' | 'ended_at'>, month: string): PlanTime | undefined {
  if (ended !== null && ended.toISOString().slice(0, 7) < month) return undefined
  return plans.findLast(({ from }) => from.slice(0, 7) <= month)
}

function metered(price: PlanOffer['price'], metric: string, amount: number): number {
  const per = price?.per.find((one) => one.metric === metric)
  return per === undefined ? 0 : cents(Math.max(0, amount - per.included) * per.euro)
}

const titleOf = (offer: Offer, metric: string): OfferText => offer.metrics.find(({ name }) => name === metric)?.title ?? { de: metric }
