/** What the plugboard and those around it agree on. Types only. */
import type { ExitExport, FhirBundle, FhirResource, GuardCall, OperationAnswer, OperationCaller, PlugEditions, PlugMail, PlugManifest, PlugNews, PlugOperation, PlugRoute, PlugSlot, Progress, Provisioning, RouteAnswer, RouteCall } from '@steckwerk/plug'
import type { Job } from '@steckwerk/store'

/** Where a service runs: inside the hub, or as a process of its own at an address. */
export interface KnownPlug {
  readonly id: string
  readonly manifest: PlugManifest
  /** undefined = in the hub. */
  readonly url: string | undefined
  readonly health: PlugHealthNote | undefined
}

/** What was last found at a look at a service. */
export interface PlugHealthNote {
  readonly state: 'ok' | 'degraded' | 'down'
  readonly reason: string | undefined
  /** Milliseconds since 1970 UTC. */
  readonly at: number
}

/** What a carrier lets a service do. Everything left out is as the manifest has it. */
export interface GrantChoice {
  /** Each one that the manifest asks for, or narrower. */
  readonly scopes?: readonly string[]
  /** Some of the manifest's. */
  readonly purposes?: readonly string[]
  /** What the order's form was filled in with; no secrets. */
  readonly parameters?: Readonly<Record<string, unknown>>
  /** OSB's instance id, where it came by an order. */
  readonly instance?: string
}

/** A grant in force. */
export interface PlugGrant {
  readonly carrier: string
  readonly plug: string
  readonly scopes: readonly string[]
  readonly purposes: readonly string[]
  readonly parameters: Readonly<Record<string, unknown>>
  readonly instance: string | undefined
  /** The service's SMART client at this carrier; undefined where it was granted no scope. */
  readonly client: string | undefined
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  /** The actor who granted. */
  readonly by: string
  /** Types of the manifest's guards that the carrier has seen and lets it read. */
  readonly guards: readonly string[]
  /** The manifest asks for more now than when this was granted: the service gets that by a new grant only. */
  readonly asksForMore: boolean
}

/** Who grants, revokes or chooses: goes into the access log. */
export interface PlugActor {
  readonly actor: string
  readonly trace: string
  readonly purpose: string
}

/** What a carrier has granted to services: the port of orders. */
export interface Grants {
  /** Makes or replaces the grant; in force when it resolves. The first provider of its capability at the carrier becomes the chosen one.
   *  Faults: plugboard/plug-unknown, plugboard/scope-not-asked, plugboard/purpose-not-asked, plugboard/carrier-unknown,
   *  plugboard/serves-others. */
  grant(carrier: string, plug: string, choice: GrantChoice, by: PlugActor): Promise<PlugGrant>
  /** Ends it with every token, at once here and within seconds at other hubs; nothing where there is none. Faults: plugboard/carrier-unknown. */
  revoke(carrier: string, plug: string, by: PlugActor): Promise<void>
  ofCarrier(carrier: string): Promise<readonly PlugGrant[]>
  ofPlug(plug: string): Promise<readonly PlugGrant[]>
  find(carrier: string, plug: string): Promise<PlugGrant | undefined>
}

/** The carrier's provider of each capability. */
export interface ProviderChoice {
  /** Plug ids by capability; holds granted ones only. */
  of(carrier: string): Promise<ReadonlyMap<string, string>>
  /** undefined = no provider any more. Faults: plugboard/not-granted, plugboard/capability, plugboard/carrier-unknown. */
  choose(carrier: string, capability: string, plug: string | undefined, by: PlugActor): Promise<void>
}

/** An operation as it is addressed: `Appointment/$book` is { type: 'Appointment', level: 'type', name: 'book' }. */
export interface OperationAddress {
  readonly type: string | undefined
  readonly level: PlugOperation['level']
  /** Without `$`. */
  readonly name: string
}

/** An operation and who answers it. */
export interface FoundOperation {
  readonly plug: string
  readonly operation: PlugOperation
}

export interface OperationRequest extends OperationAddress {
  readonly id?: string
  readonly caller: OperationCaller
  readonly input?: FhirResource
}

/** Where FHIR operations of a carrier are answered by its providers. */
export interface OperationSocket {
  /** undefined = the carrier has no provider with it. */
  find(carrier: string, type: string | undefined, level: PlugOperation['level'], name: string): Promise<FoundOperation | undefined>
  /** All operations that the carrier's providers answer. */
  list(carrier: string): Promise<readonly FoundOperation[]>
  /** Whether any service knows such an operation, chosen or not. */
  isKnown(type: string | undefined, level: PlugOperation['level'], name: string): boolean
  /** The provider's answer: valid FHIR, of bounded size, in bounded time. Whether the caller may ask is the caller's business.
   *  Faults: plugboard/no-provider, plugboard/busy, plugboard/down, plugboard/time-limit, plugboard/answer-nonsense, plugboard/answer-size,
   *  plugboard/failed, and those the provider itself throws. */
  call(carrier: string, request: OperationRequest): Promise<OperationAnswer>
}

/** A route of a service and what stands at its names. */
export interface FoundRoute {
  readonly route: PlugRoute
  readonly params: Readonly<Record<string, string>>
}

/** A service's answer that the hub may send. */
export type CheckedRouteAnswer = Omit<RouteAnswer, 'json'> & {
  /** Of the JSON, written out once. */
  readonly text?: string
}

