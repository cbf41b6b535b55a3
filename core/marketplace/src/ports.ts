import type { Ctx } from '@steckwerk/kernel'
import type { Evidence, OfferText } from './offers.ts'

/** A service a carrier has ordered, as whoever runs and connects services has to know it. */
export interface Ordered {
  /** OSB's ids. */
  readonly instance: string
  /** The service's name in its broker's catalogue; the manifest's id of a service of this platform. */
  readonly name: string
  readonly service: string
  readonly plan: string
  readonly capability: string
  /** Registered inside: one of the hub's own services. */
  readonly inside: boolean
  /** SMART system scopes and purposes that were part of the order. */
  readonly scopes: readonly string[]
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What an order that has succeeded opens at the carrier, and its end closes. Each call may come again. */
export interface Grants {
  grant(ctx: Ctx, ordered: Ordered): Promise<void>
  revoke(ctx: Ctx, ordered: Ordered): Promise<void>
}

/** What services have counted. */
export interface Counts {
  /** month: YYYY-MM; `service` is its name in the catalogue. */
  of(ctx: Ctx, month: string): Promise<readonly { readonly service: string; readonly metric: string; readonly amount: number }[]>
}

/** A service that plugs in: in the hub, or at an address of its own. */
export interface Plugged {
  /** Its manifest's id; a broker's catalogue offers it by this name. */
  readonly id: string
  /** OSB's id of the service. */
  readonly service: string
  readonly title: OfferText
  readonly vendor: string
  readonly scopes: readonly string[]
  /** As its manifest tells. */
  readonly evidence: readonly Evidence[]
  /** undefined = in the hub. */
  readonly url: string | undefined
}

/** What can be connected to carriers, ordered or not. */
export interface Plugs {
  list(): Promise<readonly Plugged[]>
  /** Ids of those that a carrier uses without having ordered them. */
  unordered(carrier: string): Promise<readonly string[]>
}

/** Tells those who approve orders at a carrier that there is news of a service's evidence: once for each key. */
export type EvidenceNews = (ctx: Ctx, key: string) => Promise<void>
