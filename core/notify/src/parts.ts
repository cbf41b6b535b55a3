import type { HubSeal, Outbound, PersonLink, Persons } from '@steckwerk/access'
import type { Clock, Ctx, Log } from '@steckwerk/kernel'
import type { Store, Writer } from '@steckwerk/store'
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

/** Writes down, within the same transaction, that something was changed. */
export type Noting = (writer: Writer) => Promise<void>

/** What it asks of the persons' links. */
export interface Audience {
  pseudonym(tenant: number, account: string): Buffer
  holders: Persons['links']['holders']
  /** The address a guest left, who booked as this Patient and has no account. */
  guestOf(ctx: Ctx, patient: string): Promise<string | undefined>
  may(...of: Parameters<Persons['links']['may']>): Promise<PersonLink | undefined>
}
