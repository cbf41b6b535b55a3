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
  /** Identifiers with a type, one entry a coding of it: for `:of-type`. */
  readonly typed: readonly { readonly param: string; readonly system: string | undefined; readonly code: string; readonly value: string }[]
  /** Reference.identifier: for `:identifier`. */
  readonly identified: readonly { readonly param: string; readonly system: string | undefined; readonly code: string }[]
  /** Numbers and quantities as closed ranges, a point having low = high; open ends are -Infinity / Infinity. One entry for
   *  each form a value can be asked for in (see UnitForm); the value of the form `ucum:` is in that canonical unit. */
  readonly numbers: readonly { readonly param: string; readonly unit: UnitForm; readonly low: number; readonly high: number }[]
  /** Composite parameters whose parts must meet on one element: every value of every part, with the number (from 1) of
   *  the element it stands on. `part` counts the composite's components from 0. */
  readonly composites: readonly { readonly param: string; readonly element: number; readonly part: number; readonly value: PartValue }[]
  /** Location.position in degrees, or undefined. */
  readonly position: { readonly latitude: number; readonly longitude: number } | undefined
  /** The date that leads the type (Encounter.period, Observation.effective, Patient.birthDate …), or undefined. */
  readonly leading: { readonly low: number; readonly high: number } | undefined
  /** The Patient this belongs to (subject, patient, beneficiary; a Patient is its own), or undefined. */
  readonly patient: string | undefined
  /** Every Patient id mentioned by any Reference anywhere in the resource (for merges and erasure). */
  readonly mentionedPatients: readonly string[]
  /** The first bare code that leads the type (Observation.code, Condition.code …), or undefined. */
  readonly code: string | undefined
}

/** How the unit of a number is named in the index: '' = the bare value, whatever its unit; `ucum:<base units>` = the value
 *  converted to UCUM base units; `code:<code or unit>` = the bare value of that code or printed unit, whatever its system;
 *  `pair:<system>|<code>` = the bare value in a unit of another system than UCUM, or one UCUM does not know. */
export type UnitForm = '' | `ucum:${string}` | `code:${string}` | `pair:${string}`

/** A value of one part of a composite. */
export type PartValue =
  | { readonly kind: 'token'; readonly system: string | undefined; readonly code: string }
  | { readonly kind: 'reference'; readonly type: string | undefined; readonly id: string | undefined; readonly url: string | undefined }
  | { readonly kind: 'number'; readonly unit: UnitForm; readonly low: number; readonly high: number }
  | { readonly kind: 'date'; readonly low: number; readonly high: number }

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

/** The range a number covers: for eq, ne and ap that of its precision, high excluded (100 = [99.5, 100.5)); that of `ap` is
 *  10 % to both sides. For the other prefixes low = high = the value itself. Source: FHIR R4 search.html#number. */
export interface NumberValue {
  readonly prefix: NumberPrefix
  readonly unit: UnitForm
  readonly low: number
  readonly high: number
}
export type NumberPrefix = DatePrefix

/** The range a date covers by its precision; that of `ap` is already widened: what overlaps it, matches. */
export interface DateValue {
  readonly prefix: DatePrefix
  readonly low: number
  readonly high: number
}

/** `system` undefined = any system; '' = explicitly no system; `code` undefined = any code of the system. */
export interface TokenValue {
  readonly system: string | undefined
  readonly code: string | undefined
}

/** Either `id` (with `type`, or of any type) or `url`. */
export interface ReferenceValue {
  readonly type: string | undefined
  readonly id: string | undefined
  readonly url: string | undefined
}

/** One part of a composite's value: what the part's own parameter would take. A token names a code (no `system|` alone). */
export type PartCondition =
  | { readonly kind: 'token'; readonly value: TokenValue }
  | { readonly kind: 'reference'; readonly value: ReferenceValue }
  | { readonly kind: 'number'; readonly value: NumberValue }
  | { readonly kind: 'date'; readonly value: DateValue }

