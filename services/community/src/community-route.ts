import type { PlugCarrier, PlugDocuments, RouteAnswer, RouteCall } from '@steckwerk/plug'
import type { Shelf } from './published/shelf-contract.ts'
import type { Together } from './together.ts'

/** What a route is called with, and whose it is. */
export interface Asked {
  readonly carrier: PlugCarrier
  readonly documents: PlugDocuments
  readonly call: RouteCall
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  readonly publicUrl: string
  /** What public pages show. */
  readonly shelf: Shelf
  readonly together: Together
}

/** One address of the service with its answer: the manifest is made from these. */
export interface CommunityRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly access: 'public' | 'signed-in' | 'editor'
  readonly device?: true
  readonly crossOrigin?: true
  readonly embeddable?: true
  /** Absent = JSON. */
  readonly body?: 'bytes'
  readonly maxBytes?: number
  readonly limit?: { readonly device?: number; readonly address?: number }
  readonly answer: (asked: Asked) => Promise<RouteAnswer>
}
