import { sql } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import { Arrivals } from './arrivals.ts'
import { end } from './endings.ts'
import { arrived, followed, type Held } from './held.ts'
import { type Known, readRow } from './known.ts'
import type { Lease } from './lease.ts'
import { hubCtx, type Ports } from './ports.ts'
import { changedTopic, eventColumns, type EventRow, type SubscriptionRow } from './rows.ts'
import { send, type Sent } from './send.ts'

/** Deliveries on their way at once. */
const mostAtOnce = 256
/** What a delivery may take beside waiting for the far end. */
const marginMs = 1_000

/** When work on a Subscription begins by itself; milliseconds since 1970 UTC, Infinity = never. */
interface Standing {
  readonly known: Known
  due: number
  /** What comes before is gathered; by performance.now(). */
  gapUntil: number
  /** It will be woken when the gap is over. */
  gathers: boolean
  /** Woken while it was worked on. */
  again: boolean
  /** undefined: to be read. */
  held: Held | undefined
}

/** Delivers a carrier's events to rest-hooks and services: in each Subscription one at a time and in order, over all of them side by side. What failed is
 *  tried again after 1 s to 1 min; positions are rows, so that whoever delivers next goes on there. */
export class Delivery {
  readonly #ports: Ports
  readonly #carrier: Carrier
  readonly #lease: Lease
  readonly #arrivals: Arrivals
  readonly #all = new Map<string, Standing>()
  /** By id, which outlasts what is known of it: one that was ended and made anew waits for what is on its way. */
  readonly #working = new Set<string>()
  readonly #waiting = new Set<string>()
  readonly #running = new Set<Promise<void>>()
  #signal: AbortSignal = AbortSignal.abort()
  #timer: NodeJS.Timeout | undefined

  constructor(ports: Ports, carrier: Carrier, lease: Lease) {
    this.#ports = ports
    this.#carrier = carrier
    this.#lease = lease
    this.#arrivals = new Arrivals(ports, carrier)
  }