/** One parsed condition; the values of one condition are alternatives (OR), conditions are joined by AND. */
export type Condition =
  | { readonly kind: 'token'; readonly param: string; readonly negate: boolean; readonly values: readonly TokenValue[] }
  /** `:of-type`: the type's coding and the identifier's value. */
  | { readonly kind: 'of-type'; readonly param: string; readonly values: readonly { readonly system: string; readonly code: string; readonly value: string }[] }
  /** `:identifier` of a reference parameter. */
  | { readonly kind: 'identified'; readonly param: string; readonly values: readonly TokenValue[] }
  /** `:in` and `:not-in`: to be replaced by a token condition over the value set's codes before a store is asked
   *  (withValueSets). `valueSet` is a canonical URL, with or without version, or `ValueSet/id`. */
  | { readonly kind: 'in'; readonly param: string; readonly negate: boolean; readonly valueSet: string }
  /** Values are folded as `Extracted.strings.folded` is, but for `exact`, where they are as given. */
  | { readonly kind: 'string'; readonly param: string; readonly match: 'starts' | 'exact' | 'contains'; readonly values: readonly string[] }
  | { readonly kind: 'date'; readonly param: string; readonly values: readonly DateValue[] }
  /** Number and quantity parameters. */
  | { readonly kind: 'number'; readonly param: string; readonly values: readonly NumberValue[] }
  | { readonly kind: 'reference'; readonly param: string; readonly values: readonly ReferenceValue[] }
  | { readonly kind: 'uri'; readonly param: string; readonly values: readonly string[] }
  /** `negate`: any other id than these. */
  | { readonly kind: 'id'; readonly negate?: boolean; readonly values: readonly string[] }
  | { readonly kind: 'lastUpdated'; readonly values: readonly DateValue[] }
  | { readonly kind: 'missing'; readonly param: string; readonly missing: boolean }
  /** Parts that must meet on one element (`Extracted.composites`). One entry of `values` holds one part condition per part,
   *  in the composite's order. Composites on the whole resource are read as `any` of their parts instead. */
  | { readonly kind: 'composite'; readonly param: string; readonly values: readonly (readonly PartCondition[])[] }
  /** Nearer than that to a place (Location.near); degrees and metres. */
  | { readonly kind: 'near'; readonly latitude: number; readonly longitude: number; readonly metres: number }
  /** At least one of the alternatives, each a list of conditions that all hold. */
  | { readonly kind: 'any'; readonly of: readonly (readonly Condition[])[] }
  /** The reference parameter points to a resource of type `target` that meets all the conditions. */
  | { readonly kind: 'chain'; readonly param: string; readonly target: string; readonly conditions: readonly Condition[] }
  /** A resource of type `source`, which meets all the conditions, points here by its reference parameter `param`. */
  | { readonly kind: 'has'; readonly source: string; readonly param: string; readonly conditions: readonly Condition[] }

/** An _include (or, `reverse`, a _revinclude): of resources of type `source`, what the reference parameter points to.
 *  `param` '*' = every reference parameter; `target` narrows to one type. */
export interface Include {
  readonly reverse: boolean
  readonly iterate: boolean
  readonly source: string
  readonly param: string
  readonly target: string | undefined
}

export interface SearchQuery {
  readonly type: string
  readonly conditions: readonly Condition[]
  /** Empty = the server's own stable order. `_id` and `_lastUpdated` are allowed beside parameters. */
  readonly sort: readonly { readonly param: string; readonly descending: boolean }[]
  readonly count: number
  readonly total: 'none' | 'accurate'
  /** The opaque cursor of a next link, or undefined for the first page. */
  readonly cursor: string | undefined
  readonly includes: readonly Include[]
  readonly summary: 'false' | 'count' | 'true' | 'text' | 'data'
  /** Top-level elements asked for by _elements; undefined = all. */
  readonly elements: readonly string[] | undefined
}
