import { Link, type LinkOptions } from './link.ts'
import { BackOff } from './back-off.ts'
import { closing } from './faults.ts'

/** Connections for reads, shared: each statement group goes to the one with the fewest under way. */
export class Readers {
  readonly #options: LinkOptions
  readonly #size: number
  readonly #links: Link[] = []
  readonly #backOff = new BackOff()
  #opening: Promise<Link> | undefined
  #closed = false

  constructor(options: LinkOptions, size: number) {
    this.#options = options
    this.#size = size
  }

  /** Faults: store/unavailable. */
  async pick(): Promise<Link> {
    return this.pickNow() ?? this.#open()
  }

  /** The same without waiting, where a connection is there. */
  pickNow(): Link | undefined {
    let best: Link | undefined
    for (let i = this.#links.length - 1; i >= 0; i--) {
      const link = this.#links[i]!
      if (link.dead) this.#links.splice(i, 1)
      else if (best === undefined || link.inFlight < best.inFlight) best = link
    }
    if (best !== undefined && best.inFlight > 0) this.another()?.catch(() => {})
    return best
  }

  /** Opens one more, or joins in waiting for the one being opened; undefined where there are as many as there may be.
   *  Faults: store/unavailable. */
  another(): Promise<Link> | undefined {
    return this.#links.length < this.#size ? this.#open() : undefined
  }

  #open(): Promise<Link> {
    if (this.#closed) return Promise.reject(closing())
    return (this.#opening ??= this.#backOff
      .attempt(() => Link.open(this.#options))
      .then(async (link) => {
        if (this.#closed) await link.close()
        else this.#links.push(link)
        return link
      })
      .finally(() => {
        this.#opening = undefined
      }))
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#opening?.catch(() => {})
    await Promise.all(this.#links.map((link) => link.close()))
  }
}
