/** The wire types of linked hospitals, relatives, activation codes and the carrier's settings for them; below /portal/api. Instants are ISO 8601
 *  UTC, days YYYY-MM-DD. Types only. */

/** self = the account holder is the Patient; parent = of a minor; proxy = by the Patient's own act. */
export type LinkRelation = 'self' | 'parent' | 'proxy'
/** By which act: a letter's code, a number shown at the desk, a verified insurance number, a parent's request, an invitation. */
export type LinkAct = 'code' | 'desk' | 'insurance' | 'parent' | 'invitation'

export interface CarrierName {
  readonly slug: string
  readonly name: string
}

export interface Words {
  readonly de: string
  readonly en: string
}

/** GET /persons/topics: what a proxy can be given. `acts`: there is something to do in it, beside reading. */
export interface TopicList {
  readonly topics: readonly { readonly code: string; readonly words: Words; readonly types: readonly string[]; readonly acts: boolean }[]
}

/** One line of GET /persons/links. */
export interface PersonLink {
  readonly carrier: CarrierName
  /** Names the link; to end it. '' in the answer of POST /persons/insurance-links, which has not looked. */
  readonly link: string
  /** active; waiting = the desk has to confirm; searching = asked for by insurance number, appears by itself once the hospital has something. */
  readonly state: 'active' | 'waiting' | 'searching'
  readonly relation: LinkRelation
  readonly act: LinkAct
  readonly since: string
  /** Of state active. */
  readonly patient?: { readonly id: string; readonly name: string; readonly birthDate: string | undefined }
  /** Of a proxy; otherwise everything. */
  readonly topics?: readonly string[]
  readonly may?: 'read' | 'act'
  /** Last day. A proxy's end date; the birthday a parent's access ends at. */
  readonly endsOn?: string
}

export interface PersonLinks {
  readonly links: readonly PersonLink[]
}

/** POST /persons/links → 201 PersonLink. Every failure has one answer: 422 access/activation-refused; too many: 429 with Retry-After. */
export interface RedeemRequest {
  /** As printed: with or without hyphens, any case. */
  readonly code: string
  /** The Patient's: YYYY-MM-DD. */
  readonly birthDate: string
}

/** POST /persons/register, without a session → 201 RegisterResult; then sign in. Failures as above, or those of the account's own rules. */
export interface RegisterRequest extends RedeemRequest {
  /** To sign in with: an e-mail address or a name. */
  readonly account: string
  /** To be shown. */
  readonly name: string
  readonly password: string
}
export interface RegisterResult {
  readonly account: string
}

// DELETE /persons/links/:link → 204.

/** POST /persons/desk-number → 201 DeskNumber with `number`; GET → DeskNumber; DELETE → 204. A new one ends the former. */
export interface DeskNumber {
  /** Six digits, only in the answer that made it. */
  readonly number?: string
  /** waiting until the desk has typed it; linked = done, see the links; none = there is none, or it has run out. */
  readonly state: 'waiting' | 'linked' | 'none'
  readonly expiresAt?: string
}

/** GET /persons/insurance: whether an outside identity has verified the insurance number, and the carriers to choose from. */
export interface InsuranceState {
  readonly verified: boolean
  readonly carriers: readonly CarrierName[]
}
/** POST /persons/insurance-links → 202 PersonLinks (state searching): the same answer whether or not a carrier knows the number. */
export interface InsuranceLinksRequest {
  readonly carriers: readonly string[]
}

/** GET /persons/children: minors whom a hospital's data name as children of one's own Patient there, not linked yet. */
export interface ChildList {
  readonly children: readonly {
    readonly carrier: CarrierName
    readonly patient: string
    readonly name: string
    readonly birthDate: string | undefined
    readonly requested: boolean
  }[]
}
/** POST /persons/children → 201 PersonLink: active, or waiting for the desk. */
export interface ChildRequest {
  readonly carrier: string
  readonly patient: string
}

