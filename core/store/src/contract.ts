import type { Ctx, Sql, Tenant } from '@steckwerk/kernel'
import type { Resource, ResourceKey, SearchQuery } from '@steckwerk/fhir'

/** One stored version of a resource. */
export interface Stored {
  readonly type: string
  readonly id: string
  /** Counts 1, 2, 3 per resource. */
  readonly version: number
  /** Milliseconds since 1970 UTC. */
  readonly lastUpdated: number
  /** The resource's JSON text with id, meta.versionId and meta.lastUpdated in place; undefined once deleted. */
  readonly text: string | undefined
  /** The keyed hash of the one Patient it belongs to (its patient or subject; a Patient's own); 0n = several, undefined = nobody. */
  readonly patient?: bigint | undefined
}

/** An entry of the access log as it is stored; core/access makes it and turns it into an AuditEvent. */
export interface AuditRow {
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly actor: string
  readonly client?: string | undefined
  readonly address?: string | undefined
  readonly purpose: string
  readonly trace: string
  /** What happened: a code of core/access' table of audited events. */
  readonly event: string
  /** AuditEvent.action. */
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E'
  /** AuditEvent.outcome: 0 success, 4 refused or the caller's mistake, 8 failed here. */
  readonly outcome: 0 | 4 | 8
  readonly type?: string | undefined
  readonly id?: string | undefined
  readonly version?: number | undefined
  /** Hashes of the Patients concerned, as in Stored. */
  readonly patients: readonly bigint[]
  /** Further facts, JSON, sealed where it could hold patient data. */
  readonly detail?: Buffer | undefined
}

/** An intended change. `expect` is the version that must be current: 0 = must not exist (a deleted one counts as
 *  existing with its last version), 'any' = whatever is there. */
export type Change =
  | {
      readonly kind: 'put'
      readonly type: string
      readonly id: string
      /** The resource as JSON text: what is stored, with id and meta spliced in. Decimals keep their form. */
      readonly text: string
      /** The same, parsed: what the index is taken from. */
      readonly resource: Resource
      /** The caller has compared with the current content already: it is another. */
      readonly differs?: true
      readonly expect: number | 'any'
    }
  | { readonly kind: 'delete'; readonly type: string; readonly id: string; readonly expect: number | 'any' }

export interface SearchResult {
  readonly rows: readonly Stored[]
  /** What _include and _revinclude bring along, each resource once and none that is among `rows`. */
  readonly included: readonly Stored[]
  /** More would have been included than one answer may hold (1,000). */
  readonly includedCut: boolean
  /** The cursor of the next page; undefined on the last. */
  readonly next: string | undefined
  readonly total: number | undefined
}

/** How a search is answered, for an operator. Holds hashes in place of codes, but strings and dates as searched for. */
export interface SearchExplanation {
  /** `collect` = candidates by one index, then sorted; `walk` = the sort order's own index until the page is full; `walk-then-collect` = a
   *  bounded walk, and collecting where it does not fill the page; `none` = nothing can match. */
  readonly route: 'collect' | 'walk' | 'walk-then-collect' | 'none'
  /** Why, in a sentence. */
  readonly reason: string
  /** Ways to collect candidates with how many they give, counted up to the limit from which they are frequent. */
  readonly drivers: readonly { readonly kind: string; readonly candidates: number | undefined; readonly chosen: boolean }[]
  /** The statements as run, each with EXPLAIN ANALYZE's lines and its milliseconds. */
  readonly statements: readonly { readonly text: string; readonly plan: readonly string[]; readonly ms: number }[]
  readonly rows: number
}

/** Which versions a history is asked for. Instants in milliseconds since 1970 UTC. */
export interface HistoryQuery {
  /** undefined = of all types. */
  readonly type: string | undefined
  /** With a type: of this one resource. */
  readonly id?: string
  /** Versions made at or after this. */
  readonly since?: number
  /** Versions that were current at some time of this closed range. */
  readonly at?: { readonly low: number; readonly high: number }
  readonly count: number
  /** The opaque cursor of a next link. */
  readonly cursor?: string
}

export interface HistoryResult {
  /** Newest first. */
  readonly rows: readonly Stored[]
  readonly next: string | undefined
  /** Every version made before this instant (milliseconds) that will ever exist is in view, those at or after it are left out: whoever asks
   *  again with `since` = this instant misses nothing. */
  readonly complete: number
  readonly total?: number | undefined
}

/** What belongs to one Patient or Encounter: its compartment, over all types. */
export interface CompartmentQuery {
  readonly compartment: string
  readonly id: string
  /** undefined = all types. */
  readonly types: readonly string[] | undefined
  /** Updated at or after this; milliseconds since 1970 UTC. */
  readonly since: number | undefined
  readonly count: number
  readonly cursor: string | undefined
}

