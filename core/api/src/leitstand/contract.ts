/** The wire types between the portal and the hub's portal API. Times are ISO instants. Types only. */
import type { RatePoint } from '@steckwerk/ingest/contract'

export type {
  Alarm,
  CarrierOverview,
  ChannelOverview,
  ConnectorOverview,
  Overview,
  Problem,
  ProblemPage,
  RatePoint,
  RawMessage,
  ReplayResult,
} from '@steckwerk/ingest/contract'

/** GET /portal/api/entrance, without a session: what the sign-in page may tell. `accounts` is empty unless `demo`. */
export interface Entrance {
  readonly demo: boolean
  readonly accounts: readonly { readonly account: string; readonly roles: readonly ('operator' | 'ward')[] }[]
}

export interface Me {
  readonly account: string
  readonly name: string
  /** operator: Leitstand; ward: ward views of `carriers`. */
  readonly roles: readonly ('operator' | 'ward')[]
  readonly carriers: readonly { readonly slug: string; readonly name: string }[]
  readonly demo: boolean
}

/** Server-sent events of GET /portal/api/stream: `event:` is the kind, `data:` this object. */
export type StreamEvent =
  | { readonly kind: 'change'; readonly carrier: string; readonly items: readonly { readonly type: string; readonly id: string; readonly version: number; readonly deleted: boolean }[] }
  | { readonly kind: 'status'; readonly carrier: string }
  | { readonly kind: 'rates'; readonly points: readonly RatePoint[] }
