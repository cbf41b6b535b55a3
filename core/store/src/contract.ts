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
  /** The cursor of the next page; undefined on the last. */
  readonly next: string | undefined
  readonly total: number | undefined
}

/** Reads within one carrier. Every call is one statement under the caller's tenant. */
export interface Reader {
  /** The current version (also a deleted one, with text undefined); undefined if there never was one. */
  get(type: string, id: string): Promise<Stored | undefined>
  /** Many at once; absent ones are left out. Keyed by `Type/id`. */
  getMany(keys: readonly ResourceKey[]): Promise<Map<string, Stored>>
  version(type: string, id: string, version: number): Promise<Stored | undefined>
  /** Newest first. `before` is a version number to page on. */
  history(type: string, id: string, page: { readonly count: number; readonly before?: number }): Promise<Stored[]>
  search(query: SearchQuery): Promise<SearchResult>
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
  /** An event beside the resource changes that `apply` records itself; delivered after commit. */
  emit(topic: string, payload: object): void
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
}

export interface Store {
  /** All carriers (cached, refreshed when unknown). */
  carriers(): Promise<readonly Carrier[]>
  carrier(slug: string): Promise<Carrier | undefined>
  /** The deterministic id of (tenant, type, system, value): 26 characters, keyed, so it tells nothing of the value. */
  idOf(tenant: Tenant, type: string, system: string, value: string): string
  read<T>(ctx: Ctx, work: (reader: Reader) => Promise<T>): Promise<T>
  /** One transaction. Retried whole, at most 5 times, on store/version-conflict when `retry` is true: `work` must be repeatable. */
  write<T>(ctx: Ctx, work: (writer: Writer) => Promise<T>, options?: { readonly retry?: boolean }): Promise<T>
  /** Independent single changes, committed together with others that wait (group commit). */
  commit(ctx: Ctx, change: Change): Promise<Stored>
  /** Outbox events of one tenant after a position, in commit order; without a position from now on.
   *  Ends when the signal aborts. Wakes by NOTIFY, polls at least every second. */
  events(tenant: Tenant, signal: AbortSignal, after?: string): AsyncIterable<OutboxEvent>
  /** Closes pools; running work is waited for. */
  [Symbol.asyncDispose](): Promise<void>
}
