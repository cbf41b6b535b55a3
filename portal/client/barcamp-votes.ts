import { backOff } from './back-off.ts'
import { PortalFault } from './request.ts'
import type { Vote } from './barcamp.ts'

/** waiting: there is no network or no answer, it goes on · closed: votes are not taken now, what waited is kept · refused: this browser cannot vote. */
export type VoteTrouble = 'waiting' | 'closed' | 'refused'

export interface VoteState {
  /** What was meant last and has not been answered yet, by session. */
  readonly waiting: Readonly<Record<string, boolean>>
  readonly trouble: VoteTrouble | undefined
}

export interface VoteQueueOptions {
  /** One for each event; outlives the page. */
  readonly name: string
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly send: (votes: readonly Vote[]) => Promise<{ readonly settled: readonly string[] }>
  /** Votes were answered: what the page shows of the hub is older than that. */
  readonly onSettled: (votes: readonly Vote[]) => void
  readonly now: () => number
  /** Waits so long, or less where the network comes back. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
}

interface Kept {
  readonly turn: number
  readonly votes: readonly Vote[]
}

const mostAtOnce = 100

/** A browser's votes on their way: each is kept until the hub has answered it, over lost networks and closed pages, and sent again until then. Each bears a key and
 *  a growing number, so that the hub counts what was meant last, once. */
export class VoteQueue {
  readonly #options: VoteQueueOptions
  readonly #listeners = new Set<() => void>()
  readonly #closing = new AbortController()
  #running = false
  #state: VoteState

  constructor(options: VoteQueueOptions) {
    this.#options = options
    this.#state = { waiting: waitingOf(this.#kept().votes), trouble: undefined }
    void this.#run()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): VoteState => this.#state

  vote(pitch: string, want: boolean): void {
    const { turn, votes } = this.#kept()
    // The time, so that a browser whose storage was emptied does not begin before what it has sent already.
    const next = Math.max(turn + 1, this.#options.now())
    this.#keep({ turn: next, votes: [...votes.filter(one => one.pitch !== pitch), { key: crypto.randomUUID(), pitch, want, turn: next }] })
    void this.#run()
  }

  /** Tries again what was not taken: votes may be open now. */
  retry(): void {
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
        const votes = this.#kept().votes.slice(0, mostAtOnce)
        if (votes.length === 0) return this.#tell(undefined)
        try {
          const settled = new Set((await this.#options.send(votes)).settled)
          const kept = this.#kept()
          this.#options.onSettled(votes)
          this.#keep({ ...kept, votes: kept.votes.filter(({ key }) => !settled.has(key)) })
          failures = 0
        } catch (error) {
          const trouble = troubleOf(error)
          this.#tell(trouble)
          if (trouble !== 'waiting') return
          failures += 1
          await this.#options.pause(backOff(failures, Math.random()), this.#closing.signal)
        }
      }
    } finally {
      this.#running = false
    }
  }

  #kept(): Kept {
    try {
      return JSON.parse(this.#options.storage.getItem(this.#options.name) ?? '') as Kept
    } catch {
      return { turn: 0, votes: [] }
    }
  }

  #keep(kept: Kept): void {
    this.#options.storage.setItem(this.#options.name, JSON.stringify(kept))
    this.#tell(this.#state.trouble, kept)
  }

  #tell(trouble: VoteTrouble | undefined, kept: Kept = this.#kept()): void {
    this.#state = { waiting: waitingOf(kept.votes), trouble }
    for (const listener of this.#listeners) listener()
  }
}

function waitingOf(votes: readonly Vote[]): VoteState['waiting'] {
  return Object.fromEntries(votes.map(({ pitch, want }) => [pitch, want]))
}

function troubleOf(error: unknown): VoteTrouble {
  if (!(error instanceof PortalFault) || error.status === 0 || error.status === 429 || error.status >= 500) return 'waiting'
  return error.code === 'community/voting-closed' ? 'closed' : 'refused'
}
