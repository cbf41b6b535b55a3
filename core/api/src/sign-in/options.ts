import type { Access } from '@steckwerk/access'
import type { Store } from '@steckwerk/store'
import type { Authentication } from '../authentication.ts'
import type { PublicAddress } from '../server-config.ts'

/** What the routes of signing in and of one's own account work with. */
export interface SignInRoutesOptions {
  readonly access: Access
  readonly store: Store
  readonly authentication: Authentication
  readonly address: PublicAddress
}
