import type { Target } from './target.ts'

/** What the load generator is made with. */
export interface LoadSettings {
  readonly target: Target
  readonly method: 'POST' | 'GET'
}

/** Requests to keep in flight. */
export interface Drive {
  /** Parts by name (parts.ts) with their shares of the requests. */
  readonly mix: readonly { readonly part: string; readonly weight: number }[]
  readonly seconds: number
  readonly concurrency: number
  /** Ends after so many requests, or once so many resources have been written. */
  readonly limit?: number
  readonly untilResources?: number
  /** Requests begun a second; left out: as many as get through. A late one's time counts from when it was due. */
  readonly rate?: number
  /** Where the same requests go in place of the target's own bases: another server with the same data. */
  readonly through?: readonly string[]
}

/** What came of one part of a drive. */
export interface PartResult {
  readonly part: string
  /** The part's own name, for people. */
  readonly name: string
  readonly requests: number
  /** Resources written; 0 where the part writes none. */
  readonly written: number
  /** Seconds from the first request of the drive to its last answer. */
  readonly elapsed: number
  readonly p50_ms: number
  readonly p95_ms: number
  readonly p99_ms: number
  /** Mean number of resources in the answers that were looked into; 0 where none was. */
  readonly rows: number
}

export type Order = { readonly kind: 'outside' } | { readonly kind: 'drive'; readonly drive: Drive }
export type Reply =
  | { readonly kind: 'done'; readonly results: readonly PartResult[]; readonly written: number }
  | { readonly kind: 'failed'; readonly message: string }
