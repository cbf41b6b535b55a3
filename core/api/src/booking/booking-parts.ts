import type { Access } from '@steckwerk/access'
import type { Clock, Ctx, Log } from '@steckwerk/kernel'
import type { Notify } from '@steckwerk/notify'
import type { Carrier, Store } from '@steckwerk/store'
import type { Authentication } from '../authentication.ts'
import type { Brands } from '../brand/brands.ts'
import type { PublicAddress } from '../server-config.ts'
import type { FreeSlots } from './free-times.ts'
import type { Offers } from './offers.ts'
import type { BookingProvider } from './provider.ts'

export interface BookingParts {
  readonly access: Access
  readonly store: Store
  readonly clock: Clock
  readonly authentication: Authentication
  readonly address: PublicAddress
  readonly provider: BookingProvider
  /** Without it nobody is told. */
  readonly notify: Notify | undefined
  readonly log: Log
  readonly brands: Brands
  readonly offers: Offers
  readonly free: FreeSlots
}

/** For whom something is booked: a guest, or somebody with an account who may act for the Patient. */
export interface BookingFor {
  readonly carrier: Carrier
  /** Without a view: what may be done is decided before. */
  readonly ctx: Ctx
  readonly patient: { readonly id: string; readonly name: string }
  /** de, en. */
  readonly language: string
}
