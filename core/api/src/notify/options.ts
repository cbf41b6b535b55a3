import type { Access } from '@steckwerk/access'
import type { Clock, Log } from '@steckwerk/kernel'
import type { Notifications } from '@steckwerk/notify'
import type { Store } from '@steckwerk/store'
import type { Authentication } from '../authentication.ts'
import type { PublicAddress } from '../server-config.ts'

export interface NotifyRoutesOptions {
  readonly notifications: Notifications
  readonly access: Access
  readonly store: Store
  readonly authentication: Authentication
  readonly address: PublicAddress
  readonly clock: Clock
  readonly log: Log
  /** Folder of the demo's simulated mail server; undefined where there is none. */
  readonly demoMails?: string | undefined
}
