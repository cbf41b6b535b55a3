import type { Tenant } from '@steckwerk/kernel'
import type { Key } from '../write/statements.ts'
import type { Link } from './link.ts'
import { ReadLane, rowsByKey, statements } from './read-lane.ts'
import type { Step, StepResult } from './steps.ts'

export interface ReadPorts {
  /** The connection with the least under way; undefined where none is open. */
  now(): Link | undefined
  /** One more, once it is open; undefined where there are as many as there may be. Faults: store/unavailable. */
  another(): Promise<unknown> | undefined
}

interface Lanes {
  readonly statements: ReadLane<Step, StepResult>
  readonly keys: ReadLane<Key, unknown>
}

/** So many groups run at once without more ado; a further one begins when these have turned out slow. Fewer, larger groups cost the
 *  server fewer awakenings, which is most of what a read by key costs. */
const eager = 2
const slowMs = 2

/** Reads of many requests on their way to the database: what is asked for in one turn of the event loop, or while connections are busy,
 *  travels as one group under one Sync. Different tenants never share a group, nor do reads by key and other statements: a read by key
 *  must not wait for searches. */
export class ReadQueue {
  readonly #ports: ReadPorts
  readonly #lanes = new Map<Tenant, Lanes>()
  /** Those that are not empty, oldest first. */
  readonly #waiting = new Set<Pick<ReadLane<never, unknown>, 'empty' | 'send' | 'rejectAll'>>()
  #scheduled = false
  #opening = false
  #running = 0
  #lastBegun = 0

  constructor(ports: ReadPorts) {
    this.#ports = ports
  }

  run(tenant: Tenant, step: Step): Promise<StepResult> {
    return this.#add(this.#of(tenant).statements, step)
  }

  /** The row of st.res with that key. */
  row(tenant: Tenant, key: Key): Promise<unknown> {
    return this.#add(this.#of(tenant).keys, key)
  }

  #of(tenant: Tenant): Lanes {
    let lanes = this.#lanes.get(tenant)
    if (lanes === undefined) this.#lanes.set(tenant, (lanes = { statements: new ReadLane(tenant, statements), keys: new ReadLane(tenant, rowsByKey) }))
    return lanes
  }

  #add<Asked, Answer>(lane: ReadLane<Asked, Answer>, asked: Asked): Promise<Answer> {
    const answer = lane.add(asked)
    this.#waiting.add(lane)
    this.#schedule()
    return answer
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(this.#turn)
  }

  readonly #turn = (): void => {
    this.#scheduled = false
    this.flush()
  }

  /** To be called when a connection becomes free of something that is not of this queue. */
  flush(): void {
    while (this.#waiting.size > 0) {
      if (this.#running >= eager && performance.now() - this.#lastBegun < slowMs) {
        if (!this.#scheduled) setTimeout(this.#turn, slowMs)
        this.#scheduled = true
        return
      }
      const link = this.#ports.now()
      // All are busy: the next to be free, or a new one, takes what has gathered by then.
      if (link === undefined || (link.inFlight > 0 && this.#running > 0)) return this.#open()
      const lane = this.#waiting.values().next().value!
      this.#lastBegun = performance.now()
      this.#running++
      const sent = lane.send(link)
      this.#waiting.delete(lane)
      // What is left of it waits behind the others.
      if (!lane.empty) this.#waiting.add(lane)
      void sent.finally(() => {
        this.#running--
        this.flush()
      })
    }
  }

  #open(): void {
    if (this.#opening) return
    const opening = this.#ports.another()
    if (opening === undefined) return
    this.#opening = true
    opening.then(
      () => {
        this.#opening = false
        this.flush()
      },
      (thrown: unknown) => {
        this.#opening = false
        // Those that are there go on without it.
        if (this.#ports.now() !== undefined) return
        for (const lane of this.#waiting) lane.rejectAll(thrown)
        this.#waiting.clear()
      },
    )
  }
}
