import type { Ctx } from '@steckwerk/kernel'

/** What an object is called within its carrier. */
export interface ObjectName {
  /** What sort of thing it is: small letters and hyphens, e.g. `raw-message`. */
  readonly kind: string
  /** 1 to 128 of A-Z a-z 0-9 . _ -, not beginning with a dot. Names are never used twice: an object never changes. */
  readonly id: string
}

/** What is known of an object once it is stored. */
export interface StoredObject {
  /** Bytes as given, before they were sealed. */
  readonly size: number
  /** Of the bytes as given. */
  readonly sha256: Buffer
}

/** Bytes from `start` to before `end`; without an end to the last. */
export interface ByteRange {
  readonly start: number
  readonly end?: number
}

export interface OpenedObject {
  /** Bytes as given. */
  readonly size: number
  /** Each piece has been authenticated before it is handed out. Throws objects/damaged where bytes are not those that were put. */
  readonly bytes: AsyncIterable<Buffer>
}

/** Where everything large goes: bytes of one carrier, sealed with its keys, whole or not there at all. Both backends behave alike. */
export interface ObjectStore extends AsyncDisposable {
  /** Takes the bytes in as they come; when it resolves they are durable. What fails leaves nothing behind that could be got.
   *  Faults: objects/name, objects/exists, objects/unavailable. */
  put(ctx: Ctx, name: ObjectName, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredObject>
  /** undefined = there is none. Faults: objects/name, objects/range, objects/damaged, objects/unavailable. */
  get(ctx: Ctx, name: ObjectName, range?: ByteRange): Promise<OpenedObject | undefined>
  /** Its size in bytes as given; undefined = there is none. Faults: objects/name, objects/damaged, objects/unavailable. */
  size(ctx: Ctx, name: ObjectName): Promise<number | undefined>
  /** Nothing happens where there is none. Faults: objects/name, objects/unavailable. */
  remove(ctx: Ctx, name: ObjectName): Promise<void>
  /** Ids of a kind, in an order of their own; `next` goes on from there. Faults: objects/name, objects/unavailable. */
  list(ctx: Ctx, kind: string, page: { readonly count: number; readonly after?: string }): Promise<{ readonly ids: readonly string[]; readonly next: string | undefined }>
}

/** Seals an object's own key with the carrier's; core/access has the keys. `context` is authenticated with it. */
export interface KeySealing {
  seal(ctx: Ctx, plain: Uint8Array, context: string): Promise<Buffer>
  /** Throws where the bytes or the context are not those that were sealed. */
  open(ctx: Ctx, sealed: Buffer, context: string): Promise<Buffer>
}

/** Where sealed bytes lie. Paths are made by the object store: safe parts joined by '/'. */
export interface Backend extends AsyncDisposable {
  /** All of the bytes or nothing, durable when it resolves. Faults: objects/exists, objects/unavailable. */
  write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** Bytes from `start` to before `end` (not beyond the last). undefined = there is none. Faults: objects/unavailable. */
  read(path: string, start: number, end: number): Promise<AsyncIterable<Uint8Array> | undefined>
  size(path: string): Promise<number | undefined>
  remove(path: string): Promise<void>
  /** Paths below a prefix after a path, in the order of their bytes. */
  list(prefix: string, after: string, count: number): Promise<readonly string[]>
}