/** Reads within one carrier. Every call is one statement under the caller's tenant. */
export interface Reader {
  /** The current version (also a deleted one, with text undefined); undefined if there never was one. */
  get(type: string, id: string): Promise<Stored | undefined>
  /** Many at once; absent ones are left out. Keyed by `Type/id`. */
  getMany(keys: readonly ResourceKey[]): Promise<Map<string, Stored>>
  version(type: string, id: string, version: number): Promise<Stored | undefined>
  /** Faults: store/bad-cursor. */
  history(query: HistoryQuery): Promise<HistoryResult>
  /** Faults: store/bad-cursor, store/sort-unsupported. Conditions of kind `in` must have been replaced before. */
  search(query: SearchQuery): Promise<SearchResult>
  /** The same search, told instead of answered. */
  explain(query: SearchQuery): Promise<SearchExplanation>
  /** The compartment's resources by type and id; the Patient or Encounter itself is one of its own compartment.
   *  Faults: store/bad-cursor. */
  compartment(query: CompartmentQuery): Promise<{ readonly rows: readonly Stored[]; readonly next: string | undefined }>
  /** Which of these may be seen by ctx.view, by `Type/id`; deleted ones count by what they were. All that exist, where ctx has no view. */
  visible(keys: readonly ResourceKey[]): Promise<Set<string>>
  /** The hash that stands for a Patient in Stored.patient. */
  patientHash(id: string): bigint
  /** Every current resource that mentions this Patient in any reference. */
  mentioning(patientId: string): Promise<Stored[]>
  /** A statement of a core package's own tables, through the tenant's views (schema `st`) only. */
  query<Row extends object>(statement: Sql): Promise<Row[]>
}

/** Writes within one carrier, all or nothing. Statements are pipelined: a call that is not awaited is already sent. */
export interface Writer extends Reader {
  /** Applies changes in key order, keeps superseded versions, maintains the index and the outbox.
   *  A put whose content equals the current one (meta aside) writes no version and returns the current row.
   *  Returns the resulting rows in the order of `changes`.
   *  Faults: store/version-conflict (the whole transaction is rolled back). */
  apply(changes: readonly Change[]): Promise<Stored[]>
  /** Waits until no other transaction of this carrier holds one of the keys (any text; conditional interactions lock their criteria), then
   *  holds them to the end of this one. All keys of a transaction in one call: they are taken in one order. */
  lock(keys: readonly string[]): Promise<void>
  /** An event beside the resource changes that `apply` records itself; delivered after commit. */
  emit(topic: string, payload: object): void
  /** An entry of the access log, written with the transaction. */
  note(row: AuditRow): void
}

/** An outbox entry, in commit order per tenant. */
export interface OutboxEvent {
  readonly tenant: Tenant
  /** Opaque, orders within the tenant; to resume after. */
  readonly position: string
  readonly topic: string
  readonly payload: unknown
}

/** The payload of topic `fhir.change`: what one transaction changed. */
export interface FhirChange {
  readonly items: readonly { readonly type: string; readonly id: string; readonly version: number; readonly deleted: boolean }[]
}

export interface Carrier {
  readonly tenant: Tenant
  readonly slug: string
  readonly name: string
  /** A network holds what people of a region know of each other, and never clinical data: the types of `networkTypes` only. */
  readonly kind: 'carrier' | 'network'
}

export interface Store {
  /** All carriers (cached, refreshed when unknown). */
  carriers(): Promise<readonly Carrier[]>
  carrier(slug: string): Promise<Carrier | undefined>
  /** After a carrier was added: it is known at this hub from then on; at others within a second. */
  renewCarriers(): Promise<void>
  /** The deterministic id of (tenant, type, system, value): 26 characters, keyed, so it tells nothing of the value. */
  idOf(tenant: Tenant, type: string, system: string, value: string): string
  read<T>(ctx: Ctx, work: (reader: Reader) => Promise<T>): Promise<T>
  /** One transaction. Retried whole, at most 5 times, on store/version-conflict when `retry` is true: `work` must be repeatable. */
  write<T>(ctx: Ctx, work: (writer: Writer) => Promise<T>, options?: { readonly retry?: boolean }): Promise<T>
  /** Independent single changes, committed together with others that wait (group commit). `note` makes the change's entry of the access log,
   *  written in the same transaction. */
  commit(ctx: Ctx, change: Change, note?: (stored: Stored) => AuditRow): Promise<Stored>
  /** Entries of the access log that stand for themselves (reads, refusals): written in batches; resolves once they are durable. */
  note(ctx: Ctx, rows: readonly AuditRow[]): Promise<void>
  /** Outbox events of one tenant after a position, in commit order; without a position from now on.
   *  Ends when the signal aborts. Wakes by NOTIFY, polls at least every second. */
  events(tenant: Tenant, signal: AbortSignal, after?: string): AsyncIterable<OutboxEvent>
  /** Closes pools; running work is waited for. */
  [Symbol.asyncDispose](): Promise<void>
}
