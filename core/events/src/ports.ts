import type { Access } from '@steckwerk/access'
import type { Clock, Ctx, Log } from '@steckwerk/kernel'
import type { Carrier, Store } from '@steckwerk/store'
import type { InsideSubscriber } from './contract.ts'
import type { Looks } from './looks.ts'
import type { Rights } from './rights.ts'

/** How long things take; tests have them shorter. Milliseconds. */
export interface Pace {
  /** A hub that dies is followed by another after this. */
  readonly leaseMs: number
  /** A carrier where nothing has happened for so long has its position moved on. */
  readonly idleMs: number
  /** After a Subscription was told of everything, what comes next is gathered for so long: under load one notification tells of many events. */
  readonly gapMs: number
  /** Between looks for work that is due, and for carriers without a hub that matches. */
  readonly tickMs: number
  readonly firstRetryMs: number
  readonly longestRetryMs: number
  /** Failing for so long, a Subscription goes into error. */
  readonly errorAfterMs: number
  /** And so, where it has not answered the handshake: who subscribes is there and wants to know. Source: Subscriptions R5 Backport 1.1, rest-hook. */
  readonly handshakeMs: number
}

export const usualPace: Pace = { leaseMs: 18_000, idleMs: 30_000, gapMs: 50, tickMs: 500, firstRetryMs: 1_000, longestRetryMs: 60_000, errorAfterMs: 4 * 3_600_000, handshakeMs: 10_000 }

/** What all parts work with. */
export interface Ports {
  readonly store: Store
  readonly access: Pick<Access, 'keys' | 'audit' | 'outbound'>
  readonly rights: Rights
  readonly looks: Looks
  readonly clock: Clock
  readonly log: Log
  readonly pace: Pace
  /** The carrier's FHIR base address, as subscribers reach it. */
  readonly baseOf: (carrier: Carrier) => string
  /** Handlers of services at this hub, by `<tenant> <subscription>`. */
  readonly handlers: ReadonlyMap<string, InsideSubscriber['handler']>
}

/** The hub's own work at a carrier. */
export function hubCtx(carrier: Carrier, clock: Clock): Ctx {
  return { tenant: carrier.tenant, carrier: carrier.slug, actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'events', now: new Date(clock.now()) }
}

export const insideId = (plug: string): string => `inside-${plug}`
