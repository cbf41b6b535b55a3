/** What a service keeps for a carrier where FHIR has no shape for it: votes, pitches, assessments. In the hub's database, for services in the hub; one outside
 *  keeps its own, and each call is a fault plug/documents-inside. Bodies may hold names of people: they are sealed with the carrier's key, end with the grant's
 *  `exitExport` and the carrier's erasure, and who a service keeps anything about must be found and removed by the service itself. Kinds, ids and parents are
 *  not sealed: they hold no names, addresses or anything else that says who. */
export interface PlugDocuments {
  /** undefined where there is none. */
  get<Body = unknown>(kind: string, id: string): Promise<PlugDocument<Body> | undefined>
  /** In the order of ids by code unit, so that ids which grow with time are listed by time. */
  list<Body = unknown>(kind: string, range?: DocumentRange): Promise<readonly PlugDocument<Body>[]>
  /** Of a kind, or of those below one parent. */
  count(kind: string, parent?: string): Promise<number>
  /** All or nothing, at most 500; the versions they have afterwards in the same order, 0 = deleted. Each document stands in it once.
   *  Faults: plug/document-changed (one of them has another version), plug/document-size, plug/document-name,
   *  plug/document-count. */
  write(changes: readonly DocumentChange[]): Promise<readonly number[]>
  /** Resolves once it listens: what is read from then on is old at most by what is told. Tells what was changed at any hub, after it is committed. Several changes
   *  of one document may be told once. Ends when the signal aborts; a fault plug/documents-missed where something was missed: listen anew, read anew. */
  changes(of: { readonly kinds?: readonly string[]; readonly parent?: string }, signal: AbortSignal): Promise<AsyncIterable<DocumentName>>
}

export interface DocumentName {
  /** a-z, 0-9, `-`; at most 40 characters. */
  readonly kind: string
  /** A-Z, a-z, 0-9, `-`, `.`, `_`; at most 128 characters. */
  readonly id: string
  /** What it belongs to, of the same form as an id: the event of a pitch. */
  readonly parent: string | undefined
}

export interface PlugDocument<Body = unknown> extends DocumentName {
  /** Counts 1, 2, 3 from the document's making. */
  readonly version: number
  /** Written last; milliseconds since 1970 UTC. */
  readonly at: number
  readonly body: Body
}

export interface DocumentChange {
  readonly kind: string
  readonly id: string
  /** Absent = it has none: a parent is given with every version. */
  readonly parent?: string | undefined
  /** JSON, at most {@link mostDocumentBytes}; undefined = it is deleted. */
  readonly body: unknown
  /** 0 = only where there is none, n = only over exactly this one, absent = whatever is there. */
  readonly version?: number | undefined
}

export interface DocumentRange {
  readonly parent?: string
  /** Ids after this one. */
  readonly after?: string
  /** At most 1,000; default 100. */
  readonly count?: number
}

/** As UTF-8. */
export const mostDocumentBytes = 256 * 1024
export const mostDocumentChanges = 500
