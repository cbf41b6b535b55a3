/** What the parts of this package, the FHIR interface and the plugboard agree on. Types only. */
import type { Resource } from '@steckwerk/fhir'
import type { Ctx } from '@steckwerk/kernel'
import type { Carrier, Job } from '@steckwerk/store'

/** How much a notification tells. Source: Subscriptions R5 Backport 1.1, backport-payload-content. */
export type Content = 'empty' | 'id-only' | 'full-resource'

/** Subscription.status. */
export type Status = 'requested' | 'active' | 'error' | 'off'

/** A FHIR R4 backport notification: a Bundle of type history whose first entry is the status. */
export interface Notification extends Resource {
  readonly resourceType: 'Bundle'
}

/** A service in the hub, or one that the hub speaks for, which is told of what happens at a carrier. */
export interface InsideSubscriber {
  readonly carrier: Carrier
  /** Its manifest's id: with the carrier it names the durable position. */
  readonly plug: string
  /** Its SMART backend client: what it may see now decides what it is told. */
  readonly client: string
  /** Search criteria (`Appointment?status=booked`) and canonical topics. */
  readonly topics: readonly string[]
  /** Default: full-resource. */
  readonly content?: Content
  /** Called one at a time in order, at whichever hub delivers for the carrier; what it throws is told again later, after 1 s to 1 min. */
  readonly handler: (notification: Notification, signal: AbortSignal) => Promise<void>
}

/** Subscriptions: who is told of what, and the delivery. */
export interface Events extends AsyncDisposable {
  /** From the first call on, events are kept and told, also those of a time when nobody listened; other topics at a later call hold from then on.
   *  Disposing stops the handler here and keeps the position. Faults: events/criteria, events/topic. */
  subscribe(subscriber: InsideSubscriber): Promise<AsyncDisposable>
  /** Ends it for good and forgets the position. */
  unsubscribe(carrier: Carrier, plug: string): Promise<void>
  readonly subscriptions: Subscriptions
  /** Forgets old events; to be run by the elected hub. */
  readonly job: Job
}

/** A Subscription as it is stored. */
export interface StoredSubscription {
  readonly id: string
  readonly version: number
  /** Milliseconds since 1970 UTC. */
  readonly lastUpdated: number
  /** As the one who asks may see it: what channel.header holds only for who made it. */
  readonly resource: Resource
}

/** Which Subscriptions; what is undefined says nothing. */
export interface SubscriptionFilter {
  readonly ids?: readonly string[] | undefined
  readonly status?: readonly string[] | undefined
  /** Endpoints, whole. */
  readonly urls?: readonly string[] | undefined
  /** Begin of the criteria, whatever their case. */
  readonly criteria?: readonly string[] | undefined
}

/** Which of the kept events. Numbers count from 1 in each Subscription. */
export interface EventRange {
  readonly since?: number
  readonly until?: number
  readonly content?: Content
}

/** The FHIR interface to Subscriptions. Every call acts as ctx.actor within ctx.view: others' Subscriptions are not there for it, unless it sees everything. */
export interface Subscriptions {
  /** Faults: events/not-a-program, events/criteria, events/topic, events/channel, events/not-readable, events/too-many. */
  create(ctx: Ctx, resource: Resource): Promise<StoredSubscription>
  /** Faults: those of create, events/missing, events/version, events/status. */
  update(ctx: Ctx, id: string, resource: Resource, version?: number): Promise<StoredSubscription>
  /** Ends it; whether there was one. Faults: events/version. */
  remove(ctx: Ctx, id: string, version?: number): Promise<boolean>
  get(ctx: Ctx, id: string): Promise<StoredSubscription | undefined>
  /** By id, newest last. */
  list(ctx: Ctx, filter: SubscriptionFilter): Promise<readonly StoredSubscription[]>
  /** SubscriptionStatus as Parameters, in a searchset Bundle. `base` = the carrier's FHIR base address. */
  status(ctx: Ctx, base: string, filter: SubscriptionFilter): Promise<Resource>
  /** Faults: events/missing. */
  events(ctx: Ctx, base: string, id: string, range: EventRange): Promise<Notification>
  /** Faults: events/missing, events/no-websocket. */
  bindingToken(ctx: Ctx, ids: readonly string[]): Promise<{ readonly token: string; readonly expires: Date }>
  /** Follows Subscriptions with channel websocket: each notification as text, at this hub. `token` = from bindingToken. undefined = may not. */
  bind(ctx: Ctx, asked: { readonly token: string } | { readonly id: string }, base: string, sink: Sink): Promise<readonly string[] | undefined>
}

/** The far end of a websocket. */
export interface Sink {
  /** Resolves when the text has left; throws where the socket has closed. */
  send(text: string): Promise<void>
  /** Aborts when the socket has closed. */
  readonly closed: AbortSignal
  /** Nothing more comes of a Subscription that it followed: the far end must not wait for it in silence. Who wants to go on binds anew. */
  close(): void
}
