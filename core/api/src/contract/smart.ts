/** Wire types of SMART apps and clients, below /portal/api. Times are ISO instants. Types only.
 *
 *  How a person comes to the consent page: an app sends the browser to the hub's authorization endpoint, which leads to /freigabe/:uid, a
 *  page of the portal. Its first call answers 401 where nobody is signed in: sign in (/anmelden?weiter=/freigabe/:uid) and come back; who is
 *  signed in already goes on to `weiter` at once. The page ends with `location.assign(location)` of confirm's or refuse's answer.
 *  Refusals of all calls on an interaction: api/interaction-gone (404: unknown, used, older than 10 minutes, or begun in another browser). */

/** What one requested scope lets the app do; the page puts it into words. */
export type RequestedScope =
  | {
      readonly kind: 'data'
      /** The scope as it is sent back in `scopes` of Confirm. */
      readonly scope: string
      /** patient = of the one chosen patient; user = whatever the person may do themselves. */
      readonly context: 'patient' | 'user'
      /** A resource type, or '*' for every type. */
      readonly type: string
      /** Some of c(reate), r(ead), u(pdate), d(elete), s(earch), in that order. */
      readonly may: string
      /** Only what this search finds, such as `category=laboratory`; '' = everything. */
      readonly filter: string
    }
  /** identity = learns who is signed in (openid, fhirUser, profile); context = learns which patient or case is meant (launch…); online = while
   *  signed in; offline = also later, until revoked. */
  | { readonly kind: 'identity' | 'context' | 'online' | 'offline'; readonly scope: string }

/** Somebody the app may be opened for. */
export interface LaunchPerson {
  /** Patient's id at the carrier. */
  readonly patient: string
  readonly name: string
  /** YYYY-MM-DD, also YYYY-MM or YYYY; null = not known. */
  readonly birthDate: string | null
  readonly relation: 'self' | 'parent' | 'proxy' | 'treated'
}

/** GET /oidc/interactions/:uid → ConsentRequest */
export interface ConsentRequest {
  readonly client: { readonly id: string; readonly name: string; readonly vendor: string | null; readonly kind: ClientKind }
  /** Where the browser goes afterwards: an origin, or the scheme of an app on the device. */
  readonly destination: string
  readonly carrier: { readonly slug: string; readonly name: string }
  /** Who grants. */
  readonly account: string
  /** What was asked for, as far as this account may grant it. */
  readonly scopes: readonly RequestedScope[]
  /** Whether a patient is to be named. given = the launch named one (`persons` holds it); choose = one of `persons`; search = staff find one by
   *  GET …/persons?name=; none = the app works without. */
  readonly patient: 'none' | 'given' | 'choose' | 'search'
  readonly persons: readonly LaunchPerson[]
  /** What this account granted this app before, to be preselected; null = never. */
  readonly before: { readonly scopes: readonly string[]; readonly patient: string | null; readonly at: string } | null
}

/** GET /oidc/interactions/:uid/persons?name=… (at least two letters) → at most 20 whom the account may see. */
export interface FoundPersons {
  readonly persons: readonly LaunchPerson[]
}

/** POST /oidc/interactions/:uid/confirm → Onward. Refusals: api/launch-patient (422: one is to be chosen, or that one may not be),
 *  api/consent-scopes (422: a scope that was not asked for, or none is left). */
export interface Confirm {
  readonly patient?: string
  /** Those of `scopes[].scope` that are kept. */
  readonly scopes: readonly string[]
}

/** POST /oidc/interactions/:uid/refuse {} → Onward */
export interface Onward {
  /** Where the browser is to go: `window.location.assign(location)`. */
  readonly location: string
}

/** POST /carriers/:carrier/launches → Launched: opens an app from the portal (EHR launch). Refusals: api/client-unknown, api/launch-client
 *  (422: the app has no launch address), and 404 for a patient or case the account may not see. */
export interface NewLaunch {
  /** Client id. */
  readonly client: string
  readonly patient?: string
  readonly encounter?: string
}

export interface Launched {
  /** The app's launch address with `iss` and `launch`, to be opened in a new tab at once: single use, 5 minutes, for this account. */
  readonly location: string
  readonly expiresAt: string
}

/** GET /carriers/:carrier/launchable → apps of the carrier that can be opened from the portal. */
export interface LaunchableApps {
  readonly apps: readonly { readonly client: string; readonly name: string; readonly vendor: string | null }[]
}

/** GET /apps → which apps may read or write on my behalf. DELETE /apps/:id → 204, at once. */
export interface GrantedApps {
  readonly apps: readonly {
    readonly id: string
    readonly name: string
    readonly vendor: string | null
    readonly carrier: { readonly slug: string; readonly name: string }
    readonly patient: { readonly id: string; readonly name: string } | null
    readonly scopes: readonly RequestedScope[]
    readonly grantedAt: string
    /** When it last got a token. */
    readonly usedAt: string
    /** Whether it goes on when nobody is signed in. */
    readonly offline: boolean
  }[]
}

/** public = no secret (a page or an app on a device); secret = confidential with a client secret; key = confidential with a key pair, also
 *  for a backend service that acts for itself. */
export type ClientKind = 'public' | 'secret' | 'key'

/** GET /carriers/:carrier/clients → { clients }. Needs client.manage. */
export interface ClientInfo {
  readonly id: string
  readonly name: string
  readonly vendor: string | null
  readonly kind: ClientKind
  /** Uses the client_credentials grant with system/ scopes. */
  readonly backend: boolean
  readonly redirectUris: readonly string[]
  /** Where the app is opened from the portal; null = not at all. */
  readonly launchUri: string | null
  readonly scopes: readonly string[]
  readonly jwksUri: string | null
  /** Key ids of a key set kept here. */
  readonly keys: readonly string[]
  /** May introspect others' tokens of this carrier: a resource server. */
  readonly introspects: boolean
  readonly disabled: boolean
  readonly createdAt: string
  readonly createdBy: string
  /** When the secret was made; null = has none. */
  readonly secretAt: string | null
}

/** POST /carriers/:carrier/clients → 201 ClientWithSecret. Refusals: api/client-form with issues, each at its member. */
export interface NewClient {
  readonly name: string
  readonly vendor?: string
  readonly kind: ClientKind
  readonly backend?: boolean
  /** Compared exactly. https, http on 127.0.0.1, [::1] or localhost, or a scheme of an app such as `de.example.app:/back` for public clients. */
  readonly redirectUris?: readonly string[]
  readonly launchUri?: string
  /** SMART 2.2 scopes: the most it may ask for. */
  readonly scopes: readonly string[]
  /** Of kind key one of both: a JSON Web Key Set with public keys (RS384 or ES384), or its https address. */
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] }
  readonly jwksUri?: string
  readonly introspects?: boolean
}

/** Also POST /carriers/:carrier/clients/:id/secret {} → ClientWithSecret (kind secret): the former secret ends at once. */
export interface ClientWithSecret {
  readonly client: ClientInfo
  /** Shown once; null where the kind has none. */
  readonly secret: string | null
}

/** PUT /carriers/:carrier/clients/:id/disabled {disabled} → ClientInfo: its tokens end at once, and come back to nobody. */
export interface DisableClient {
  readonly disabled: boolean
}
