/** Ordering services on the wire, below /portal/api and /admin. Types only; instants are ISO 8601, days YYYY-MM-DD, money is euro without tax.
 *
 *  Seen with `service.order` at the carrier:
 *  GET    /carriers/:carrier/market/catalogue                                      → MarketPage
 *  GET    /carriers/:carrier/market/orders                                         → OrderPage, newest first
 *  GET    /carriers/:carrier/market/orders/:order                                  → OrderDetail, with its timeline
 *  POST   /carriers/:carrier/market/orders NewOrder                                → 201 OrderDetail (422 marketplace/evidence-missing, /parameters …)
 *  POST   /carriers/:carrier/market/orders/:order/withdraw {}                      → OrderDetail: while it waits for approval
 *  POST   /carriers/:carrier/market/orders/:order/update PlanChange                → OrderDetail: another plan or other parameters; approved as an order is
 *  GET    /carriers/:carrier/market/usage?month=YYYY-MM                            → UsagePage
 *  GET    /carriers/:carrier/market/usage.csv?from=YYYY-MM&to=YYYY-MM              → CSV of usage and cost
 *  GET    /carriers/:carrier/market/policy                                         → MarketPolicy
 *  Also `service.approve`:
 *  PUT    /carriers/:carrier/market/policy MarketPolicy                            → MarketPolicy
 *  POST   /carriers/:carrier/market/orders/:order/approve {}                       → OrderDetail (409 marketplace/own-order where a second person is asked for)
 *  POST   /carriers/:carrier/market/orders/:order/refuse { reason }                → OrderDetail
 *  POST   /carriers/:carrier/market/orders/:order/leave {}                         → OrderDetail: ends once the undo window is over
 *  POST   /carriers/:carrier/market/orders/:order/undo {}                          → OrderDetail: stays after all
 *  GET    /carriers/:carrier/market/orders/:order/exit-export                      → the service's own file of everything that is the carrier's
 *  POST   /carriers/:carrier/market/orders/:order/bindings {}                      → 201 OrderDetail: credentials are asked for
 *  POST   /carriers/:carrier/market/orders/:order/bindings/:binding/reveal {}      → BindingCredentials, once
 *  POST   /carriers/:carrier/market/orders/:order/bindings/:binding/rotate {}      → OrderDetail
 *  DELETE /carriers/:carrier/market/orders/:order/bindings/:binding                → OrderDetail
 *  With `broker.manage` on the platform:
 *  GET    /platform/brokers                                                        → BrokerPage
 *  POST   /platform/brokers NewBroker                                              → 201 BrokerInfo
 *  PUT    /platform/brokers/:broker NewBroker (no password: stays)                 → BrokerInfo
 *  POST   /platform/brokers/:broker/refresh {}                                     → BrokerInfo: the catalogue is fetched now
 *  DELETE /platform/brokers/:broker                                                → 204 (409 marketplace/broker-in-use)
 *  POST   /platform/brokers/:broker/services/:service/evidence NewEvidence         → 201 EvidenceInfo
 *  DELETE /platform/brokers/:broker/evidence/:evidence                             → 204
 */

/** German is always there. */
export interface MarketText { readonly de: string; readonly en?: string | undefined }

export type EvidenceKind = 'c5' | 'avv' | 'medical-device' | 'data-location' | 'exit-format' | 'penetration-test' | 'accessibility' | 'other'

export interface NewEvidence {
  readonly kind: EvidenceKind
  readonly title: MarketText
  readonly url?: string | undefined
  /** `type 2`, `class I`, `DE`, `FHIR R4 NDJSON` … */
  readonly value?: string | undefined
  readonly issued?: string | undefined
  /** From this day on it counts no longer. */
  readonly expires?: string | undefined
}

export interface EvidenceInfo extends NewEvidence {
  /** null = told by the service itself; otherwise added by the operator. */
  readonly id: string | null
  readonly state: 'valid' | 'expiring' | 'expired'
}

export interface PlanPrice {
  readonly setup: number
  readonly monthly: number
  readonly per: readonly { readonly metric: string; readonly euro: number; readonly included: number }[]
}

export interface MarketPlan {
  readonly id: string
  readonly name: string
  readonly title: MarketText
  readonly description: MarketText
  readonly free: boolean
  /** null = the broker names no price. */
  readonly price: PlanPrice | null
  /** Set-up and sixty months of the base; what is counted comes on top. */
  readonly fiveYears: number | null
  /** JSON Schema draft 4 of an order's parameters; null = nothing is asked. */
  readonly form: Readonly<Record<string, unknown>> | null
  /** The same for a later change; null = parameters stay. */
  readonly updateForm: Readonly<Record<string, unknown>> | null
  /** Its form is one that the hub can show. */
  readonly orderable: boolean
}

export interface MarketService {
  readonly broker: string
  readonly brokerName: string
  readonly id: string
  readonly name: string
  readonly title: MarketText
  readonly summary: MarketText
  readonly vendor: string
  readonly capability: string
  readonly version: string | null
  /** SMART system scopes it asks for. */
  readonly scopes: readonly string[]
  readonly bindable: boolean
  readonly planUpdateable: boolean
  readonly metrics: readonly { readonly name: string; readonly title: MarketText }[]
  readonly plans: readonly MarketPlan[]
  readonly evidence: readonly EvidenceInfo[]
  /** What this carrier's policy asks for and does not find valid; empty = may be ordered. */
  readonly missing: readonly { readonly kind: EvidenceKind; readonly why: 'absent' | 'expired' }[]
  /** The carrier's order of it that has not ended. */
  readonly order: string | null
}

