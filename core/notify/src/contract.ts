import type { Ctx } from '@steckwerk/kernel'
import type { Writer } from '@steckwerk/store'

/** What mails can be about, as a person switches them on and off; `security` cannot be switched off. */
export type NoticeTopic = 'appointments' | 'forms' | 'news' | 'security'
export type Language = 'de' | 'en'

/** Which words are used: core/notify/src/templates.ts. None of them says more than that there is something new, and from which house. */
export type NoticeTemplate = 'appointment' | 'form' | 'news' | 'service' | 'network' | 'security'

/** Whom: one account, or every account that may read about this Patient of the carrier (themselves, parents, proxies who were given the topic). */
export type NoticeTarget = { readonly account: string } | { readonly patient: string }

export interface Notice {
  readonly to: NoticeTarget
  readonly template: NoticeTemplate
  /** Where the link leads: a path of the portal such as `/meine`. It stands in the mail, so it names no record, no person and no department. */
  readonly path: string
  /** The same key at one carrier is told once, however often it is asked for; at most 200 characters. Kept as a keyed hash. */
  readonly key: string
  /** Default: what the account has chosen. */
  readonly language?: Language
  /** After this it is not worth telling any more; default a day. */
  readonly expiresAt?: Date
}

/** The one port for everybody who has news for people. Nothing is sent before the caller's transaction is committed, and no failure of sending
 *  ever reaches the caller. */
export interface Notify {
  /** In a transaction of its own, durable when it resolves. ctx = the carrier that has the news. Faults: notify/path, notify/key, and those of the store. */
  notify(ctx: Ctx, notice: Notice): Promise<void>
  /** Within the caller's transaction: is told if and only if that commits. */
  note(writer: Writer, ctx: Ctx, notice: Notice): Promise<void>
}
