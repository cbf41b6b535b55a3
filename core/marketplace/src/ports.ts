import type { Ctx } from '@steckwerk/kernel'

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
