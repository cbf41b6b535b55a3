import { setTimeout as pause } from 'node:timers/promises'
import { sql, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import type { Sink } from './contract.ts'
import { fullContent } from './full-content.ts'
import { knownOf, readRow, type Known } from './known.ts'
import { notification } from './notification.ts'
import { hubCtx, type Ports } from './ports.ts'
import { eventColumns, type EventRow } from './rows.ts'
import type { SocketNews } from './socket-news.ts'
import { largestMost, type Form } from './subscription-form.ts'

/** One Subscription that a websocket follows. */
export interface Bound {
  /** It was bound again: it is greeted again, and told nothing twice. */
  greet(): void
}

/** Tells a websocket what its Subscription is told, from the last event that reached any socket of it. Each hub serves its own sockets; they are woken
 *  through the outbox. Ends with the socket; closes it where there will be nothing more to tell, or nothing can be told. */
export function bindSocket(ports: Ports, news: SocketNews, carrier: Carrier, id: string, base: string, sink: Sink): Bound {
  const socket = new Socket(ports, carrier, id, base, sink)
  void socket.run(news)
  return socket
}

/** What came of looking for news. */
interface Look {
  /** Number of the last event that was told. */
  readonly told: number
  /** There was something, so there may be more: now, or after this where it was told of everything. */
  readonly goesOn: boolean
  readonly gatherMs?: number
  /** Seconds. */
  readonly heartbeat: number | undefined
}

interface Found {
  readonly known: Known
  readonly ctx: Ctx
  readonly events: readonly EventRow[]
}

class Socket implements Bound {
  readonly #ports: Ports
  readonly #carrier: Carrier
  readonly #id: string
  readonly #base: string
  readonly #sink: Sink
  #news = Promise.withResolvers<void>()
  #greets = true
  /** What the Subscription asks for, read once for each of its versions. */
  #form: { readonly version: number; readonly form: Form } | undefined

  constructor(ports: Ports, carrier: Carrier, id: string, base: string, sink: Sink) {
    this.#ports = ports
    this.#carrier = carrier
    this.#id = id
    this.#base = base
    this.#sink = sink
  }

  greet(): void {
    this.#greets = true
    this.#news.resolve()
  }

  async run(news: SocketNews): Promise<void> {
    const { closed } = this.#sink
    const wake = (): void => this.#news.resolve()
    closed.addEventListener('abort', wake, { once: true })
    try {
      using following = await news.follow(this.#carrier, this.#id, wake)
      let told: number | undefined
      while (!closed.aborted && !following.ended.aborted) {
        this.#news = Promise.withResolvers<void>()
        const next = await this.#look(told)
        if (next === undefined) break
        told = next.told
        if (next.goesOn) {
          if (next.gatherMs !== undefined) await pause(next.gatherMs, undefined, { signal: closed })
          continue
        }
        if ((await this.#rest(next.heartbeat)) === 'beat' && !(await this.#beat())) break
      }
    } catch (thrown) {
      if (!closed.aborted) this.#ports.log.error('a websocket could not be served', thrown, { carrier: this.#carrier.slug })
    } finally {
      closed.removeEventListener('abort', wake)
      if (!closed.aborted) this.#sink.close()
    }
  }

  /** Greets and tells what there is after `told`; undefined where there is nothing more to follow. */
  async #look(told: number | undefined): Promise<Look | undefined> {
    const begun = performance.now()
    const found = await this.#found(told)
    if (found === undefined) return undefined
    const { known, ctx } = found
    const { most, heartbeat } = known.form
    const from = told ?? known.row.delivered
    if (this.#greets) {
      this.#greets = false
      await this.#say(known, ctx, 'handshake')
    }
    const events = found.events.slice(0, most)
    if (events.length === 0) return { told: from, goesOn: false, heartbeat }
    const last = await this.#say(known, ctx, 'event-notification', events)
    const { store, clock, pace } = this.#ports
    await store.write(hubCtx(this.#carrier, clock), (writer) => writer.query(sql`
      update st.subscription set delivered = greatest(delivered, ${last}::bigint), sent_at = now() where id = ${this.#id}`))
    return { told: last, goesOn: true, heartbeat, ...(events.length < most ? { gatherMs: Math.max(0, begun + pace.gapMs - performance.now()) } : {}) }
  }

  /** Whether it may still be told. */
  async #beat(): Promise<boolean> {
    const found = await this.#found(undefined)
    if (found === undefined) return false
    await this.#say(found.known, found.ctx, 'heartbeat')
    return true
  }

  /** The Subscription as it is now and what came after `told`, or after what was delivered; undefined where it may be told no more. */
  async #found(told: number | undefined): Promise<Found | undefined> {
    const { store, rights, clock } = this.#ports
    const [row, events] = await store.read(hubCtx(this.#carrier, clock), (reader) => Promise.all([readRow(reader, this.#id), reader.query<EventRow>(sql`
      select ${eventColumns} from st.subscription_event
      where subscription = ${this.#id} and number > coalesce(${told ?? null}::bigint, (select delivered from st.subscription where id = ${this.#id}))
      order by tenant, subscription, number limit ${largestMost}`)]))
    if (row === undefined || row.status === 'off' || row.channel !== 'websocket') return undefined
    const ctx = await rights.ctxOf(row, this.#carrier)
    if (ctx === undefined) return undefined
    this.#form = this.#form?.version === row.version ? this.#form : { version: row.version, form: knownOf(row).form }
    return { known: { row, form: this.#form.form }, ctx, events }
  }

  /** The number of the last event that was told. */
  async #say({ row, form }: Known, ctx: Ctx, type: 'handshake' | 'heartbeat' | 'event-notification', waiting: readonly EventRow[] = []): Promise<number> {
    const { looks, access: { audit }, clock } = this.#ports
    const last = waiting.at(-1)?.number ?? row.last
    if (form.content === 'ping') {
      await this.#sink.send(type === 'handshake' ? `bound ${this.#id}` : `ping ${this.#id}`)
      return last
    }
    const content = form.content === 'resource' ? 'empty' : form.content
    const visible = content === 'empty' || waiting.length === 0 ? undefined : await looks.visible(ctx, waiting)
    const events = visible !== undefined && content === 'full-resource' ? fullContent(waiting, visible) : waiting
    if (visible !== undefined && visible.rows.size > 0 && audit.on) {
      await audit.write(ctx, [audit.row(ctx, { event: 'notified', type: 'Subscription', id: this.#id, patients: [...visible.patients] })])
    }
    const told = { id: this.#id, status: row.status, topic: form.topic, last: Math.max(row.last, last) }
    await this.#sink.send(JSON.stringify(notification({
      told, base: this.#base, type, content, now: new Date(clock.now()), events, ...(visible === undefined ? {} : { visible }),
    })))
    return events.at(-1)?.number ?? last
  }

  /** Until there is news or a heartbeat is due; seconds. */
  async #rest(heartbeat: number | undefined): Promise<'beat' | undefined> {
    if (heartbeat === undefined) {
      await this.#news.promise
      return undefined
    }
    const resting = new AbortController()
    const beat = pause(heartbeat * 1000, 'beat' as const, { signal: resting.signal }).catch(() => undefined)
    const why = await Promise.race([this.#news.promise.then(() => undefined), beat])
    resting.abort()
    return why
  }
}
