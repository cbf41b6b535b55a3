import { setTimeout as pause } from 'node:timers/promises'
import { MllpClient, type Ack, type Address } from './mllp-client.ts'

/** What a lane sends. */
export interface Sendable {
  readonly bytes: Uint8Array
  readonly controlId: string
}

export interface LaneOptions<M extends Sendable> {
  /** How long to wait for an acknowledgement before the message is sent again. */
  readonly ackTimeoutMs: number
  /** Pause before the next try after a lost connection, a timeout or AE/CE; doubled up to sixteenfold while it keeps failing. */
  readonly retryMs: number
  readonly signal: AbortSignal | undefined
  /** AA or CA, after `milliseconds` from the (last) sending. */
  onAcknowledged(message: M, milliseconds: number): void
  /** AR or CR: the message is not sent again. */
  onRefused(message: M, ack: Ack): void
  onRetry(message: M): void
}

/** One connection that sends messages one after the other, each again until it is acknowledged or refused: stop and wait. */
export class Lane<M extends Sendable> {
  readonly #client: MllpClient
  readonly #options: LaneOptions<M>
  #tail: Promise<void> = Promise.resolve()
  #length = 0
  #roomy: (() => void) | undefined

  constructor(address: Address, options: LaneOptions<M>) {
    this.#client = new MllpClient(address)
    this.#options = options
  }

  /** Takes a message; resolves at once, or as soon as fewer than `most` wait. */
  async push(message: M, most: number): Promise<void> {
    this.#length++
    this.#tail = this.#tail.then(() => this.#deliver(message))
    // Whoever awaits `idle` hears of a failure; until then it must not count as unhandled.
    this.#tail.catch(() => undefined)
    if (this.#length >= most) await new Promise<void>(resolve => (this.#roomy = resolve))
  }

  /** Resolves when everything taken is acknowledged or refused. Rejects with the reason of the abort. */
  async idle(): Promise<void> {
    await this.#tail
  }

  async close(): Promise<void> {
    await this.#client.close()
  }

  /** Gives up the message under way. */
  abort(): void {
    this.#client.abort()
  }

  async #deliver(message: M): Promise<void> {
    try {
      await this.#until(message)
    } finally {
      this.#length--
      this.#roomy?.()
      this.#roomy = undefined
    }
  }

  async #until(message: M): Promise<void> {
    const { ackTimeoutMs, retryMs, signal } = this.#options
    for (let tries = 0; ; tries++) {
      signal?.throwIfAborted()
      const begun = performance.now()
      const ack = await this.#client.exchange(message.bytes, message.controlId, ackTimeoutMs).catch(() => undefined)
      if (ack?.code === 'AA' || ack?.code === 'CA') {
        this.#options.onAcknowledged(message, performance.now() - begun)
        return
      }
      if (ack?.code === 'AR' || ack?.code === 'CR') {
        this.#options.onRefused(message, ack)
        return
      }
      this.#options.onRetry(message)
      await pause(retryMs * 2 ** Math.min(tries, 4), undefined, signal ? { signal } : {})
    }
  }
}
