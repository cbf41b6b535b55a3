import { sql } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import { hubCtx, type Ports } from './ports.ts'

/** Which hub matches and delivers for a carrier: one at a time, so that order holds. That no change is matched twice does not hang on it: the position does. */
export class Lease {
  readonly #ports: Ports
  readonly #carrier: Carrier
  readonly #holder: string
  /** By this process' own clock, which nobody sets. */
  #until = -Infinity

  constructor(ports: Ports, carrier: Carrier, holder: string) {
    this.#ports = ports
    this.#carrier = carrier
    this.#holder = holder
  }

  get holder(): string {
    return this.#holder
  }

  /** Takes it or holds it on; the position up to which the outbox is matched, or undefined where another hub holds it or nobody subscribes. */
  async hold(): Promise<string | undefined> {
    const { store, clock, pace } = this.#ports
    const asked = performance.now()
    const rows = await store.write(hubCtx(this.#carrier, clock), (w) => w.query<{ position: string }>(sql`
      update st.event_feed set holder = ${this.#holder}, held_until = now() + make_interval(secs => ${pace.leaseMs / 1000}::float8)
      where holder = ${this.#holder} or held_until < now() returning position`))
    this.#until = rows[0] === undefined ? -Infinity : asked + pace.leaseMs
    return rows[0]?.position
  }

  /** Whether it will still be held then. */
  holdsFor(ms: number): boolean {
    return performance.now() + ms < this.#until
  }

  /** Lets another hub go on at once. */
  async release(): Promise<void> {
    this.#until = -Infinity
    await this.#ports.store.write(hubCtx(this.#carrier, this.#ports.clock), (w) => w.query(sql`
      update st.event_feed set held_until = '-infinity' where holder = ${this.#holder}`))
  }
}
