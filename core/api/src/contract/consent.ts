/** The wire types of consents, below /portal/api. Instants are ISO 8601 UTC, days YYYY-MM-DD. Types only. */
import type { CarrierName, Words } from './person.ts'

export type ConsentPurpose = 'TREAT' | 'COC' | 'HRESCH'

/** `carrier` = a carrier's slug; `site` = `slug/<id of the site's Organization>`. */
export interface ConsentRecipient {
  readonly kind: 'carrier' | 'site'
  readonly id: string
}

/** GET /consents/vocabulary: what a consent can say. */
export interface ConsentVocabulary {
  readonly purposes: readonly { readonly code: ConsentPurpose; readonly words: Words; readonly explained: Words }[]
  readonly categories: readonly { readonly code: string; readonly words: Words; readonly explained: Words }[]
  readonly recipients: readonly (ConsentRecipient & {
    readonly name: string
    /** Of a site: its carrier's. */
    readonly carrierName: string
  })[]
}

/** What is released to whom. */
export interface ConsentTerms {
  readonly recipient: ConsentRecipient
  readonly purpose: ConsentPurpose
  /** Codes of the vocabulary's categories. */
  readonly categories: 'all' | readonly string[]
  /** First and last day; undefined = from now, without end. */
  readonly from?: string | undefined
  readonly until?: string | undefined
}

/** POST /consents (person) and POST /carriers/:carrier/consents (desk, without `carrier`) → 201 ConsentLine. */
export interface ConsentRequest extends ConsentTerms {
  /** The one that holds the data. */
  readonly carrier: string
  readonly patient: string
}
/** POST /carriers/:carrier/consents: from a signed paper. */
export interface PaperConsentRequest extends ConsentTerms {
  readonly patient: string
  /** Day of the signature. */
  readonly signedOn: string
}

export interface ConsentLine {
  readonly carrier: CarrierName
  readonly id: string
  readonly patient: string
  /** active = in force; planned = begins later; ended = its time is over; withdrawn; other = draft, rejected, entered in error. */
  readonly state: 'active' | 'planned' | 'ended' | 'withdrawn' | 'other'
  /** It in sentences. Where `complete` is false there is something in it that cannot be shown in words, and the last sentence says so. */
  readonly sentences: { readonly de: readonly string[]; readonly en: readonly string[] }
  readonly complete: boolean
  readonly given: string | undefined
  readonly withdrawn: string | undefined
  /** portal = by the person; paper = recorded at the desk by `recordedBy`; system = another system wrote it. */
  readonly source: 'portal' | 'paper' | 'system'
  readonly recordedBy: string | undefined
  /** undefined where it has another form than the portal's own. */
  readonly terms: ConsentTerms | undefined
  /** Whether the asker may withdraw it. */
  readonly mayWithdraw: boolean
}

/** GET /consents; GET /carriers/:carrier/consents?patient=<id>. Newest first. */
export interface ConsentList {
  readonly consents: readonly ConsentLine[]
  /** The Patients for whom the asker may give one (person only). */
  readonly patients: readonly { readonly carrier: CarrierName; readonly id: string; readonly name: string; readonly relation: 'self' | 'parent' | 'proxy' }[]
}

// POST /consents/:carrier/:id/withdraw, POST /carriers/:carrier/consents/:id/withdraw → 200 ConsentLine.

/** POST /consents/preview with a ConsentRequest: how many resources the recipient sees of each category, now and with the consent. */
export interface ConsentPreview {
  readonly counts: readonly { readonly category: string; readonly words: Words; readonly now: number; readonly after: number }[]
  /** The consent in words. */
  readonly sentences: { readonly de: readonly string[]; readonly en: readonly string[] }
}