  begin(signal: AbortSignal): void {
    this.#signal = signal
    this.#timer = setInterval(() => this.#tick(), this.#ports.pace.tickMs)
    for (const id of this.#all.keys()) this.wake(id)
  }

  async end(): Promise<void> {
    clearInterval(this.#timer)
    this.#waiting.clear()
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** Which Subscriptions there are; `ids`: which of them have changed. */
  know(known: ReadonlyMap<string, Known>, ids: readonly string[] = [...new Set([...known.keys(), ...this.#all.keys()])]): void {
    for (const id of ids) {
      const one = known.get(id)
      if (one === undefined) this.#all.delete(id)
      else this.#all.set(id, { known: one, due: 0, gapUntil: 0, gathers: false, again: true, held: undefined })
      this.wake(id)
    }
  }

  /** These events have just been given their numbers. */
  news(id: string, events: readonly EventRow[]): void {
    const standing = this.#all.get(id)
    if (standing?.held !== undefined) standing.held = followed(standing.held, events, standing.known.form.most)
    this.wake(id)
  }

  /** Something was done to it at this hub: what is known of it is known no more. */
  changed(id: string): void {
    const standing = this.#all.get(id)
    if (standing !== undefined) standing.held = undefined
    this.wake(id)
  }

  wake(id: string): void {
    const standing = this.#all.get(id)
    if (standing === undefined || this.#signal.aborted) return
    const { channel, ends_at: endsAt } = standing.known.row
    // Told by the hubs where somebody listens.
    if (channel === 'websocket' && endsAt === null) return
    if (this.#working.has(id)) {
      standing.again = true
      return
    }
    this.#waiting.add(id)
    this.#start()
  }

  #tick(): void {
    const now = this.#ports.clock.now()
    for (const [id, { due, known: { row } }] of this.#all) {
      if (due <= now || (row.ends_at !== null && row.ends_at.getTime() <= now)) this.wake(id)
    }
  }

  #start(): void {
    for (const id of this.#waiting) {
      if (this.#running.size >= mostAtOnce) return
      this.#waiting.delete(id)
      if (!this.#all.has(id) || this.#working.has(id)) continue
      const work = this.#work(id).finally(() => {
        this.#running.delete(work)
        this.#start()
      })
      this.#running.add(work)
    }
  }

  async #work(id: string): Promise<void> {
    this.#working.add(id)
    try {
      for (let standing = this.#all.get(id); standing !== undefined && !this.#signal.aborted; standing = this.#all.get(id)) {
        standing.again = false
        const goesOn = await this.#step(standing)
        const now = this.#all.get(id)
        if (!goesOn && now?.again !== true) break
      }
    } catch (thrown) {
      if (!this.#signal.aborted) this.#ports.log.error('a Subscription could not be served', thrown, { carrier: this.#carrier.slug })
      const standing = this.#all.get(id)
      if (standing !== undefined) {
        standing.held = undefined
        standing.due = this.#ports.clock.now() + this.#ports.pace.firstRetryMs
      }
    } finally {
      this.#working.delete(id)
    }
  }

  /** One notification; whether there may be more to tell at once. */
  async #step(standing: Standing): Promise<boolean> {
    const { clock } = this.#ports
    const { form, row: { id } } = standing.known
    const begun = performance.now()
    const gap = standing.gapUntil - begun
    if (gap > 0) {
      if (standing.gathers) return false
      standing.gathers = true
      setTimeout(() => {
        standing.gathers = false
        this.wake(id)
      }, gap).unref()
      return false
    }
    standing.due = Infinity
    const { row, waiting: events } = standing.held ?? await this.#read(standing)
    const now = clock.now()
    if (row === undefined || row.status === 'off' || row.version !== standing.known.row.version) return false
    if (row.ends_at !== null && row.ends_at.getTime() <= now) {
      await end(this.#ports, this.#carrier, id, 'off', 'Its time has ended.')
      return false
    }
    if (row.channel === 'websocket' || row.status === 'error') return false
    if (row.channel === 'inside' && !this.#ports.handlers.has(`${this.#carrier.tenant} ${id}`)) return false
    if (row.next_try !== null && row.next_try.getTime() > now) {
      standing.due = row.next_try.getTime()
      return false
    }
    const type = row.status === 'requested' ? 'handshake' : events.length > 0 ? 'event-notification' : 'heartbeat'
    if (type === 'heartbeat') {
      if (form.heartbeat === undefined) return false
      const beatAt = (row.sent_at ?? row.updated_at).getTime() + form.heartbeat * 1000
      if (beatAt > now) {
        standing.due = beatAt
        return false
      }
    }
    if (!this.#lease.holdsFor(form.timeout * 1000 + marginMs)) {
      standing.due = now
      return false
    }
    // The hub's own end waits for what is on its way: cut off, it would arrive twice.
    const sent = await send(this.#ports, this.#carrier, { row, form }, type, type === 'event-notification' ? events : [], AbortSignal.timeout(form.timeout * 1000))
    if (type === 'event-notification' && events.length < form.most) standing.gapUntil = begun + this.#ports.pace.gapMs
    return this.#after(standing, row, sent, new Date(now))
  }

  async #read(standing: Standing): Promise<{ readonly row: SubscriptionRow | undefined; readonly waiting: readonly EventRow[] }> {
    const { form: { most }, row: { id, version } } = standing.known
    const [row, waiting] = await this.#ports.store.read(hubCtx(this.#carrier, this.#ports.clock), (reader) => Promise.all([readRow(reader, id), reader.query<EventRow>(sql`
      select ${eventColumns} from st.subscription_event e
      where subscription = ${id} and number > (select delivered from st.subscription where id = ${id}) order by tenant, subscription, number limit ${most}`)]))
    // What was numbered meanwhile may be missing in what was read.
    if (row?.status === 'active' && row.channel !== 'websocket' && row.version === version && row.next_try === null && waiting.length < most && !standing.again) standing.held = { row, waiting }
    return { row, waiting }
  }

  /** `at`: when it was sent. */
  async #after(standing: Standing, row: SubscriptionRow, sent: Sent, at: Date): Promise<boolean> {
    const { store, clock, pace } = this.#ports
    const ctx = hubCtx(this.#carrier, clock)
    if (typeof sent === 'object' && 'last' in sent && row.status === 'active') {
      const delivered = sent.last ?? row.delivered
      const isStored = await this.#arrivals.add({ row, delivered, at })
      standing.held = isStored && standing.held !== undefined ? arrived(standing.held, delivered, at) : undefined
      return true
    }
    standing.held = undefined
    if (typeof sent === 'object' && 'last' in sent) {
      await store.write(ctx, async (writer) => {
        const rows = await writer.query(sql`
          update st.subscription set status = 'active', version = version + 1, tried = 0, failing_since = null, next_try = null, sent_at = ${at}, reason = null
          where id = ${row.id} and version = ${row.version} and status = 'requested' returning id`)
        if (rows.length > 0) writer.emit(changedTopic, { ids: [row.id] })
      })
      return true
    }
    if (sent === 'gone' || sent === 'no-rights') {
      await end(this.#ports, this.#carrier, row.id, 'off', sent === 'gone' ? 'The endpoint answered 410: it is gone.' : 'The one who subscribed has no rights here any more.')
      return false
    }
    const since = row.failing_since ?? ctx.now
    const patience = row.status === 'requested' ? pace.handshakeMs : pace.errorAfterMs
    if (row.channel === 'rest-hook' && ctx.now.getTime() - since.getTime() >= patience) {
      await end(this.#ports, this.#carrier, row.id, 'error', `It could not be delivered for too long: ${sent.why}`)
      return false
    }
    // Half of it by chance, so that those who fail together do not come back together.
    const wait = Math.min(pace.longestRetryMs, pace.firstRetryMs * 2 ** Math.min(row.tried, 20)) * (0.75 + Math.random() / 4)
    const next = new Date(ctx.now.getTime() + wait)
    await store.write(ctx, (writer) => writer.query(sql`
      update st.subscription set tried = tried + 1, failing_since = ${since}, next_try = ${next}, reason = ${sent.why} where id = ${row.id} and version = ${row.version}`))
    standing.due = next.getTime()
    return false
  }
}
