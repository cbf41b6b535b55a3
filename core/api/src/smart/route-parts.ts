import type { AuditTrail, OwnPatients, Smart } from '@steckwerk/access'
import type { Store } from '@steckwerk/store'
import type { Authentication } from '../authentication.ts'
import type { PublicAddress } from '../server-config.ts'

/** What the routes about apps work with. */
export interface SmartRouteParts {
  readonly smart: Smart
  readonly store: Store
  readonly authentication: Authentication
  readonly ownPatients: OwnPatients
  readonly audit: AuditTrail
  readonly address: PublicAddress
}
