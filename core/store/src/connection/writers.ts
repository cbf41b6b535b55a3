import { Fault } from '@steckwerk/kernel'
import { BackOff } from './back-off.ts'
import { closing } from './faults.ts'
import { Link, type LinkOptions } from './link.ts'

interface Waiting {
  readonly give: (link: Promise<Link>) => void
  readonly timer: NodeJS.Timeout
}

const patienceMs = 15_000

/** Connections for transactions, each lent to one at a time, first come first served. */
export class Writers {
  readonly #options: LinkOptions
  readonly #size: number
  readonly #idle: Link[] = []
  readonly #waiting: Waiting[] = []
  readonly #backOff = new BackOff()
  #lent = 0
  #closed = false
  #drained: (() => void) | undefined

  constructor(options: LinkOptions, size: number) {
    this.#options = options
    this.#size = size
  }

  /** Whether the next borrower would get a connection at once. */
  get free(): boolean {
    return this.#lent < this.#size
  }

  /** Lends a connection for as long as `work` takes.
   *  Faults: store/unavailable, store/busy. */
  async use<T>(work: (link: Link) => Promise<T>): Promise<T> {
    const link = await this.#borrow()
    try {
      return await work(link)
    } finally {
      this.#giveBack(link)
    }
  }

  #borrow(): Promise<Link> {
    if (this.#closed) return Promise.reject(closing())
    if (this.#lent < this.#size) return this.#lend()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1)
        reject(new Fault('unavailable', 'store/busy', 'Too many writes wait for the database; try again.'))
      }, patienceMs)
      const entry: Waiting = { give: resolve, timer }
      this.#waiting.push(entry)
    })
  }

  async #lend(): Promise<Link> {
    this.#lent++
    try {
      for (let link = this.#idle.pop(); link !== undefined; link = this.#idle.pop()) if (!link.dead) return link
      return await this.#backOff.attempt(() => Link.open(this.#options))
    } catch (error) {
      this.#returned()
      throw error
    }
  }

  #giveBack(link: Link): void {
    if (!link.dead) this.#idle.push(link)
    this.#returned()
  }

  #returned(): void {
    this.#lent--
    const next = this.#waiting.shift()
    if (next !== undefined) {
      clearTimeout(next.timer)
      next.give(this.#lend())
    } else if (this.#lent === 0) this.#drained?.()
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#lent > 0) await new Promise<void>((resolve) => (this.#drained = resolve))
    await Promise.all(this.#idle.map((link) => link.close()))
  }
}
