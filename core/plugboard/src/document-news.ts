import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { DocumentChange, DocumentName, PlugDocuments } from '@steckwerk/plug'
import { positionNow, type Store } from '@steckwerk/store'

/** In the outbox of the carrier; `names` as [kind, id, parent or null]. */
const topic = 'plug.documents'
interface Told {
  readonly plug: string
  readonly names: readonly (readonly [kind: string, id: string, parent: string | null])[]
}

interface Listener {
  readonly of: Parameters<PlugDocuments['changes']>[0]
  /** Not told yet; a document that changes again meanwhile is told once. */
  readonly waiting: Map<string, DocumentName>
  /** Why nothing is told any more. */
  end: { readonly missed?: unknown } | undefined
  wake: () => void
}

/** Those who listen at one carrier. */
interface Room {
  readonly listeners: Set<Listener>
  readonly left: AbortController
  readonly ready: Promise<void>
}

/** Tells of a service's documents. A carrier's outbox is followed once, however many listen: at an event that is every phone in the hall. */
export class DocumentNews {
  readonly #store: Store
  readonly #plug: string
  readonly #rooms = new Map<number, Room>()

  constructor(store: Store, plug: string) {
    this.#store = store
    this.#plug = plug
  }

  /** What is told of a write, in its transaction. */
  tell(writer: { emit(topic: string, payload: object): void }, names: readonly Pick<DocumentChange, 'kind' | 'id' | 'parent'>[]): void {
    writer.emit(topic, { plug: this.#plug, names: names.map(({ kind, id, parent }) => [kind, id, parent ?? null]) } satisfies Told)
  }

  /** Resolves once it listens. The sequence faults with plug/documents-missed where something was missed. */
  async listen(ctx: Ctx, of: Listener['of'], signal: AbortSignal): Promise<AsyncIterable<DocumentName>> {
    let room = this.#rooms.get(ctx.tenant)
    if (room === undefined) this.#rooms.set(ctx.tenant, (room = this.#open(ctx)))
    const listener: Listener = { of, waiting: new Map(), end: undefined, wake: () => undefined }
    const at = room
    at.listeners.add(listener)
    const leave = (): void => {
      signal.removeEventListener('abort', leave)
      listener.waiting.clear()
      end(listener, {})
      at.listeners.delete(listener)
      if (at.listeners.size === 0) this.#close(ctx, at)
    }
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave)
    try {
      await at.ready
    } catch (thrown) {
      leave()
      throw thrown
    }
    return heard(listener, leave)
  }

  #open(ctx: Ctx): Room {
    const left = new AbortController()
    const from = this.#store.read(ctx, (r) => r.query<{ position: string }>(sql`select ${positionNow} as position`))
    const room: Room = { listeners: new Set(), left, ready: from.then(() => undefined) }
    // Whoever waits for it is told; here nobody may be left.
    room.ready.catch(() => this.#close(ctx, room))
    void from.then(async ([now]) => this.#follow(ctx, room, now!.position), () => undefined)
    return room
  }

  async #follow(ctx: Ctx, room: Room, position: string): Promise<void> {
    let missed: unknown
    try {
      for await (const event of this.#store.events(ctx.tenant, room.left.signal, position)) {
        if (event.topic !== topic) continue
        const { plug, names } = event.payload as Told
        if (plug === this.#plug) for (const [kind, id, parent] of names) tellAll(room, { kind, id, parent: parent ?? undefined })
      }
    } catch (thrown) {
      missed = thrown
    }
    this.#close(ctx, room)
    for (const listener of room.listeners) end(listener, { missed })
  }

  #close(ctx: Ctx, room: Room): void {
    room.left.abort()
    if (this.#rooms.get(ctx.tenant) === room) this.#rooms.delete(ctx.tenant)
  }
}

function tellAll({ listeners }: Room, name: DocumentName): void {
  for (const { of: { kinds, parent }, waiting, wake } of listeners) {
    if ((kinds !== undefined && !kinds.includes(name.kind)) || (parent !== undefined && name.parent !== parent)) continue
    waiting.set(`${name.kind}/${name.id}`, name)
    wake()
  }
}

function end(listener: Listener, how: NonNullable<Listener['end']>): void {
  listener.end ??= how
  listener.wake()
}

async function* heard(listener: Listener, leave: () => void): AsyncGenerator<DocumentName, void> {
  try {
    for (;;) {
      if (listener.waiting.size > 0) {
        const names = [...listener.waiting.values()]
        listener.waiting.clear()
        yield* names
      } else if (listener.end === undefined) {
        await new Promise<void>((resolve) => { listener.wake = resolve })
      } else {
        const { missed } = listener.end
        if (missed !== undefined) throw new Fault('unavailable', 'plug/documents-missed', 'Changes may have been missed: read anew.', { cause: missed })
        return
      }
    }
  } finally {
    leave()
  }
}
