import type { StreamEvent } from '@steckwerk/api/contract'
import { openStream, type StreamState } from '../event-stream.ts'
import { fetchByIds, searchAll } from '../fhir.ts'
import { PortalFault } from '../request.ts'
import { assemble } from './assemble.ts'
import { Batcher } from './batcher.ts'
import type { Board } from './model.ts'
import { boardTypes, currentStatuses, ResourcePool, type BoardType } from './resource-pool.ts'
import { share } from './share.ts'

export interface WardFeedState {
  /** null until the first load is done. */
  readonly board: Board | null
  readonly connection: StreamState
  /** When the board was last known to be true, in milliseconds of the epoch; null before that. */
  readonly currentAt: number | null
  /** Why the last load failed; null once one succeeds. */
  readonly fault: PortalFault | null
}

/** What the feed needs of the outside; tests put their own here. */
export interface WardFeedPorts {
  readonly searchAll: typeof searchAll
  readonly fetchByIds: typeof fetchByIds
  readonly openStream: typeof openStream
}

type ChangedItem = Extract<StreamEvent, { kind: 'change' }>['items'][number]

/** A full load now and then mends whatever the stream may have lost, and turns the page at midnight. */
const reloadEvery = 15 * 60_000
/** Without a stream the page keeps itself up to date by asking. */
const pollEvery = 20_000
/** Up to here unknown people are fetched together with the encounters that will name them. */
const smallBatch = 50

/** The live board of one carrier: loads it, follows the hub's change events, fetches only what changed. */
export class WardFeed {
  #state: WardFeedState = { board: null, connection: 'connecting', currentAt: null, fault: null }
  readonly #carrier: string
  readonly #ports: WardFeedPorts
  readonly #listeners = new Set<() => void>()
  readonly #batcher = new Batcher<ChangedItem | 'reload'>({ hand: batch => this.#take(batch) })
  readonly #closing = new AbortController()
  readonly #stream: { close(): void }
  readonly #poll: ReturnType<typeof setInterval>
  #pool = new ResourcePool()
  #loadedAt = 0
  #absent = new Set<string>()

  constructor(carrier: string, ports: WardFeedPorts = { searchAll, fetchByIds, openStream }) {
    this.#carrier = carrier
    this.#ports = ports
    this.#stream = ports.openStream({
      url: `/portal/api/stream?carrier=${encodeURIComponent(carrier)}`,
      onEvent: event => {
        if (event.kind === 'change' && event.carrier === carrier) this.#batcher.add(event.items.filter(isBoardItem))
      },
      onState: (connection, missed) => {
        this.#emit({ connection })
        // The stream comes first and the load after it, so that no change falls between the two.
        if (missed || (this.#loadedAt === 0 && connection !== 'connecting')) this.#batcher.add(['reload'])
      },
    })
    this.#poll = setInterval(() => {
      const age = Date.now() - this.#loadedAt
      if (age >= reloadEvery || (this.#state.connection === 'waiting' && age >= pollEvery)) this.#batcher.add(['reload'])
    }, 5_000)
  }

  readonly state = (): WardFeedState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  reload(): void {
    this.#batcher.add(['reload'])
  }

  close(): void {
    this.#closing.abort()
    this.#stream.close()
    this.#batcher.close()
    clearInterval(this.#poll)
    this.#listeners.clear()
  }

  async #take(batch: readonly (ChangedItem | 'reload')[]): Promise<void> {
    try {
      const items = batch.filter(item => item !== 'reload')
      if (items.length < batch.length || this.#loadedAt === 0) await this.#load()
      await this.#fetchChanged(items)
      await this.#show()
    } catch (error) {
      if (this.#closing.signal.aborted) return
      this.#emit({ fault: error instanceof PortalFault ? error : new PortalFault(0, 'portal/unexpected', String(error)) })
      // What this batch was about is unknown now; only a full load makes the board true again.
      this.#loadedAt = Math.min(this.#loadedAt, Date.now() - reloadEvery + pollEvery)
    }
  }

  async #load(): Promise<void> {
    const signal = this.#closing.signal
    const pool = new ResourcePool()
    const [locations, encounters] = await Promise.all([
      this.#ports.searchAll(this.#carrier, 'Location', { _count: '1000' }, signal),
      this.#ports.searchAll(this.#carrier, 'Encounter', { status: [...currentStatuses].join(','), _count: '1000' }, signal),
    ])
    for (const resource of [...locations, ...encounters]) pool.put(resource)
    this.#pool = pool
    this.#absent = new Set()
    this.#loadedAt = Date.now()
  }

  async #fetchChanged(items: readonly ChangedItem[]): Promise<void> {
    const newest = new Map<string, ChangedItem>()
    for (const item of items) newest.set(`${item.type}/${item.id}`, item)
    const wanted = new Map<BoardType, string[]>()
    for (const [key, { type, id, version, deleted }] of newest) {
      this.#absent.delete(key)
      const boardType = type as BoardType
      if (deleted) this.#pool.remove(boardType, id)
      else if (version > this.#pool.version(boardType, id) && (isPlaceOrStay(boardType) || newest.size <= smallBatch || this.#pool.of(boardType).has(id))) {
        wanted.set(boardType, [...wanted.get(boardType) ?? [], id])
      }
    }
    await this.#fetch(wanted)
  }

  async #fetch(wanted: ReadonlyMap<BoardType, readonly string[]>): Promise<void> {
    await Promise.all([...wanted].map(async ([type, ids]) => {
      const found = await this.#ports.fetchByIds(this.#carrier, type, ids, this.#closing.signal)
      const gone = new Set(ids)
      for (const resource of found) {
        this.#pool.put(resource)
        gone.delete(resource.id ?? '')
      }
      for (const id of gone) {
        this.#pool.remove(type, id)
        this.#absent.add(`${type}/${id}`)
      }
    }))
  }

  /** Assembles the board and completes it: once as soon as it is worth showing, once more with the people it lacked. */
  async #show(): Promise<void> {
    const { board: first, missing } = assemble(this.#pool, new Date())
    let board = first
    const lacking = Object.entries(missing).map(([type, ids]) => [type as BoardType, [...(ids as ReadonlySet<string>)].filter(id => !this.#absent.has(`${type}/${id}`))] as const)
    const wanted = new Map(lacking.filter(([, ids]) => ids.length > 0))
    if (wanted.size > 0) {
      if (this.#state.board === null) this.#emit({ board })
      await this.#fetch(wanted)
      board = assemble(this.#pool, new Date()).board
    }
    this.#emit({ board: share(this.#state.board ?? undefined, board), currentAt: Date.now(), fault: null })
  }

  #emit(change: Partial<WardFeedState>): void {
    if (this.#closing.signal.aborted) return
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

function isBoardItem(item: ChangedItem): boolean {
  return (boardTypes as readonly string[]).includes(item.type)
}

function isPlaceOrStay(type: BoardType): boolean {
  return type === 'Location' || type === 'Encounter'
}
