/** An address of a service below /services/{plug}/{carrier}, as it is called. */
export interface RouteCall {
  readonly carrier: string
  /** As in the manifest: `POST /events/:event/votes`. */
  readonly route: string
  /** Decoded values of the path's `:names`; at most 128 characters each. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Parsed JSON; undefined where none came, and on a route that takes bytes. Its shape is the service's to check. */
  readonly body: unknown
  /** On a route whose manifest says `body: 'bytes'`. */
  readonly bytes: Uint8Array | undefined
  readonly caller: RouteCaller
  /** Aborts when the caller has gone, or the hub stops: ends what streams. */
  readonly signal: AbortSignal
}

/** Who calls a route, as far as a service needs it. */
export interface RouteCaller {
  /** `Account/…`; undefined = nobody is signed in. Always there on routes for those who are. */
  readonly account: string | undefined
  /** What the account is called; for showing. */
  readonly name: string | undefined
  /** What the account may do at this carrier, of those that concern services: `network.edit`. Empty where nobody is signed in. */
  readonly permissions: readonly string[]
  /** On routes with `device`: stands for one browser, at this service and carrier only; 43 characters, cannot be guessed, lasts half a year. No name and no account goes with it. */
  readonly device: string | undefined
  /** de, en. */
  readonly language: string
  /** A code that all log lines of this request bear. */
  readonly trace: string
}

/** What a service may say beside the content. `cache-control` and `etag` count on public GET routes only: everything else is never kept. */
export type RouteHeader = 'cache-control' | 'etag' | 'content-disposition' | 'last-modified' | 'location'

/** JSON, or a file or stream, or neither (204). */
export interface RouteAnswer {
  /** 200 to 299, 303 (with `location`, a path of the hub) or 404; refusals are Faults, which become the portal's error JSON `{ code, text, issues }`. */
  readonly status: number
  readonly headers?: Readonly<Partial<Record<RouteHeader, string>>>
  readonly json?: unknown
  readonly file?: RouteFile
}

export interface RouteFile {
  /** `text/calendar; charset=utf-8`, `application/rss+xml`, `text/event-stream` … HTML and SVG are shown in a sandbox without scripts. */
  readonly contentType: string
  /** A stream ends when `RouteCall.signal` aborts. A `text/event-stream` is kept alive by the hub with comments. */
  readonly content: string | Uint8Array | AsyncIterable<Uint8Array>
}
