import { Worker } from 'node:worker_threads'
import type { Drive, LoadSettings, Order, PartResult, Reply } from './load-protocol.ts'

/** A transaction is hundreds of resources; more than this of them at once only wait for each other. */
export const mostImports = 8
/** Seconds: a day, so that only the number of resources ends it. */
const longest = 24 * 3600

/** The load generator as its run sees it. */
export class Load implements AsyncDisposable {
  readonly #worker: Worker
  readonly #signal: AbortSignal
  /** Resources it has written so far, outside ones apart. */
  written = 0

  constructor(settings: LoadSettings, signal: AbortSignal) {
    this.#worker = new Worker(new URL('load-worker.ts', import.meta.url), { workerData: settings })
    this.#signal = signal
  }

  /** Imports what records point to, and records until there are so many resources of them. */
  async fill(resources: number, concurrency = mostImports): Promise<PartResult> {
    await this.#order({ kind: 'outside' })
    const [loaded] = await this.drive({ mix: [{ part: 'load', weight: 1 }], seconds: longest, concurrency, untilResources: resources })
    return loaded!
  }

  /** One result for each part of the mix. An answer that is not as it must be ends the run with its reason. */
  drive(drive: Drive): Promise<readonly PartResult[]> {
    return this.#order({ kind: 'drive', drive })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate()
  }

  async #order(order: Order): Promise<readonly PartResult[]> {
    this.#signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<Reply>()
    const ended = (): void => reject(new Error('the load generator has ended'))
    const stop = (): void => reject(this.#signal.reason as Error)
    this.#worker.once('message', resolve).once('error', reject).once('exit', ended)
    this.#signal.addEventListener('abort', stop, { once: true })
    try {
      this.#worker.postMessage(order)
      const reply = await promise
      if (reply.kind === 'failed') throw new Error(reply.message)
      this.written = reply.written
      return reply.results
    } finally {
      this.#worker.off('message', resolve).off('error', reject).off('exit', ended)
      this.#signal.removeEventListener('abort', stop)
    }
  }
}
