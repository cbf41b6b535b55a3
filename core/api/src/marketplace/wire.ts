import {
  evidenceConcerns, evidenceState, fiveYears, isOver, isSupportedForm, missingEvidence, processesPatientData, requiredOf, type BindingRow, type Broker, type CatalogueChange, type CostLine,
  type KnownEvidence, type MarketPolicy, type Offered, type Orderer, type OrderRow, type OrderView, type PluggedService,
} from '@steckwerk/marketplace'
import type * as wire from '../contract/marketplace.ts'

export const evidenceOnWire = (evidence: KnownEvidence, now: Date): wire.EvidenceInfo =>
  ({ ...evidence, addedAt: evidence.addedAt?.toISOString() ?? null, state: evidenceState(evidence, now) })

export function serviceOnWire({ broker, offer, plans, evidence }: Offered, policy: MarketPolicy, orders: readonly OrderRow[], now: Date): wire.MarketService {
  const current = orders.find((order) => order.broker === broker.id && order.service === offer.id && !isOver(order.state))
  const required = requiredOf(policy, offer, broker.inside)
  return {
    broker: broker.id, brokerName: broker.name, id: offer.id, name: offer.name, title: offer.title, summary: offer.summary, vendor: offer.vendor, capability: offer.capability,
    version: offer.version, scopes: offer.scopes, metrics: offer.metrics, inside: broker.inside, patientData: processesPatientData(offer), exitExport: offer.exitExport,
    bindable: plans.some((plan) => plan.bindable),
    planUpdateable: plans.some((plan) => plan.planUpdateable),
    plans: plans.map(({ id, name, title, description, free, price, form, updateForm }) => ({
      id, name, title, description, free, price, fiveYears: fiveYears(price), form, updateForm, orderable: form === null || isSupportedForm(form),
    })),
    evidence: evidence.map((one) => evidenceOnWire(one, now)),
    required,
    missing: missingEvidence(required, evidence, now),
    order: current?.id ?? null,
  }
}

/** What an order is seen with: the market as it is now, and what the carrier asks of it. */
export interface Sight {
  readonly offered: readonly Offered[]
  readonly policy: MarketPolicy
  readonly now: Date
}

export function orderOnWire(order: OrderRow, { offered, policy, now }: Sight): wire.OrderInfo {
  const service = offered.find(({ broker, offer }) => broker.id === order.broker && offer.id === order.service)
  return {
    id: order.id, broker: order.broker, service: order.service, plan: order.plan, serviceTitle: order.offer.title, planTitle: order.plan_offer.title, capability: order.offer.capability,
    state: order.state, orderedBy: order.ordered_name, orderedAt: order.ordered_at.toISOString(), changedAt: order.changed_at.toISOString(), endsAt: order.ends_at?.toISOString() ?? null,
    dashboard: order.dashboard, nextAt: order.state === 'leaving' ? null : order.next_at?.toISOString() ?? null, toApprove: order.state === 'waiting' || isChangeWaiting(order),
    concerns: service === undefined || isOver(order.state) ? [] : evidenceConcerns(requiredOf(policy, service.offer, service.broker.inside), service.evidence, now),
  }
}

const isChangeWaiting = ({ state, wanted }: OrderRow): boolean => state === 'active' && wanted !== null

export function detailOnWire({ order, events, bindings }: OrderView, who: Orderer, sight: Sight): wire.OrderDetail {
  return {
    ...orderOnWire(order, sight),
    parameters: order.parameters,
    wanted: order.wanted?.plan.title ?? null,
    events: events.map(({ number, at, kind, by_name: by, status, text }) => ({ number, at: at.toISOString(), kind: kind as wire.OrderEventKind, by, status, text })),
    bindings: bindings.map(bindingOnWire),
    exitExport: order.offer.exitExport, bindable: order.plan_offer.bindable, planUpdateable: order.plan_offer.planUpdateable,
    updateForm: order.plan_offer.updateForm,
    may: mayOf(order, who, sight.policy),
  }
}

const bindingOnWire = (one: BindingRow): wire.BindingInfo => ({
  id: one.id, state: one.state, createdAt: one.created_at.toISOString(), expiresAt: one.expires_at?.toISOString() ?? null, toShow: one.credentials !== null, predecessor: one.predecessor,
})

function mayOf(order: OrderRow, who: Orderer, policy: MarketPolicy): wire.OrderDetail['may'] {
  const { state, wanted } = order
  const waits = state === 'waiting' || isChangeWaiting(order)
  const approves = who.mayApprove && !(policy.secondPerson && order.asked_by === who.account)
  const steady = state === 'active' && wanted === null
  return [
    ...(waits && approves ? ['approve' as const] : []),
    ...(waits && who.mayApprove ? ['refuse' as const] : []),
    ...(waits ? ['withdraw' as const] : []),
    ...(steady ? ['update' as const] : []),
    ...(state === 'active' && who.mayApprove ? ['leave' as const] : []),
    ...(state === 'leaving' && who.mayApprove ? ['undo' as const] : []),
    ...(state === 'active' && order.plan_offer.bindable && who.mayApprove ? ['bind' as const] : []),
    ...((state === 'active' || state === 'leaving') && order.offer.exitExport && who.mayApprove ? ['export' as const] : []),
  ]
}

export const plugOnWire = ({ id, title, vendor, url, evidence, ...plug }: PluggedService & { readonly url: string }, now: Date): wire.PlugEvidence =>
  ({ id, title, vendor, url, patientData: processesPatientData(plug), evidence: evidence.map((one) => evidenceOnWire(one, now)) })

export function brokerOnWire(broker: Broker, offered: readonly Offered[], changes: readonly (CatalogueChange & { readonly at: Date })[], now: Date): wire.BrokerInfo {
  return {
    id: broker.id, name: broker.name, url: broker.inside ? '' : broker.url, inside: broker.inside, fetchedAt: broker.fetchedAt?.toISOString() ?? null, trouble: broker.trouble,
    user: broker.user,
    services: offered.filter((one) => one.broker.id === broker.id).map(({ offer, evidence }) => ({
      id: offer.id, title: offer.title, vendor: offer.vendor, patientData: processesPatientData(offer), evidence: evidence.map((one) => evidenceOnWire(one, now)),
    })),
    changes: changes.map(({ at, kind, service, plan, members }) => ({ at: at.toISOString(), kind, service, plan, members })),
  }
}

export const totalOf = (lines: readonly CostLine[]): number => Math.round(lines.reduce((sum, { euro }) => sum + euro, 0) * 100) / 100
