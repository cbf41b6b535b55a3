import { Fault, type Clock, type Log } from '@steckwerk/kernel'
import { backOff } from './back-off.ts'

export interface LinkParts {
  readonly log: Log
  readonly clock: Clock
  /** Called when it is worth trying (again). */
  readonly onUsable: () => void
}

/** What is wrong, and since when (milliseconds since 1970 UTC). */
export interface LinkProblem {
  readonly fault: Fault
  readonly at: number
}

/** Whether the hub can be talked to. The log hears of a loss once and of the recovery once. */
export class Link {
  readonly #parts: LinkParts
  #state: 'up' | 'down' | 'trying' | 'forbidden' = 'trying'
  #failures = 0
  #losses = 0
  #timer: NodeJS.Timeout | undefined
  /** Null while the link works. */
  problem: LinkProblem | null = null

  constructor(parts: LinkParts) {
    this.#parts = parts
  }

  get usable(): boolean {
    return this.#state === 'up' || this.#state === 'trying'
  }

  get forbidden(): boolean {
    return this.#state === 'forbidden'
  }

  /** To be taken before a request and handed to `works`: an answer to something asked before the link was lost says nothing
   *  about its recovery. */
  get ticket(): number {
    return this.#losses
  }

  /** An answer came that the hub gives in health. */
  works(ticket: number): void {
    if (ticket !== this.#losses) return
    this.#failures = 0
    if (this.#state === 'up') return
    const lost = this.problem !== null
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#state = 'up'
    this.problem = null
    this.#parts.log.info(lost ? 'hub.reachable-again' : 'hub.reachable')
    this.#parts.onUsable()
  }

  /** No answer came, or that the hub is out of order: everything waits, then one more try is made. */
  fails(fault: Fault): void {
    if (this.#state === 'forbidden' || this.#timer !== undefined) return
    if (this.problem === null) this.#parts.log.error('hub.unreachable', fault)
    this.problem = { fault, at: this.problem?.at ?? this.#parts.clock.now() }
    this.#state = 'down'
    this.#losses++
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#state = 'trying'
      this.#parts.onUsable()
    }, backOff(++this.#failures))
  }

  /** The hub refuses this connector; only `works` ends that. */
  forbid(): void {
    if (this.#state === 'forbidden') return
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#state = 'forbidden'
    this.#losses++
    const fault = new Fault('forbidden', 'connector/hub-forbids',
      'The hub does not accept this connector any more. Messages are taken and kept; enrol it again or have it admitted.')
    this.problem = { fault, at: this.#parts.clock.now() }
    this.#parts.log.error('hub.forbids', fault)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#state = 'forbidden'
  }
}

/** A failed request as a fault. */
export function unreachable(thrown: unknown): Fault {
  const { code, name } = thrown as { code?: unknown; name?: string }
  const why = name === 'TimeoutError' ? 'no answer in time' : typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code) ? code : 'connection failed'
  return new Fault('unavailable', 'connector/hub-unreachable', `The hub cannot be reached: ${why}.`, { cause: thrown })
}
