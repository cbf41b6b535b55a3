/** Wire types of people, roles and emergency accesses, below /portal/api. Times are ISO instants. Types only. */

/** GET /people/roles → {roles}: the roles the asking account may give at the carrier (?carrier=alpha) or on the platform (without). */
export interface RoleChoice {
  readonly role: string
  /** What it may do, in a sentence each. */
  readonly permissions: readonly { readonly permission: string; readonly text: string }[]
  /** Roles at sites make sense for those who treat; others have the whole carrier. */
  readonly bySite: boolean
}

/** GET /carriers/:carrier/people?query=&cursor= → PersonPage; GET /people (the platform's own: operators, network editors, vendors) → the same. */
export interface PersonPage {
  readonly people: readonly Person[]
  readonly next: string | null
}

/** Somebody with roles at this carrier. What they are elsewhere is not told. */
export interface Person {
  /** The account's internal id; in addresses. */
  readonly account: string
  /** What they type at sign-in; null = not set up yet, or by an outside provider only. */
  readonly login: string | null
  readonly name: string
  readonly roles: readonly string[]
  readonly sites: 'all' | readonly string[]
  readonly since: string
  /** active; invited = has not signed in yet; locked = by an administrator. */
  readonly state: 'active' | 'invited' | 'locked'
  /** Only an outside provider (or the demo) changes this one. */
  readonly managed: 'here' | 'provider' | 'demo'
  /** Whether the asking account may change it: not oneself, not who has roles one may not give. */
  readonly mine: boolean
}

/** POST /carriers/:carrier/people NewPerson → 201 Invitation; POST /people likewise (sites must be 'all'). With `login` of somebody who is staff elsewhere
 *  the answer is the same as for a new name that is taken: api/people-login (409). */
export interface NewPerson {
  /** 1 to 100 characters. */
  readonly name: string
  /** 3 to 64 of a-z 0-9 . _ - @ ; absent = the person chooses when setting up. */
  readonly login?: string
  readonly roles: readonly string[]
  readonly sites: 'all' | readonly string[]
}

/** Shown once. Also the answer of POST /carriers/:carrier/people/:account/invitation: a new code, while not set up yet; the former one ends. */
export interface Invitation {
  readonly person: Person
  readonly code: string
  readonly expiresAt: string
}

/** PUT /carriers/:carrier/people/:account PersonChange → Person. In force at once on this hub, within seconds on others. */
export interface PersonChange {
  readonly roles: readonly string[]
  readonly sites: 'all' | readonly string[]
}

/** POST /carriers/:carrier/people/:account/lock {locked} → Person: signs out everywhere, keeps everything else. For accounts whose only carrier this is.
 *  DELETE /carriers/:carrier/people/:account → 204: takes the roles at this carrier; an account without any is closed. */
export interface PersonLock {
  readonly locked: boolean
}

/** GET /carriers/:carrier/sites → {sites}: for choosing sites; Organizations of the carrier that are no part of another. */
export interface SiteChoice {
  readonly site: string
  readonly name: string
}

/** POST /carriers/:carrier/emergency/reasons EmergencyReason → 201 EmergencyCase. On record before anything is shown; needs emergency.break-glass. */
export interface EmergencyReason {
  /** 10 to 1000 characters. */
  readonly reason: string
}

export interface EmergencyCase {
  readonly id: string
  /** Until when a Patient may be looked for with it: 15 minutes. */
  readonly searchUntil: string
}

/** POST /carriers/:carrier/emergency/:id/search EmergencySearch → {patients}: at most 10. An identifier's value (case number aside), or family name and birth date.
 *  Each search is on record. */
export type EmergencySearch =
  | { readonly identifier: string }
  /** birthDate: YYYY-MM-DD. */
  | { readonly family: string; readonly birthDate: string }

export interface EmergencyPatient {
  readonly patient: string
  readonly name: string
  readonly birthDate: string | null
  readonly gender: string | null
}

/** POST /carriers/:carrier/emergency/:id/grant EmergencyChoice → 201 EmergencyGrant. In force at once; one Patient a case. */
export interface EmergencyChoice {
  /** One of those the search gave. */
  readonly patient: string
}

/** GET /carriers/:carrier/emergency → {grants}: one's own that are in force. DELETE /carriers/:carrier/emergency/:id → 204: done before its end. */
export interface EmergencyGrant {
  readonly id: string
  readonly patient: string
  readonly reason: string
  readonly grantedAt: string
  readonly endsAt: string
}

/** GET /carriers/:carrier/emergency/reviews?state=open|done&cursor= → ReviewPage; needs emergency.review. Without names of patients: the reviewer may not see them. */
export interface ReviewPage {
  readonly reviews: readonly EmergencyReview[]
  /** How many wait for a review. */
  readonly open: number
  readonly next: string | null
}

export interface EmergencyReview {
  readonly id: string
  readonly account: string
  readonly name: string
  readonly reason: string
  readonly grantedAt: string
  readonly endsAt: string
  /** Which Patient, as the access log names it; null = nobody was chosen: only looked for. */
  readonly patient: string | null
  readonly searches: number
  readonly outcome: 'justified' | 'not-justified' | null
  readonly note: string | null
  readonly reviewedBy: string | null
  readonly reviewedAt: string | null
}

/** POST /carriers/:carrier/emergency/:id/review ReviewOutcome → EmergencyReview. Not of one's own; once. */
export interface ReviewOutcome {
  readonly outcome: 'justified' | 'not-justified'
  /** 3 to 1000 characters where not justified; else may be ''. */
  readonly note: string
}

/** GET, PUT /carriers/:carrier/care-settings (permission carrier.settings): how long a treatment opens a record. */
export interface CareSettings {
  /** For so many days after its end a case stays a treatment context: 0 to 3650. */
  readonly endedCaseDays: number
  /** How long an emergency access lasts, in minutes: 15 to 1440. */
  readonly emergencyMinutes: number
}
