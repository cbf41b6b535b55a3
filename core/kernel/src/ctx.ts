declare const tenantBrand: unique symbol

/** The internal number of a carrier (Träger). Only the carrier registry makes one. */
export type Tenant = number & { readonly [tenantBrand]: 'Tenant' }

/** Marks a number as a tenant; to be called by the carrier registry and tests only. */
export function asTenant(value: number): Tenant {
  return value as Tenant
}

/** What every operation gets first: in whose data, on whose behalf, what for, since when.
 *  `now` is the instant the request began; `actor` is a reference such as `Device/operator-token`. */
export interface Ctx {
  readonly tenant: Tenant
  /** The carrier's name in addresses: `alpha` in /fhir/alpha. */
  readonly carrier: string
  readonly actor: string
  readonly purpose: string
  readonly trace: string
  readonly now: Date
  readonly signal?: AbortSignal
}
