import type { CatalogueChange as StoredChange, CatalogueTrouble, CostLine, Evidence, EvidenceConcern, EvidenceKind, EvidenceState, MarketPolicy, OfferText, NewOrder, OrderState, PlanChange, Price } from '@steckwerk/marketplace'

/** Ordering services on the wire, below /portal/api and /admin. Types only; instants are ISO 8601, days YYYY-MM-DD, money is euro without tax. What is the same
 *  on the wire as inside is named, not repeated; what a carrier sees of an order, of a service and of credentials stands here on purpose, with less in it.
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
 *  GET    /carriers/:carrier/market/brokers/:broker/evidence/:evidence/document    → the PDF of a piece of evidence
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
 *  POST   /platform/brokers/:broker/services/:service/evidence NewEvidence         → 201 EvidenceInfo (up to 8 MB)
 *  GET    /platform/brokers/:broker/evidence/:evidence/document                    → its PDF
 *  DELETE /platform/brokers/:broker/evidence/:evidence                             → 204
 *  GET    /platform/plugs                                                          → PlugEvidencePage: services registered by their address
 *  POST   /platform/plugs/:plug/evidence NewEvidence                               → 201 EvidenceInfo (up to 8 MB)
 *  GET    /platform/plugs/:plug/evidence/:evidence/document                        → its PDF
 *  DELETE /platform/plugs/:plug/evidence/:evidence                                 → 204
 */

export type { CatalogueTrouble, EvidenceConcern, EvidenceKind, MarketPolicy, NewOrder, OrderState, PlanChange }

/** German is always there. */
export type MarketText = OfferText

export interface NewEvidence extends Evidence {
  /** A PDF in base64, at most 5 MB of it. */
  readonly document?: string | undefined
}

export interface EvidenceInfo extends Evidence {
  /** null = told by the service itself, or kept at the same service of a broker. */
  readonly id: string | null
  /** When the operator entered it; null = told by the service itself. */
  readonly addedAt: string | null
  /** Its document can be had. */
  readonly document: boolean
  readonly state: EvidenceState
}

export interface MarketPlan {
  readonly id: string
  readonly name: string
  readonly title: MarketText
  readonly description: MarketText
  readonly free: boolean
  /** null = the broker names no price. */
  readonly price: Price | null
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
  /** One of the hub's own services. */
  readonly inside: boolean
  /** Has to do with patients' data, so that the policy's second list holds too (but for services of the hub). */
  readonly patientData: boolean
  readonly bindable: boolean
  readonly planUpdateable: boolean
  /** At the end it gives a file of everything that is the carrier's. */
  readonly exitExport: boolean
  readonly metrics: readonly { readonly name: string; readonly title: MarketText }[]
  readonly plans: readonly MarketPlan[]
  readonly evidence: readonly EvidenceInfo[]
  /** What this carrier's policy asks of it. */
  readonly required: readonly EvidenceKind[]
  /** Of that, what is not found valid; empty = may be ordered. */
  readonly missing: readonly EvidenceConcern[]
  /** The carrier's order of it that has not ended. */
  readonly order: string | null
}

export interface MarketPage {
  readonly services: readonly MarketService[]
  readonly policy: MarketPolicy
}

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
  /** Evidence that the carrier's policy asks for and that the service lacks by now, or soon; of what is in use. */
  readonly concerns: readonly EvidenceConcern[]
}

export interface OrderPage { readonly orders: readonly OrderInfo[] }

/** What happened: a code that the portal has words for, with facts to fill in. */
export type OrderEventKind =
  | 'ordered' | 'approved' | 'refused' | 'withdrawn' | 'sent' | 'accepted' | 'progress' | 'provisioned' | 'granted' | 'grant-retry' | 'revoked' | 'rejected' | 'conflict' | 'async-required'
  | 'busy' | 'catalogue-changed' | 'no-answer' | 'broker-error' | 'malformed' | 'poll-limit' | 'operation-failed' | 'cleaning' | 'cleaned' | 'cleaning-retry' | 'failed'
  | 'update-asked' | 'update-refused' | 'updated' | 'update-failed' | 'leaving' | 'undone' | 'ending' | 'ending-retry' | 'gone'
  | 'binding-asked' | 'bound' | 'binding-failed' | 'binding-shown' | 'binding-rotated' | 'unbound'

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

export type UsageLine = CostLine

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

export interface CatalogueChange extends StoredChange { readonly at: string }

export interface BrokerInfo {
  readonly id: string
  readonly name: string
  readonly url: string
  /** The hub's own services. */
  readonly inside: boolean
  readonly fetchedAt: string | null
  /** Why the catalogue could not be fetched the last time. */
  readonly trouble: CatalogueTrouble | null
  /** What it proves itself to the broker with; the password is never told again. */
  readonly user: string
  readonly services: readonly { readonly id: string; readonly title: MarketText; readonly vendor: string; readonly patientData: boolean; readonly evidence: readonly EvidenceInfo[] }[]
  readonly changes: readonly CatalogueChange[]
}

export interface BrokerPage { readonly brokers: readonly BrokerInfo[] }

/** A service that is registered by its address: carriers may use it without an order, if it has what they ask for. */
export interface PlugEvidence {
  readonly id: string
  readonly title: MarketText
  readonly vendor: string
  readonly url: string
  readonly patientData: boolean
  readonly evidence: readonly EvidenceInfo[]
}

export interface PlugEvidencePage { readonly plugs: readonly PlugEvidence[] }
