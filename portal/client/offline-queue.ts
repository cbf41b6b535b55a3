import { freshUuid } from './fresh-uuid.ts'
import { backOff } from './back-off.ts'
import { PortalFault } from './request.ts'

/** Something a person did that the hub has not answered yet. */
export interface Queued<Body> {
  /** The same thing sent again bears the same key: the hub takes it once. */
  readonly key: string
  /** Grows with everything this browser puts: of two about the same place the hub keeps what was meant last. */
  readonly turn: number
  /** What it is about, where only the last counts: a later one takes its place in the queue. */
  readonly place: string | undefined
  readonly body: Body
}

export interface QueueState<Body> {
  readonly waiting: readonly Queued<Body>[]
  /** offline: there is no network or no answer, it goes on by itself · a fault: the hub refused what stands first; it is kept, and everything after it waits, until it is tried
   *  again or dropped. */
  readonly trouble: 'offline' | PortalFault | undefined
}

export interface OfflineQueueOptions<Body> {
  /** Of its own for each thing and place: `barcamp-votes/<network>/<event>`; outlives the page. */
  readonly name: string
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  /** Resolves when the hub has taken all of them; rejects with what it said. */
  readonly send: (items: readonly Queued<Body>[]) => Promise<unknown>
  /** How many are sent together, in their order. */
  readonly mostAtOnce: number
  /** They were taken: what the page shows of the hub is older than that. */
  readonly onTaken: (items: readonly Queued<Body>[]) => void
  readonly now: () => number
  /** Waits so long, or less where the network comes back. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
}

interface Kept<Body> {
  readonly turn: number
  readonly items: readonly Queued<Body>[]
}

/** What a browser has done, on its way: each thing is kept until the hub has taken it, over lost networks and closed pages, and sent again until then. Nothing is lost, and by
 *  its key nothing is doubled. */
export class OfflineQueue<Body> {
  readonly #options: OfflineQueueOptions<Body>
  readonly #listeners = new Set<() => void>()
  readonly #closing = new AbortController()
  #running = false
  /** Where the browser keeps nothing (a full storage): lasts as long as the page. */
  #unstored: Kept<Body> | undefined
  #state: QueueState<Body>

  constructor(options: OfflineQueueOptions<Body>) {
    this.#options = options
    this.#state = { waiting: this.#kept().items, trouble: undefined }
    void this.#run()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): QueueState<Body> => this.#state

  put(body: Body, place?: string): void {
    const { turn, items } = this.#kept()
    // The time, so that a browser whose storage was emptied does not begin before what it has sent already.
    const next = Math.max(turn + 1, this.#options.now())
    const others = place === undefined ? items : items.filter(one => one.place !== place)
    this.#keep({ turn: next, items: [...others, { key: freshUuid(), turn: next, place, body }] })
    void this.#run()
  }

  /** Tries again what was refused: it may be taken now. */
  retry(): void {
    void this.#run()
  }

  /** Gives up one thing, and goes on with what stood behind it. */
  drop(key: string): void {
    const kept = this.#kept()
    this.#keep({ ...kept, items: kept.items.filter(one => one.key !== key) })
    void this.#run()
  }

  close(): void {
    this.#closing.abort()
  }

  async #run(): Promise<void> {
    if (this.#running) return
    this.#running = true
    try {
      for (let failures = 0; !this.#closing.signal.aborted;) {
        const items = this.#kept().items.slice(0, this.#options.mostAtOnce)
        if (items.length === 0) return this.#tell(undefined)
        try {
          await this.#options.send(items)
          const taken = new Set(items.map(({ key }) => key))
          const kept = this.#kept()
          this.#options.onTaken(items)
          this.#keep({ ...kept, items: kept.items.filter(({ key }) => !taken.has(key)) })
          failures = 0
        } catch (error) {
          const trouble = troubleOf(error)
          this.#tell(trouble)
          if (trouble !== 'offline') return
          failures += 1
          await this.#options.pause(backOff(failures, Math.random()), this.#closing.signal)
        }
      }
    } finally {
      this.#running = false
    }
  }

  #kept(): Kept<Body> {
    if (this.#unstored !== undefined) return this.#unstored
    try {
      return JSON.parse(this.#options.storage.getItem(this.#options.name) ?? '') as Kept<Body>
    } catch {
      return { turn: 0, items: [] }
    }
  }

  #keep(kept: Kept<Body>): void {
    try {
      this.#options.storage.setItem(this.#options.name, JSON.stringify(kept))
      this.#unstored = undefined
    } catch {
      this.#unstored = kept
    }
    this.#tell(this.#state.trouble, kept)
  }

  #tell(trouble: QueueState<Body>['trouble'], kept: Kept<Body> = this.#kept()): void {
    this.#state = { waiting: kept.items, trouble }
    for (const listener of this.#listeners) listener()
  }
}

function troubleOf(error: unknown): 'offline' | PortalFault {
  return error instanceof PortalFault && error.status !== 0 && error.status !== 429 && error.status < 500 ? error : 'offline'
}

/** So many milliseconds, or until the network is back. */
export function pauseOrOnline(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}
