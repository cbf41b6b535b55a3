import type { EditionWords } from '@steckwerk/plug'
import type { Rhythm } from './shapes.ts'

export const kinds = { post: 'news-post', subscriber: 'news-subscriber', edition: 'news-edition', secret: 'news-secret' } as const

/** Somebody who asked for the news by mail. Its id is a keyed hash of the address ({@link subscriberIdOf}), so that one address is one subscriber. */
export interface Subscriber {
  /** undefined = ended: what is left proves that it was asked for, to who names the address. */
  readonly mail: string | undefined
  readonly language: 'de' | 'en'
  /** Empty = all. */
  readonly topics: readonly string[]
  readonly rhythm: Rhythm
  /** Of its links. */
  readonly secret: string
  /** The words somebody agreed to, and when. Milliseconds since 1970 UTC, as everywhere here. */
  readonly agreed: { readonly words: string; readonly at: number }
  /** undefined = the link of the mail was not opened yet, and nothing is sent. */
  readonly confirmed: number | undefined
  readonly ended?: { readonly at: number; readonly by: EndedBy }
  /** When there was no such mailbox, at the last editions. */
  readonly bounces: readonly number[]
  /** When they were last sent an edition; of those who want few. */
  readonly lastSent?: number
}

export type EndedBy = 'link' | 'answer' | 'bounces' | 'editor'

/** One thing that an edition tells of, as it was when it was picked. */
export interface EditionEntry {
  /** Of the item: `post/018f…`. */
  readonly id: string
  readonly group: EditionGroup
  readonly title: string
  readonly note: EditionWords
  readonly summary: string
  readonly topics: readonly string[]
  readonly path: string
}

export const editionGroups = ['post', 'call', 'date', 'undertaking', 'result', 'actor', 'question'] as const
export type EditionGroup = (typeof editionGroups)[number]

/** One of the newsletter. While it goes out its parent is `sending`. */
export interface Edition {
  readonly title: string
  /** In the small markup. */
  readonly intro: string
  /** Those of a group stand together; the groups are in the order of the editors. */
  readonly entries: readonly EditionEntry[]
  /** From when on things are news for it, and until when. */
  readonly from: number
  readonly until: number
  readonly state: 'draft' | 'sending' | 'sent'
  /** Who has confirmed by then gets it. */
  readonly begun?: number
  /** Of all who were to get it: once they are known to core/notify. */
  readonly handed?: { readonly readers: number; readonly others: number }
  readonly counts?: { readonly sent: number; readonly refused: number; readonly ended: number }
}

export const sendingParent = 'sending'
