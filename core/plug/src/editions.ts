/** Newsletters of services in the hub: to many who asked for them, each once. The platform makes the mail from structured parts, so that nothing of what is typed in
 *  becomes markup, and nothing in it tells who opened it. For one outside, each call is a fault plug/editions-inside. */
export interface PlugEditions {
  /** Takes an edition for sending to these readers, at most {@link mostReaders} a call. However often and in however many calls an address is named for one edition, whatever
   *  fails in between: it is sent one mail. It is sent as it was the first time. Resolves when it is kept; sending takes as long as the mail server is allowed a minute.
   *  Without readers, it is only asked whether mail can be sent. Faults: notify/mail-off (this hub sends no mails), notify/address, notify/path, notify/edition-size. */
  send(edition: PlugEdition, readers: readonly EditionReader[]): Promise<void>
  /** What the reader would get, and nothing is sent. */
  preview(edition: PlugEdition, reader: EditionReader): Promise<EditionPreview>
  /** Nothing more goes out while it is held. */
  hold(key: string, held: boolean): Promise<void>
  /** undefined = none of this key was taken, or half a year ago. */
  progress(key: string): Promise<EditionProgress | undefined>
  /** Nothing that still waits goes to this reader, and their address is forgotten. */
  withdraw(reader: string): Promise<void>
  /** What readers or their mail servers answered, the oldest first, at most 500: again and again until it is acknowledged. */
  returned(): Promise<readonly EditionReturn[]>
  acknowledge(ids: readonly string[]): Promise<void>
}

/** A piece of a line; of one with `link` the words of a link. */
export interface EditionRun {
  readonly text: string
  /** https://…, http://… or a path of the portal; anything else is no link. */
  readonly link?: string | undefined
}

export type EditionBlock =
  | { readonly kind: 'paragraph'; readonly runs: readonly EditionRun[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly EditionRun[])[] }

/** The same in the languages that mails have: what the platform or a service says in each, or one text that somebody wrote. */
export interface EditionWords {
  readonly de: string
  readonly en: string
}

export interface EditionEntry {
  /** Of its own in the edition. */
  readonly id: string
  readonly title: string
  /** A line such as a date and a place; '' = none. */
  readonly note: EditionWords
  readonly summary: string
  /** Of the portal. */
  readonly path: string
}

export interface PlugEdition {
  /** Of its own at the carrier. */
  readonly key: string
  /** The subject of the mail, after the carrier's name. */
  readonly title: EditionWords
  readonly intro: readonly EditionBlock[]
  readonly sections: readonly { readonly title: EditionWords; readonly entries: readonly EditionEntry[] }[]
  /** Of the portal, where it can be read. */
  readonly path: string
}

export interface EditionReader {
  /** Stands for the reader at the service; says nobody's name: A-Z, a-z, 0-9, `-`, `_`; at most 64 characters. */
  readonly ref: string
  readonly address: string
  readonly language: 'de' | 'en'
  /** Where they change or end their subscription without an account, with the proof in the fragment. It stands in the mail. */
  readonly path: string
  /** Entries that are not for them. */
  readonly without: readonly string[]
}

export interface EditionPreview {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** In mails. */
export interface EditionProgress {
  readonly waiting: number
  readonly sent: number
  /** Not taken by the mail server for good. */
  readonly refused: number
  /** Not sent, since the reader ended the subscription before. */
  readonly ended: number
  readonly held: boolean
}

export interface EditionReturn {
  readonly id: string
  readonly reader: string
  /** unsubscribed: by answering or by their mail program's button · bounced: there is no such mailbox · replied: wrote something else. Nothing of the text is kept. */
  readonly what: 'unsubscribed' | 'bounced' | 'replied'
}

export const mostReaders = 500
