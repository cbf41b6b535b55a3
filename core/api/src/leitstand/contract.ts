/** The wire types between the portal and the hub's portal API. Times are ISO instants. Types only. */
import type { RatePoint } from '@steckwerk/ingest/contract'

export type {
  Alarm,
  CarrierOverview,
  ChannelOverview,
  ConnectorOverview,
  HeldMessage,
  HeldPage,
  OutboundOverview,
  Overview,
  Problem,
  ProblemPage,
  RatePoint,
  RawMessage,
  ReplayResult,
} from '@steckwerk/ingest/contract'

/** What somebody is; docs/roles.md. `patient` and `proxy` follow from the account's links and are not told here. */
export type RoleName =
  | 'operator' | 'carrier-admin' | 'carrier-it' | 'clinician' | 'ward-clerk' | 'referrer' | 'aftercare' | 'network-editor' | 'vendor'

/** GET /portal/api/entrance, without a session: what the sign-in page may tell. `accounts` is empty unless `demo`. */
export interface Entrance {
  readonly demo: boolean
  readonly accounts: readonly {
    readonly account: string
    readonly name: string
    /** None: a patient, or a relative. */
    readonly roles: readonly RoleName[]
    /** Names of the carriers; none = of the platform, or a person. */
    readonly carriers: readonly string[]
  }[]
}

/** GET /portal/api/me */
export interface Me {
  /** The account's internal id. */
  readonly account: string
  readonly name: string
  /** All roles, wherever: what spaces are offered. Nobody without: a patient, a relative. */
  readonly roles: readonly RoleName[]
  /** What may be done on the platform as a whole: names of docs/roles.md. */
  readonly permissions: readonly string[]
  /** Where the account has roles, and what it may do there. */
  readonly carriers: readonly { readonly slug: string; readonly name: string; readonly roles: readonly RoleName[]; readonly permissions: readonly string[] }[]
  /** The other carriers whose patients may have released records to where the account works: to be looked into by FHIR. */
  readonly elsewhere: readonly { readonly slug: string; readonly name: string }[]
  /** Networks the account is a member of; left out where there is none. */
  readonly networks?: readonly { readonly slug: string; readonly name: string; readonly permissions: readonly string[] }[]
  readonly demo: boolean
}

/** Server-sent events of GET /portal/api/stream: `event:` is the kind, `data:` this object. */
export type StreamEvent =
  | { readonly kind: 'change'; readonly carrier: string; readonly items: readonly { readonly type: string; readonly id: string; readonly version: number; readonly deleted: boolean }[] }
  | { readonly kind: 'status'; readonly carrier: string }
  /** An emergency access wants a review: to those who review. */
  | { readonly kind: 'emergency'; readonly carrier: string }
  | { readonly kind: 'rates'; readonly points: readonly RatePoint[] }
