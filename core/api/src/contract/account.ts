/** Wire types of signing in and of one's own account, below /portal/api. Times are ISO instants. Types only.
 *  Refusals that are the same for every reason: api/sign-in-refused (401); api/sign-in-wait (429, Retry-After in seconds);
 *  access/fresh-needed (403): confirm who you are (POST /account/confirm …) and send the request again. */

/** What WebAuthn's JSON forms are, as `navigator.credentials` and @simplewebauthn/browser take and give them. */
export type WebAuthnJson = Readonly<Record<string, unknown>>

export type SecondFactor = 'totp' | 'passkey'

/** GET /sign-in, without a session: what the sign-in page needs. */
export interface SignInPage {
  readonly passkeys: PasskeyUse
  /** A sign-in that is under way in this browser (after a reload of the page); null = none. */
  readonly pending: SignInStep | null
  /** Of passwords that are chosen here. */
  readonly password: { readonly min: number; readonly max: number }
}

/** Whether passkeys work at the address the page was opened at. `address`: browsers refuse them on an IP address, `insecure`: without https
 *  (localhost aside); `instead` is then the same page at an address where they work, where there is one (http://localhost:8080). */
export type PasskeyUse = { readonly usable: true } | { readonly usable: false; readonly reason: 'address' | 'insecure'; readonly instead: string | null }

/** Where a sign-in stands after a step. What is pending lasts 5 minutes (set-up: 30). */
export type SignInStep =
  /** The session's cookie is set; go on with GET /me. */
  | { readonly kind: 'entered' }
  | { readonly kind: 'second-factor'; readonly methods: readonly SecondFactor[] }
  /** The way in must be set up first: after a code from the desk or from the administration (`code`), or since this account needs a second
   *  factor and has none yet (`second-factor`: password is known, add TOTP or a passkey). A passkey alone is enough.
   *  `password`: a password was chosen in this set-up or exists already. */
  | {
      readonly kind: 'set-up'
      readonly why: 'code' | 'second-factor'
      /** What one types at sign-in; null = none yet, to be chosen together with a password. */
      readonly account: string | null
      readonly name: string
      readonly password: boolean
    }

/** POST /sign-in {account, password} → SignInStep */
export interface PasswordSignIn {
  readonly account: string
  readonly password: string
}

/** POST /sign-in/totp {code} → SignInStep; 6 digits. Also POST /sign-in/setup/totp/confirm, /account/totp/confirm. */
export interface TotpCode {
  readonly code: string
}

/** POST /sign-in/passkey/options {} → PasskeyOptions: for a sign-in without an account name, or for the second factor where one is pending.
 *  POST /sign-in/passkey PasskeyAnswer → SignInStep. Also POST /account/confirm/passkey/options, /account/confirm/passkey. */
export interface PasskeyOptions {
  /** For `startAuthentication({ optionsJSON })` or `startRegistration({ optionsJSON })`. */
  readonly options: WebAuthnJson
}

export interface PasskeyAnswer {
  readonly response: WebAuthnJson
}

/** POST /sign-in/setup {code} → SignInStep of kind set-up. A code of the carrier's administration (first sign-in of staff) or of the
 *  hospital's desk (recovery). Then either
 *    POST /sign-in/setup/passkey/options {name?} → PasskeyOptions, POST /sign-in/setup/passkey NewPasskey → entered, or
 *    POST /sign-in/setup/password SetupPassword → SignInStep, POST /sign-in/setup/totp {} → NewTotp,
 *    POST /sign-in/setup/totp/confirm TotpCode → entered; persons may leave TOTP out: POST /sign-in/setup/finish {} → entered.
 *  The former factors and sessions end when the set-up is complete, not before. DELETE /sign-in gives up what is pending. */
export interface SetupCode {
  readonly code: string
}

/** `account` only where SignInStep.account is null. */
export interface SetupPassword {
  readonly account?: string
  readonly password: string
}

/** Answer of POST /account/totp and POST /sign-in/setup/totp; not in force until confirmed by a code. */
export interface NewTotp {
  /** To be typed where the camera is not at hand: base32 in groups of four. */
  readonly secret: string
  /** otpauth://totp/… */
  readonly uri: string
  /** The same as a QR code, an SVG document. */
  readonly svg: string
}

export interface NewPasskey {
  /** To tell it from others, e.g. 'Mein Telefon'; 1 to 60 characters. */
  readonly name: string
  readonly response: WebAuthnJson
}

/** GET /sign-in/providers → {providers}: hospitals' own sign-in. Go there by a link to /portal/api/sign-in/provider/<id>/start?to=<path>,
 *  which comes back to `to` (a path of the portal), or to /sign-in?refused=<provider> where it was refused. */
export interface SignInProvider {
  readonly id: string
  readonly name: string
  readonly carrier: string
  readonly carrierName: string
  /** Whom it makes accounts for. */
  readonly audience: 'staff' | 'persons'
}

