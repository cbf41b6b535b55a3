/** Gathers what arrives and hands it on in batches: the first after `first` ms, so that a single message shows at
 *  once; the next no sooner than `calm` ms after the last hand-over ended, or `busy` ms where that batch was larger than
 *  `many`, so that a flood costs two redraws a second and not a thousand. One hand-over runs at a time. */
export interface BatcherOptions<T> {
  readonly hand: (batch: readonly T[]) => Promise<void>
  readonly first?: number
  readonly calm?: number
  readonly busy?: number
  readonly many?: number
}

export class Batcher<T> {
  readonly #options: Required<BatcherOptions<T>>
  #waiting: T[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #running = false
  #closed = false
  #notBefore = 0

  constructor(options: BatcherOptions<T>) {
    this.#options = { first: 15, calm: 80, busy: 500, many: 12, ...options }
  }

  add(items: readonly T[]): void {
    this.#waiting.push(...items)
    this.#schedule()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  #schedule(): void {
    if (this.#closed || this.#running || this.#timer !== undefined || this.#waiting.length === 0) return
    const delay = Math.max(this.#options.first, this.#notBefore - Date.now())
    this.#timer = setTimeout(() => void this.#flush(), delay)
  }

  async #flush(): Promise<void> {
    this.#timer = undefined
    const batch = this.#waiting
    this.#waiting = []
    this.#running = true
    try {
      await this.#options.hand(batch)
    } finally {
      this.#running = false
      this.#notBefore = Date.now() + (batch.length > this.#options.many ? this.#options.busy : this.#options.calm)
      this.#schedule()
    }
  }
}