/** GET /persons/proxies: whom one has let in. (What one holds for others is in the links.) */
export interface ProxyList {
  readonly proxies: readonly {
    readonly carrier: CarrierName
    readonly link: string
    readonly patient: string
    /** The giver's own word for the proxy, and the name of the account. */
    readonly label: string
    readonly name: string
    readonly topics: readonly string[]
    readonly may: 'read' | 'act'
    readonly since: string
    readonly endsOn: string
  }[]
  /** Not redeemed yet. */
  readonly invitations: readonly {
    readonly carrier: CarrierName
    readonly id: string
    readonly patient: string
    readonly label: string
    readonly topics: readonly string[]
    readonly may: 'read' | 'act'
    readonly endsOn: string
    readonly expiresAt: string
  }[]
  /** Longest time a proxy may be given, by carrier slug of one's own links, in days. */
  readonly longestDays: Readonly<Record<string, number>>
}
/** POST /persons/proxies/invitations → 201 InvitationCode; the proxy redeems it by POST /persons/links with the Patient's birth date. */
export interface InvitationRequest {
  readonly carrier: string
  readonly patient: string
  readonly label: string
  readonly topics: readonly string[]
  readonly may: 'read' | 'act'
  readonly endsOn: string
}
export interface InvitationCode {
  readonly id: string
  readonly code: string
  readonly expiresAt: string
}
// DELETE /persons/proxies/invitations/:carrier/:id → 204. DELETE /persons/proxies/:carrier/:link → 204.

// ── the carrier's desk ──

/** GET /carriers/:carrier/patients/:patient/portal-access (permission person.desk). */
export interface PortalAccess {
  /** Whether the Patient has a portal access of their own here. Whose account, and whether it knows other carriers, is told to nobody. */
  readonly access: boolean
  readonly parents: number
  readonly proxies: number
  readonly codes: readonly {
    readonly id: string
    readonly kind: 'self' | 'parent'
    readonly issuedAt: string
    readonly issuedBy: string
    readonly expiresAt: string
    readonly state: 'open' | 'used' | 'expired' | 'ended' | 'attempts'
  }[]
}
/** POST /carriers/:carrier/patients/:patient/activation-codes → 201 ActivationLetter. Open codes of the same kind end. */
export interface ActivationRequest {
  readonly kind: 'self' | 'parent'
  readonly language: 'de' | 'en'
}
export interface ActivationLetter {
  readonly id: string
  readonly code: string
  readonly expiresAt: string
  /** The letter: a tagged A4 PDF, base64. Made this once, stored nowhere. */
  readonly letter: string
}
// DELETE /carriers/:carrier/patients/:patient/activation-codes/:id → 204.
/** POST /carriers/:carrier/patients/:patient/desk-links → 204; 422 access/desk-number-refused. */
export interface DeskLinkRequest {
  readonly number: string
  /** Whose number it is: the Patient's own, or a parent's. */
  readonly kind: 'self' | 'parent'
}
/** POST /carriers/:carrier/patients/:patient/unlink → 200: access given in error ends. */
export interface UnlinkRequest {
  readonly which: 'self' | 'parents' | 'all'
}
export interface UnlinkResult {
  readonly ended: number
}
/** GET /carriers/:carrier/link-requests: parents who wait for the desk. POST …/:id { confirm } → 204. */
export interface LinkRequestList {
  readonly requests: readonly {
    readonly id: string
    readonly patient: { readonly id: string; readonly name: string; readonly birthDate: string | undefined }
    /** The parent's own Patient at this carrier, by which the request was made. */
    readonly parent: { readonly id: string; readonly name: string }
    readonly since: string
  }[]
}
export interface LinkDecision {
  readonly confirm: boolean
}
/** GET /carriers/:carrier/ending-access?days=90: parents' access that ends by age. */
export interface EndingAccess {
  readonly ending: readonly { readonly patient: { readonly id: string; readonly name: string }; readonly endsOn: string; readonly parents: number }[]
}

/** GET, PUT /carriers/:carrier/access-settings and /admin/carriers/:carrier/access-settings. PUT takes any part of them. */
export interface AccessSettings {
  /** Days an activation code can be used (1 to 365). */
  readonly codeDays: number
  /** Longest proxy, in days (1 to 3650). */
  readonly proxyMaxDays: number
  /** From this age a Patient may have an account of their own (12 to 18). */
  readonly ownAccountAge: number
  /** At this birthday parents' access ends (12 to 18). */
  readonly parentsEndAge: number
  /** The young person's own activation ends parents' access at once. */
  readonly activationEndsParents: boolean
  /** A mother named by her patient number takes on her newborn without the desk. */
  readonly newbornAutomatic: boolean
}