/** GET /account/factors */
export interface Factors {
  /** What one types at sign-in; null for accounts that sign in by passkey or an outside provider only. */
  readonly account: string | null
  readonly name: string
  readonly password: { readonly changedAt: string } | null
  readonly totp: { readonly addedAt: string } | null
  readonly passkeys: readonly Passkey[]
  /** Outside identities that lead to this account. */
  readonly outside: readonly { readonly provider: string; readonly carrier: string; readonly usedAt: string | null }[]
  /** A password needs a second factor here (staff). */
  readonly secondFactorNeeded: boolean
  /** Should be shown as advice: neither a passkey nor TOTP is there. */
  readonly addFactor: boolean
  /** Until when factors may be changed without confirming again; null = confirm first. */
  readonly freshUntil: string | null
  /** How to confirm; empty = by signing in again (an outside provider's accounts: start?fresh=1). */
  readonly confirmBy: readonly ('password' | 'passkey')[]
  /** With 'password': whether POST /account/confirm needs a TOTP code, too. */
  readonly confirmNeedsTotp: boolean
  readonly passkeyUse: PasskeyUse
}

/** PUT /account/passkeys/:id {name}, DELETE /account/passkeys/:id */
export interface Passkey {
  readonly id: string
  readonly name: string
  readonly addedAt: string
  readonly usedAt: string | null
  /** Synchronised by its maker's cloud: works on the person's other devices, too. */
  readonly synced: boolean
}

/** POST /account/confirm Confirmation → 204 with a new cookie. Then factors may be changed for 10 minutes. */
export interface Confirmation {
  readonly password: string
  readonly code?: string
}

/** POST /account/password NewPassword → 204; the account's other sessions end. */
export interface NewPassword {
  readonly password: string
}

/** GET /account/sessions → {sessions}; DELETE /account/sessions/:id; DELETE /account/sessions = all but this one. */
export interface SessionItem {
  readonly id: string
  readonly current: boolean
  /** Browser and system in words, e.g. 'Firefox, Windows'; '' = unknown. */
  readonly device: string
  /** The network it was started from: an IPv4 address, or an IPv6 address's first 64 bits. */
  readonly network: string
  readonly startedAt: string
  readonly seenAt: string
  /** When it ends if it is not used. */
  readonly idleUntil: string
  readonly endsAt: string
  readonly methods: readonly string[]
}

/** GET /account/history?before=<at> → {entries, next}: newest first; `next` = the instant to ask on with, null on the last page. */
export interface HistoryEntry {
  readonly at: string
  readonly event: AccountEventKind
  readonly outcome: 'success' | 'refused'
  readonly device: string
  readonly network: string
  /** 'password', 'totp', 'passkey', 'provider', 'code': how. Empty where it does not apply. */
  readonly methods: readonly string[]
  /** Name of the passkey, provider or carrier it was about; '' = none. */
  readonly about: string
}

export type AccountEventKind =
  | 'sign-in' | 'sign-out' | 'confirm' | 'session-ended' | 'password-changed' | 'totp-added' | 'totp-removed' | 'passkey-added' | 'passkey-removed'
  | 'recovery-issued' | 'recovery-used' | 'set-up' | 'account-closed'

/** POST /carriers/:carrier/recoveries, at the hospital's desk, once an identity document was seen → RecoveryCode, shown and printed once. For a person
 *  (permission person.desk): what they type at sign-in, and their Patient, to which that account must be linked as themselves; for staff
 *  (people.manage): their account's id. Faults: access/no-account (404): nobody of this carrier, or not to be recovered here: nobody is told which. */
export type RecoveryFor = { readonly patient: string; readonly login: string } | { readonly account: string }

export interface RecoveryCode {
  /** XXXXX-XXXXX-XXXXX-XXXXX */
  readonly code: string
  readonly expiresAt: string
  /** Path of the page where it is typed, for the printed sheet and its QR code. */
  readonly path: string
}

/** GET /carriers/:carrier/identity-providers → {providers}; POST NewIdentityProvider → 201; GET, PUT NewIdentityProvider, DELETE …/:id
 *  (permission carrier.settings). */
export interface IdentityProvider extends Omit<NewIdentityProvider, 'clientSecret'> {
  readonly id: string
  /** To be entered at the provider. */
  readonly redirectUri: string
  readonly backChannelLogoutUri: string
  readonly hasSecret: boolean
  readonly changedAt: string
}

export interface NewIdentityProvider {
  /** On the sign-in page, e.g. 'Klinikum Musterstadt (Mitarbeitende)'. */
  readonly name: string
  /** https, or http://localhost and http://127.0.0.1 for trials. */
  readonly issuer: string
  readonly clientId: string
  /** Absent on PUT = stays as it is; '' = a public client. */
  readonly clientSecret?: string
  /** Beside openid. */
  readonly scopes: readonly string[]
  readonly audience: 'staff' | 'persons'
  /** What a claim's value gives; the rules that match are added up. Staff for whom none matches may not enter. */
  readonly rules: readonly ClaimRule[]
  /** Claim with a verified KVNR, for persons; '' = none. */
  readonly kvnrClaim: string
  /** Whether it is offered and accepted. */
  readonly active: boolean
}

export interface ClaimRule {
  /** Path of the claim with dots: 'groups', 'realm_access.roles'. */
  readonly claim: string
  /** Equal to the claim or to one of its elements. */
  readonly value: string
  readonly roles: readonly string[]
  /** Ids of sites' Organizations. */
  readonly sites: 'all' | readonly string[]
}
