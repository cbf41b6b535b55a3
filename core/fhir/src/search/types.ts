/** What a resource is found by, taken out of it once at write time. Nothing here is hashed yet.
 *  `param` is a search parameter's code ("identifier"). */
export interface Extracted {
  /** Coded values; `system` is undefined where the element has none. Booleans are 'true' / 'false' without system. */
  readonly tokens: readonly { readonly param: string; readonly system: string | undefined; readonly code: string }[]
  /** A relative reference ("Patient/1", also with a version) gives `type` and `id`, anything else (absolute URL, urn,
   *  canonical) `url`: never both. References to contained resources are left out. */
  readonly references: readonly {
    readonly param: string
    readonly type: string | undefined
    readonly id: string | undefined
    readonly url: string | undefined
  }[]
  /** Folded for search: Unicode NFKD, marks removed, lower case, ß → ss. `exact` keeps the original. */
  readonly strings: readonly { readonly param: string; readonly folded: string; readonly exact: string }[]
  /** Closed instants in microseconds since 1970 UTC; open ends are -Infinity / Infinity. */
  readonly dates: readonly { readonly param: string; readonly low: number; readonly high: number }[]
  /** Canonical and uri values; a canonical with a version stands here with and without it. */
  readonly uris: readonly { readonly param: string; readonly value: string }[]
  /** The date that leads the type (Encounter.period, Observation.effective, Patient.birthDate …), or undefined. */
  readonly leading: { readonly low: number; readonly high: number } | undefined
  /** The Patient this belongs to (subject, patient, beneficiary; a Patient is its own), or undefined. */
  readonly patient: string | undefined
  /** Every Patient id mentioned by any Reference anywhere in the resource (for merges and erasure). */
  readonly mentionedPatients: readonly string[]
  /** The first bare code that leads the type (Observation.code, Condition.code …), or undefined. */
  readonly code: string | undefined
}

export type SearchParamType = 'token' | 'string' | 'date' | 'reference' | 'uri' | 'number' | 'quantity' | 'composite' | 'special'

export interface SearchParamInfo {
  readonly code: string
  readonly type: SearchParamType
  /** Resource types a reference parameter may point to. */
  readonly targets: readonly string[]
  /** The canonical URL of the SearchParameter. */
  readonly url: string
  /** The parameter that fills `Extracted.leading` for this type. */
  readonly leading: boolean
}

export type DatePrefix = 'eq' | 'ne' | 'lt' | 'gt' | 'le' | 'ge' | 'sa' | 'eb' | 'ap'

/** One parsed condition; the values of one condition are alternatives (OR), conditions are joined by AND. */
export type Condition =
  /** `system` undefined = any system; '' = explicitly no system; `code` undefined = any code of the system. */
  | {
      readonly kind: 'token'
      readonly param: string
      readonly negate: boolean
      readonly values: readonly { readonly system: string | undefined; readonly code: string | undefined }[]
    }
  /** Values are folded as `Extracted.strings.folded` is, but for `exact`, where they are as given. */
  | { readonly kind: 'string'; readonly param: string; readonly match: 'starts' | 'exact' | 'contains'; readonly values: readonly string[] }
  /** The range a value covers by its precision; that of `ap` is already widened: what overlaps it, matches. */
  | {
      readonly kind: 'date'
      readonly param: string
      readonly values: readonly { readonly prefix: DatePrefix; readonly low: number; readonly high: number }[]
    }
  /** Either `id` (with `type`, or of any type) or `url`. */
  | {
      readonly kind: 'reference'
      readonly param: string
      readonly values: readonly { readonly type: string | undefined; readonly id: string | undefined; readonly url: string | undefined }[]
    }
  | { readonly kind: 'uri'; readonly param: string; readonly values: readonly string[] }
  | { readonly kind: 'id'; readonly values: readonly string[] }
  | {
      readonly kind: 'lastUpdated'
      readonly values: readonly { readonly prefix: DatePrefix; readonly low: number; readonly high: number }[]
    }
  | { readonly kind: 'missing'; readonly param: string; readonly missing: boolean }

export interface SearchQuery {
  readonly type: string
  readonly conditions: readonly Condition[]
  /** Empty = the server's own stable order. `_id` and `_lastUpdated` are allowed beside parameters. */
  readonly sort: readonly { readonly param: string; readonly descending: boolean }[]
  readonly count: number
  readonly total: 'none' | 'accurate'
  /** The opaque cursor of a next link, or undefined for the first page. */
  readonly cursor: string | undefined
  readonly summary: 'false' | 'count'
}
