import type { Fault, Tenant } from '@steckwerk/kernel'
import { readStep, type Key } from '../write/statements.ts'
import type { Link } from './link.ts'
import type { Step, StepResult } from './steps.ts'
import { tenantStep } from './tenant-step.ts'

interface Waiting<T> {
  readonly resolve: (value: T) => void
  readonly reject: (thrown: unknown) => void
}

interface Lane {
  steps: (Waiting<StepResult> & { readonly step: Step })[]
  keys: (Waiting<unknown> & { readonly key: Key })[]
}

export interface ReadPorts {
  /** The connection with the least under way; undefined where none is open. */
  now(): Link | undefined
  /** One more, once it is open; undefined where there are as many as there may be. Faults: store/unavailable. */
  another(): Promise<unknown> | undefined
}

/** Small enough that nobody waits long for the others of a group. */
const mostSteps = 12
const mostKeys = 100
/** So many groups run at once without more ado; a further one begins when these have turned out slow. Fewer, larger groups cost the
 *  server fewer awakenings, which is most of what a read by key costs. */
const eager = 2
const slowMs = 2

const rowKey = (rt: number, id: string): string => `${rt}/${id}`

/** Reads of many requests on their way to the database: what is asked for in one turn of the event loop, or while connections are busy,
 *  travels as one group under one Sync, reads by key as one statement. Reads of different tenants never share a group. */
export class ReadQueue {
  readonly #ports: ReadPorts
  /** Oldest first. */
  readonly #lanes = new Map<Tenant, Lane>()
  #scheduled = false
  #opening = false
  #running = 0
  #lastBegun = 0

  constructor(ports: ReadPorts) {
    this.#ports = ports
  }

  run(tenant: Tenant, step: Step): Promise<StepResult> {
    return new Promise((resolve, reject) => {
      this.#lane(tenant).steps.push({ step, resolve, reject })
      this.#schedule()
    })
  }

  /** The row of st.res with that key. */
  row(tenant: Tenant, key: Key): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#lane(tenant).keys.push({ key, resolve, reject })
      this.#schedule()
    })
  }

  #lane(tenant: Tenant): Lane {
    let lane = this.#lanes.get(tenant)
    if (lane === undefined) this.#lanes.set(tenant, (lane = { steps: [], keys: [] }))
    return lane
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
    while (this.#lanes.size > 0) {
      if (this.#running >= eager && performance.now() - this.#lastBegun < slowMs) {
        if (!this.#scheduled) setTimeout(this.#turn, slowMs)
        this.#scheduled = true
        return
      }
      const link = this.#ports.now()
      // All are busy: the next to be free, or a new one, takes what has gathered by then.
      if (link === undefined || (link.inFlight > 0 && this.#running > 0)) return this.#open()
      const [tenant, lane] = this.#lanes.entries().next().value!
      this.#lanes.delete(tenant)
      const taken = { steps: lane.steps.splice(0, mostSteps), keys: lane.keys.splice(0, mostKeys) }
      if (lane.steps.length + lane.keys.length > 0) this.#lanes.set(tenant, lane)
      this.#lastBegun = performance.now()
      this.#running++
      void this.#send(link, tenant, taken).finally(() => {
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
        for (const lane of this.#lanes.values()) for (const one of [...lane.steps, ...lane.keys]) one.reject(thrown)
        this.#lanes.clear()
      },
    )
  }

  async #send(link: Link, tenant: Tenant, { steps, keys }: Lane): Promise<void> {
    const all = steps.map((one) => one.step)
    if (keys.length > 0) all.unshift(readStep([...new Map(keys.map(({ key }) => [rowKey(key.rt, key.id), key])).values()]))
    let results: StepResult[]
    try {
      results = await link.ask([tenantStep(tenant), ...all])
    } catch (thrown) {
      if (steps.length + keys.length === 1 || (thrown as Fault).code === 'store/unavailable') for (const one of [...steps, ...keys]) one.reject(thrown)
      // One fails the whole group: each by itself again.
      else await this.#alone(link, tenant, { steps, keys })
      return
    }
    let at = 1
    if (keys.length > 0) {
      const rows = new Map((results[at++]!.rows as Key[]).map((row) => [rowKey(row.rt, row.id), row]))
      for (const { key, resolve } of keys) resolve(rows.get(rowKey(key.rt, key.id)))
    }
    for (const { resolve } of steps) resolve(results[at++]!)
  }

  async #alone(link: Link, tenant: Tenant, { steps, keys }: Lane): Promise<void> {
    const setting = tenantStep(tenant)
    await Promise.all([
      ...steps.map(({ step, resolve, reject }) => link.ask([setting, step]).then((results) => resolve(results[1]!), reject)),
      ...keys.map(({ key, resolve, reject }) => link.ask([setting, readStep([key])]).then((results) => resolve(results[1]!.rows[0]), reject)),
    ])
  }
}
