import { sql } from '@steckwerk/kernel'
import { positionNow, type Carrier } from '@steckwerk/store'
import { hubCtx, type Ports } from './ports.ts'
import { arrivedTopic, changedTopic } from './rows.ts'

type Wake = () => void

/** Until it is disposed of. */
export interface Following extends Disposable {
  /** Aborts where no more news will come. */
  readonly ended: AbortSignal
}

interface Followed {
  readonly wakes: Map<string, Set<Wake>>
  readonly over: AbortController
  /** From here on nothing is missed. */
  readonly begun: Promise<void>
}

/** Wakes the sockets of this hub when their Subscriptions have news: a carrier's outbox is followed once, however many there are. */
export class SocketNews {
  readonly #ports: Pick<Ports, 'store' | 'clock' | 'log'>
  readonly #carriers = new Map<string, Followed>()

  constructor(ports: Pick<Ports, 'store' | 'clock' | 'log'>) {
    this.#ports = ports
  }

  /** From when it resolves, every news of the Subscription wakes. */
  async follow(carrier: Carrier, id: string, wake: Wake): Promise<Following> {
    let followed = this.#carriers.get(carrier.slug)
    if (followed === undefined) this.#carriers.set(carrier.slug, (followed = this.#begin(carrier)))
    const { wakes, over, begun } = followed
    const mine = wakes.get(id) ?? new Set()
    wakes.set(id, mine.add(wake))
    const following: Following = {
      ended: over.signal,
      [Symbol.dispose]: () => {
        mine.delete(wake)
        if (mine.size === 0 && wakes.get(id) === mine) wakes.delete(id)
        if (wakes.size > 0 || over.signal.aborted) return
        over.abort()
        if (this.#carriers.get(carrier.slug) === followed) this.#carriers.delete(carrier.slug)
      },
    }
    try {
      await begun
    } catch (thrown) {
      following[Symbol.dispose]()
      throw thrown
    }
    return following
  }

  /** The same without the way through the outbox: events were numbered at this hub. */
  arrived({ slug }: Carrier, ids: readonly string[]): void {
    const wakes = this.#carriers.get(slug)?.wakes
    if (wakes !== undefined) for (const id of ids) wakes.get(id)?.forEach((wake) => wake())
  }

  #begin(carrier: Carrier): Followed {
    const wakes: Followed['wakes'] = new Map()
    const over = new AbortController()
    const begun = this.#now(carrier)
    const all = (): void => wakes.values().forEach((some) => some.forEach((wake) => wake()))
    void begun.then(async (position) => {
      for await (const { topic, payload } of this.#ports.store.events(carrier.tenant, over.signal, position)) {
        if (topic === arrivedTopic || topic === changedTopic) for (const id of (payload as { readonly ids: readonly string[] }).ids) wakes.get(id)?.forEach((wake) => wake())
      }
    }).catch((thrown: unknown) => this.#ports.log.error('websockets are not told of news', thrown, { carrier: carrier.slug })).finally(() => {
      over.abort()
      if (this.#carriers.get(carrier.slug)?.over === over) this.#carriers.delete(carrier.slug)
      all()
    })
    return { wakes, over, begun: begun.then(() => {}) }
  }

  async #now(carrier: Carrier): Promise<string> {
    const [row] = await this.#ports.store.read(hubCtx(carrier, this.#ports.clock), (reader) =>
      reader.query<{ position: string }>(sql`select ${positionNow} as position`))
    return row!.position
  }
}
