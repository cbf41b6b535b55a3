import type { Clock, Log } from '@steckwerk/kernel'
import type { PlugDocuments } from './documents.ts'
import type { PlugEditions } from './editions.ts'
import type { FhirBundle, FhirClient, FhirResource } from './fhir-client.ts'
import type { PlugManifest } from './manifest.ts'
import type { RouteAnswer, RouteCall } from './route.ts'

/** A service: ours or a vendor's, in the hub or as a process of its own. */
export interface Plug {
  readonly manifest: PlugManifest
  /** Called once; what it starts ends with `stop`. */
  start(host: PlugHost): Promise<RunningPlug>
}

/** What a service is given: nothing of it reaches beyond its manifest and what carriers granted. */
export interface PlugHost {
  readonly log: Log
  readonly clock: Clock
  /** Where people reach the hub, without a slash at the end. */
  readonly publicUrl: string
  /** Aborts when the service is to end. */
  readonly signal: AbortSignal
  /** The carriers whose provider the service is now: granted and chosen. */
  carriers(): Promise<readonly string[]>
  /** Faults: plug/not-granted where the carrier does not use it (any more). */
  carrier(slug: string): Promise<PlugCarrier>
  /** Whether work of this name is to be done for a carrier by this process now: true at one of several hubs, once in so many milliseconds. For what a
   *  service does again and again by itself. Faults: plug/not-granted. */
  takeTurn(carrier: string, work: string, everyMs: number): Promise<boolean>
}

/** One carrier that uses the service. */
export interface PlugCarrier {
  readonly slug: string
  readonly name: string
  readonly fhir: FhirClient
  readonly documents: PlugDocuments
  /** What the order's form was filled in with. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Counts for this month; `key` makes it once however often it is told. */
  count(metric: string, amount: number, key?: string): Promise<void>
  /** Tells people that there is news; the words are the platform's, and no health data goes along. */
  notify(news: PlugNews): Promise<void>
  /** Sends one mail to somebody who gave their address, in the platform's words. Resolves when it is accepted for sending; without mail at this hub, nothing
   *  is sent. Faults: notify/address, notify/too-many (this address has been sent too much lately). */
  mail(mail: PlugMail): Promise<void>
  /** Newsletters, to those who asked for them. */
  readonly editions: PlugEditions
}

/** A mail to an address that the carrier's people or visitors typed in. */
export interface PlugMail {
  readonly to: string
  /** One of core/notify's `addressTemplates`: `network-confirm` (a link that confirms the address) … */
  readonly template: string
  /** de, en. */
  readonly language: string
  /** What it is about in one line, such as the title of an event; at most 120 characters, without line breaks. */
  readonly about: string
  /** Path of the portal that the mail's link opens, with what proves the link in the fragment: `/netz/ruhr/bestaetigen#…`. Opening changes nothing: the page asks. */
  readonly path: string
  /** The same mail is sent once. */
  readonly key: string
  /** Of mails about a date: when it begins, and when it was to begin before. UTC instants; the platform writes them in the reader's language. */
  readonly when?: { readonly start: string; readonly was?: string | undefined } | undefined
  /** Path of the portal where such mails are ended, in place of the carrier's page at the mail's foot. Opening changes nothing. */
  readonly stop?: string | undefined
}

export interface PlugNews {
  /** `Patient/<id>` or `Practitioner/<id>` of this carrier; from services in the hub also `Account/<id>`, which they know by its calls. */
  readonly to: string
  /** A template of core/notify: `appointment-booked`, `appointment-changed`, `appointment-reminder`, `waiting-list-offer`, `form-waiting`, `news`, `network-news`. */
  readonly template: string
  /** Path of the portal that shows it. */
  readonly path: string
  /** The same news is told once. */
  readonly key: string
}

/** Who asks for an operation, as far as a service needs it. */
export interface OperationCaller {
  /** `Account/…`, `Person/…`, `Device/…`: for the record, not for decisions. */
  readonly actor: string
  /** Ids (`p1`, never `Patient/p1`) of the carrier's Patients that the caller may act for: themselves and those they are proxies of. undefined = staff or
   *  a program, held by the FHIR interface's own rules. */
  readonly patients?: readonly string[]
  readonly purpose: string
  /** A code that all log lines of this request bear. */
  readonly trace: string
  /** de, en. */
  readonly language: string
}

export interface OperationCall {
  readonly carrier: string
  /** As in the manifest: without `$`. */
  readonly name: string
  readonly type: string | undefined
  readonly id: string | undefined
  readonly caller: OperationCaller
  /** The body, or a GET's query as Parameters; undefined where there was none. */
  readonly input: FhirResource | undefined
}

export interface OperationAnswer {
  readonly status: number
  readonly resource: FhirResource | undefined
  readonly location?: string
}

/** A change of one record that somebody is about to make; one of `before` and `after` is there. */
export interface GuardedChange {
  readonly type: string
  /** undefined where the hub is yet to give one. */
  readonly id: string | undefined
  /** As it is stored; undefined = there is none, or none any more. */
  readonly before: FhirResource | undefined
  /** As it is to be stored; undefined = it is to be deleted. */
  readonly after: FhirResource | undefined
}

/** What is to be written at once: at most {@link mostGuarded} changes; more come in several calls, and all must be agreed to. */
export interface GuardCall {
  readonly carrier: string
  readonly caller: OperationCaller
  readonly changes: readonly GuardedChange[]
}

export const mostGuarded = 100

/** Steps of provisioning as OSB tells them. */
export interface Progress {
  readonly state: 'in progress' | 'succeeded' | 'failed'
  /** Shown to who ordered. */
  readonly description: string
  /** 0 to 100. */
  readonly percent?: number
}

export interface Provisioning {
  readonly carrier: string
  /** OSB's instance id. */
  readonly instance: string
  readonly plan: string
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What is left to a carrier that leaves. */
export interface ExitExport {
  /** `application/fhir+ndjson`, `text/csv` … */
  readonly contentType: string
  readonly fileName: string
  readonly content: AsyncIterable<Uint8Array>
}

export interface PlugHealth {
  readonly state: 'ok' | 'degraded' | 'down'
  /** For operators; holds no patient data. */
  readonly reason?: string
}

/** A service at work. Every call may come at any time, several at once, and again after a failure: each must be repeatable. */
export interface RunningPlug {
  health(): Promise<PlugHealth>
  /** Answers an operation of the manifest. Faults become the FHIR interface's own answers. */
  operation?(call: OperationCall): Promise<OperationAnswer>
  /** Whether the manifest's `guards` may be changed so: resolves where they may, refuses by a Fault. Judges by what it is given and reads at most: it is asked
   *  before anything is written, holds up who writes, and may be asked again. Not asked about the service's own writes, nor about what the KIS sends. */
  guard?(call: GuardCall): Promise<void>
  /** Answers a route of the manifest. Faults become the portal's error JSON. A GET changes nothing. */
  route?(call: RouteCall): Promise<RouteAnswer>
  /** A notification of one of the manifest's topics, at least once, in order for each carrier: FHIR R4 backport Bundle. */
  notified?(carrier: string, notification: FhirBundle): Promise<void>
  /** The carrier has ordered; asked again until it is done. A service without it is ready at once. */
  provision?(order: Provisioning): Promise<Progress>
  /** The carrier leaves: nothing is told or asked any more afterwards. */
  deprovision?(order: Provisioning): Promise<Progress>
  /** Everything of the carrier that does not lie in its records anyway. */
  exitExport?(order: Provisioning): Promise<ExitExport | undefined>
  stop(): Promise<void>
}
