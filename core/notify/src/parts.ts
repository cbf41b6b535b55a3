import type { HubSeal, Outbound, PersonLink, Persons } from '@steckwerk/access'
import type { Clock, Log } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { MailTokens } from './mail-token.ts'

/** What every part of mail and push rests on. */
export interface NotifyParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly seal: HubSeal
  readonly tokens: MailTokens
  readonly audience: Audience
  readonly outbound: Outbound
  /** How long news waits for more of it, in seconds; five times that lie between two mails to one account. */
  readonly digestSeconds: number
}

/** What it asks of the persons' links. */
export interface Audience {
  pseudonym(tenant: number, account: string): Buffer
  holders: Persons['links']['holders']
  may(...of: Parameters<Persons['links']['may']>): Promise<PersonLink | undefined>
}