/** Where routes of a carrier's providers are answered. Who may call one is the caller's business. */
export interface RouteSocket {
  /** `path` below the carrier, as in the address. undefined = no such route, or the service is not the carrier's provider. */
  find(plug: string, carrier: string, method: string, path: string): Promise<FoundRoute | undefined>
  /** Faults: plugboard/no-provider, plugboard/busy, plugboard/down, plugboard/time-limit, plugboard/answer-nonsense, plugboard/answer-size,
   *  plugboard/failed, and those the service itself throws. */
  call(plug: string, call: RouteCall): Promise<CheckedRouteAnswer>
}

/** A page of a service that the portal may show in a frame. */
export interface OfferedSlot {
  readonly plug: Pick<KnownPlug, 'id' | 'manifest'>
  readonly slot: PlugSlot
  /** The service's address. */
  readonly url: string
  /** The SMART client of its pages at the carrier. */
  readonly client: string
  /** The most a launch may give it: what the slot asks for, within what the carrier granted the service. */
  readonly scopes: readonly string[]
}

/** Pages of a carrier's providers in the portal: of services outside, which the carrier has granted and chosen. Who may open one is the caller's business. */
export interface SlotSocket {
  ofCarrier(carrier: string): Promise<readonly OfferedSlot[]>
  find(carrier: string, plug: string, slot: string): Promise<OfferedSlot | undefined>
  /** The SMART client of a service's pages; undefined where it has none. */
  clientOf(carrier: string, plug: string): Promise<string | undefined>
}

/** Where a carrier's providers are asked before somebody else changes what they guard. */
export interface GuardSocket {
  /** The provider to be asked about each guarded type; nobody about writes of their own `client`. */
  of(carrier: string, client: string | undefined): Promise<ReadonlyMap<string, string>>
  /** Status 204: it agrees to all of it; 4xx with an OperationOutcome: it does not. Where it says neither in time, nothing may be written.
   *  Faults: plugboard/guard-silent, and those the provider itself throws. */
  ask(plug: string, call: GuardCall): Promise<OperationAnswer>
}

export interface UsageLine {
  readonly plug: string
  readonly metric: string
  /** 2026-11, in UTC. */
  readonly month: string
  readonly amount: number
}

export interface UsageReader {
  /** Months as 2026-11, both included. */
  of(carrier: string, months: { readonly from: string; readonly to: string }): Promise<readonly UsageLine[]>
}

/** What the orders' broker asks of a service that runs somewhere. */
export interface Lifecycle {
  provision(plug: string, order: Provisioning): Promise<Progress>
  deprovision(plug: string, order: Provisioning): Promise<Progress>
  exitExport(plug: string, order: Provisioning): Promise<ExitExport | undefined>
}

export interface Plugboard extends AsyncDisposable {
  readonly grants: Grants
  readonly choice: ProviderChoice
  readonly operations: OperationSocket
  readonly routes: RouteSocket
  readonly guards: GuardSocket
  readonly slots: SlotSocket
  readonly usage: UsageReader
  list(): Promise<readonly KnownPlug[]>
  /** Registers the service at this address, or reads its manifest and keys anew. Faults: plugboard/manifest, plugboard/unreachable,
   *  plugboard/id-taken, access/address-private. */
  add(url: string, by: PlugActor): Promise<KnownPlug>
  /** Forgets an outside service and ends its grants. Faults: plugboard/plug-unknown, plugboard/in-hub. */
  remove(plug: string, by: PlugActor): Promise<void>
  /** Looks at all services now. */
  lookAt(): Promise<readonly KnownPlug[]>
  /** The same again and again; to be run by the elected hub. */
  readonly healthJob: Job
  /** Which carrier's changes which service is to be told of, being its provider: the port of the events. */
  subscriptions(): Promise<readonly { readonly plug: string; readonly carrier: string; readonly client: string; readonly topics: readonly string[] }[]>
  /** Tells a service. Resolves when it has taken it; faults as those of an operation, plugboard/not-granted. */
  notified(plug: string, carrier: string, notification: FhirBundle): Promise<void>
  /** Calls back whenever services, grants or choices have changed, at this hub or another. */
  changes(listener: () => void): Disposable
  /** Counts a request of a SMART client that is a service's. Faults: plugboard/flood. */
  admit(client: string): Promise<void>
  /** Who proves itself as a service outside by a JWT of its own (iss = sub = plug id); undefined = none. Counts the request. Faults: plugboard/flood. */
  authenticate(token: string, audience: string): Promise<string | undefined>
  /** Counts for a service outside. Faults: plugboard/not-granted, plugboard/metric. */
  count(plug: string, carrier: string, metric: string, amount: number, key: string | undefined): Promise<void>
  /** Tells people for a service outside. Faults: plugboard/not-granted. */
  news(plug: string, carrier: string, news: PlugNews): Promise<void>
  /** Sends a mail for a service outside. Faults: plugboard/not-granted, and those of PlugCarrier.mail. */
  mail(plug: string, carrier: string, mail: PlugMail): Promise<void>
  /** Of services that run in the hub. Faults: plugboard/plug-unknown. */
  readonly lifecycle: Lifecycle
  /** Starts the services that run in the hub; `send` is a request of the hub's own HTTP interface. */
  start(send: HubSend): Promise<void>
}

export interface HubRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With leading slash. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HubResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

export type HubSend = (request: HubRequest) => Promise<HubResponse>

/** Where news for people goes; core/notify in a hub. */
export type NewsPort = (carrier: string, plug: string, news: PlugNews) => Promise<void>

/** Where mails to an address go; core/notify in a hub. */
export type MailPort = (carrier: string, plug: string, mail: PlugMail) => Promise<void>

/** Newsletters of a service at a carrier; core/notify in a hub. */
export type EditionPort = (carrier: string, plug: string) => Promise<PlugEditions>
