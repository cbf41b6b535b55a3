import type { View } from './view.ts'

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
  /** What may be seen and done; undefined = everything of the carrier (the hub's own work, the operator's token). */
  readonly view?: View
  /** Is told of every resource version that is handed out, so that the access log misses none. */
  readonly witness?: Witness
  /** The SMART client or other program that acts for the actor. */
  readonly client?: string
  /** Where the request came from: an IP address. */
  readonly address?: string
}

/** A resource version that was handed out. */
export interface Witnessed {
  readonly type: string
  readonly id: string
  readonly version: number
  /** The keyed hash of the one Patient it belongs to (its patient or subject; a Patient's own); 0n = several, undefined = nobody. */
  readonly patient?: bigint | undefined
}

export interface Witness {
  saw(row: Witnessed): void
}