export interface MarketPage {
  readonly services: readonly MarketService[]
  readonly policy: MarketPolicy
}

export interface MarketPolicy {
  readonly required: readonly EvidenceKind[]
  /** Who orders may not approve. */
  readonly secondPerson: boolean
  /** Days between leaving and the end, 0 to 90. */
  readonly undoDays: number
}

export interface NewOrder {
  readonly broker: string
  readonly service: string
  readonly plan: string
  readonly parameters: Readonly<Record<string, unknown>>
}

export interface PlanChange {
  readonly plan: string
  /** Left out = stay. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined
}

/** waiting: for approval · provisioning · active · updating · leaving: within the undo window · ending: the broker is told · gone · failed: nothing is left at
 *  the broker · cleaning: something failed, what may be left at the broker is being removed · refused, withdrawn. */
export type OrderState = 'waiting' | 'refused' | 'withdrawn' | 'provisioning' | 'active' | 'updating' | 'leaving' | 'ending' | 'gone' | 'cleaning' | 'failed'

export interface OrderInfo {
  readonly id: string
  readonly broker: string
  readonly service: string
  readonly plan: string
  readonly serviceTitle: MarketText
  readonly planTitle: MarketText
  readonly capability: string
  readonly state: OrderState
  readonly orderedBy: string
  readonly orderedAt: string
  readonly changedAt: string
  /** Set while leaving. */
  readonly endsAt: string | null
  /** The broker's page for it. */
  readonly dashboard: string | null
  /** The broker is asked again at this instant. */
  readonly nextAt: string | null
  /** It, or a change of it, waits for approval. */
  readonly toApprove: boolean
}

export interface OrderPage { readonly orders: readonly OrderInfo[] }

/** What happened: a code that the portal has words for, with facts to fill in. */
export type OrderEventKind =
  | 'ordered' | 'approved' | 'refused' | 'withdrawn' | 'sent' | 'accepted' | 'progress' | 'provisioned' | 'granted' | 'grant-retry' | 'revoked' | 'rejected' | 'conflict' | 'async-required'
  | 'busy' | 'catalogue-changed' | 'no-answer' | 'broker-error' | 'malformed' | 'poll-limit' | 'operation-failed' | 'cleaning' | 'cleaned' | 'cleaning-retry' | 'failed'
  | 'update-asked' | 'update-refused' | 'updated' | 'update-failed' | 'leaving' | 'undone' | 'ending' | 'ending-retry' | 'gone'
  | 'binding-asked' | 'bound' | 'binding-failed' | 'binding-shown' | 'binding-rotated' | 'unbound' | 'exported'

export interface OrderEvent {
  readonly number: number
  readonly at: string
  readonly kind: OrderEventKind
  /** Name of who did it; null = the hub. */
  readonly by: string | null
  /** HTTP status of the broker's answer. */
  readonly status: number | null
  /** The broker's own words, or the person's reason. */
  readonly text: string | null
}

export interface BindingInfo {
  readonly id: string
  readonly state: 'asked' | 'ready' | 'failed' | 'cleaning' | 'ending' | 'gone'
  readonly createdAt: string
  readonly expiresAt: string | null
  /** Credentials wait to be seen. */
  readonly toShow: boolean
  /** Replaces this one. */
  readonly predecessor: string | null
}

export interface OrderDetail extends OrderInfo {
  readonly parameters: Readonly<Record<string, unknown>>
  /** The plan that a change waiting for approval, or under way, asks for. */
  readonly wanted: MarketText | null
  /** In their order. */
  readonly events: readonly OrderEvent[]
  readonly bindings: readonly BindingInfo[]
  /** The service gives a file of everything that is the carrier's. */
  readonly exitExport: boolean
  readonly bindable: boolean
  readonly planUpdateable: boolean
  /** Form of other parameters; null = they stay. */
  readonly updateForm: Readonly<Record<string, unknown>> | null
  /** What the caller may do now. */
  readonly may: readonly ('approve' | 'refuse' | 'withdraw' | 'update' | 'leave' | 'undo' | 'bind' | 'export')[]
}

export interface BindingCredentials { readonly credentials: unknown }

export interface UsageLine {
  readonly order: string
  readonly serviceTitle: MarketText
  readonly planTitle: MarketText
  readonly month: string
  readonly metric: string | null
  readonly metricTitle: MarketText | null
  readonly amount: number
  readonly euro: number
}

export interface UsagePage {
  readonly month: string
  readonly lines: readonly UsageLine[]
  readonly total: number
}

export interface NewBroker {
  readonly name: string
  readonly url: string
  readonly user: string
  readonly password?: string | undefined
}

export interface CatalogueChange {
  readonly at: string
  readonly kind: 'service-added' | 'service-removed' | 'service-changed' | 'plan-added' | 'plan-removed' | 'plan-changed'
  readonly service: string
  readonly plan: string | null
  /** Members that are others now, such as `price` or `schemas`. */
  readonly members: readonly string[]
}

export interface BrokerInfo {
  readonly id: string
  readonly name: string
  readonly url: string
  /** The hub's own services. */
  readonly inside: boolean
  readonly fetchedAt: string | null
  /** Why the catalogue could not be fetched the last time. */
  readonly trouble: string | null
  readonly services: readonly { readonly id: string; readonly title: MarketText; readonly evidence: readonly EvidenceInfo[] }[]
  readonly changes: readonly CatalogueChange[]
}

export interface BrokerPage { readonly brokers: readonly BrokerInfo[] }
