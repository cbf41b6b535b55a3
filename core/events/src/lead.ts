import { Fault, sql } from '@steckwerk/kernel'
import { eventBatches, restingPosition, type Carrier, type FhirChange, type OutboxEvent } from '@steckwerk/store'
import { Delivery } from './delivery.ts'
import { end } from './endings.ts'
import { knownOf, type Known } from './known.ts'
import type { Lease } from './lease.ts'
import { Matcher, type Match } from './matcher.ts'
import { numberEvents } from './number-events.ts'
import { hubCtx, type Ports } from './ports.ts'
import { changedTopic, columns, type SubscriptionRow } from './rows.ts'
import { toldTo } from './told-to.ts'

/** A position that only passes over what nobody is told of is written down this often. */
const saveMs = 1_000

const idsOf = ({ payload }: OutboxEvent): readonly string[] => (payload as { readonly ids: readonly string[] }).ids

/** Follows a carrier's outbox in the order of commits, numbers what Subscriptions are told of, and has it delivered; for as long as this hub is the one. */
export class Lead {
  readonly #ports: Ports
  readonly #carrier: Carrier
  readonly #lease: Lease
  readonly #delivery: Delivery
  readonly #known = new Map<string, Known>()
  #matcher = new Matcher([])
  /** As stored. */
  #saved: string
  #savedAt = performance.now()
  #at: string
  /** What was matched last, while it is numbered. */
  #numbering: Promise<void> = Promise.resolve()
  readonly #over = new AbortController()
  readonly #arrived: (ids: readonly string[]) => void

  /** `arrived` hears whose events have their numbers now. */
  constructor(ports: Ports, carrier: Carrier, lease: Lease, position: string, arrived: (ids: readonly string[]) => void) {
    this.#ports = ports
    this.#carrier = carrier
    this.#lease = lease
    this.#saved = this.#at = position
    this.#arrived = arrived
    this.#delivery = new Delivery(ports, carrier, lease)
  }

  /** Until the signal aborts or something fails: whoever leads next goes on from the stored position. Faults: those of the store, events/lease-lost. */
  async run(signal: AbortSignal): Promise<void> {
    const both = AbortSignal.any([signal, this.#over.signal])
    try {
      await this.#reload()
      this.#delivery.begin(both)
      for await (const batch of eventBatches(this.#ports.store.events(this.#carrier.tenant, both, this.#at), this.#ports.pace.idleMs)) {
        await (batch.length === 0 ? this.#idle() : this.#take(batch))
      }
      await this.#numbering
      if (signal.aborted) await this.#save()
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code !== 'store/events-expired') throw thrown
      // What was taken before still gets its numbers, and moves the position.
      await this.#numbering
      await this.#skip()
    } finally {
      this.#over.abort()
      await this.#numbering.catch(() => {})
      await this.#delivery.end()
    }
  }

  /** Something happened to it at this hub. */
  changed(id: string): void {
    this.#delivery.changed(id)
  }

  async #take(batch: readonly OutboxEvent[]): Promise<void> {
    let from = 0
    for (let at = 0; at < batch.length; at++) {
      if (batch[at]!.topic !== changedTopic) continue
      const ids = new Set(idsOf(batch[at]!))
      // Those between which no resource changed are read together: somebody subscribes a thousand times.
      for (; at + 1 < batch.length && batch[at + 1]!.topic !== 'fhir.change'; at++) if (batch[at + 1]!.topic === changedTopic) for (const id of idsOf(batch[at + 1]!)) ids.add(id)
      // What came before them is matched without them.
      await this.#match(batch.slice(from, at + 1))
      from = at + 1
      await this.#reload([...ids])
    }
    if (from < batch.length) await this.#match(batch.slice(from))
  }

  async #match(events: readonly OutboxEvent[]): Promise<void> {
    const { store, clock } = this.#ports
    const changes = events.flatMap(({ topic, payload }) => (topic === 'fhir.change' ? (payload as FhirChange).items : []))
    const ctx = hubCtx(this.#carrier, clock)
    const found = changes.some(({ type }) => this.#matcher.watches(type)) ? await store.read(ctx, (reader) => this.#matcher.match(reader, changes)) : []
    const matches = found.length === 0 ? [] : await toldTo(this.#ports, this.#carrier, this.#known, found)
    // What comes next is matched while this is numbered.
    await this.#numbering
    this.#at = events.at(-1)!.position
    if (matches.length > 0) {
      this.#numbering = this.#number(matches)
      this.#numbering.catch(() => this.#over.abort())
    } else if (performance.now() - this.#savedAt >= saveMs) await this.#save()
  }

  async #number(matches: readonly Match[]): Promise<void> {
    const step = { holder: this.#lease.holder, from: this.#saved, to: this.#at }
    const isSocket = (id: string): boolean => this.#known.get(id)?.row.channel === 'websocket'
    const told = await numberEvents(this.#ports.store, hubCtx(this.#carrier, this.#ports.clock), step, matches, isSocket)
    this.#stored(step.to)
    this.#arrived([...told.keys()])
    for (const [id, events] of told) this.#delivery.news(id, events)
  }

  /** Nothing happens: the position goes on with time, since where the outbox has forgotten what came after it, something could have been lost. */
  async #idle(): Promise<void> {
    const { store, clock } = this.#ports
    await this.#numbering
    this.#at = await store.read(hubCtx(this.#carrier, clock), (reader) => restingPosition(reader, this.#at)) ?? this.#at
    await this.#save()
  }

  async #save(): Promise<void> {
    if (this.#at === this.#saved) return
    await this.#number([])
  }

  #stored(position: string): void {
    this.#saved = position
    this.#savedAt = performance.now()
  }

  /** The outbox has forgotten what would come next: it goes on from what is kept, and each Subscription skips a number, which tells who follows of the loss. */
  async #skip(): Promise<void> {
    const { store, clock, log } = this.#ports
    await store.write(hubCtx(this.#carrier, clock), async (writer) => {
      await writer.query(sql`update st.subscription set last = last + 1 where status in ('active', 'error')`)
      await writer.query(sql`
        update st.event_feed set position = (select convert_from(value, 'UTF8') from st.meta where name = 'outbox-pruned') || '.0'
        where holder = ${this.#lease.holder} and position = ${this.#saved}`)
    })
    log.warn('events were lost: no hub has run for longer than the outbox keeps them', { carrier: this.#carrier.slug })
  }

  /** All Subscriptions, or those that have changed. */
  async #reload(ids?: readonly string[]): Promise<void> {
    const { store, clock, log } = this.#ports
    const rows = await store.read(hubCtx(this.#carrier, clock), (reader) => reader.query<SubscriptionRow>(sql`
      select ${columns} from st.subscription where status <> 'off' ${ids === undefined ? sql`` : sql`and id = any(${ids}::text[])`}`))
    if (ids === undefined) this.#known.clear()
    else for (const id of ids) this.#known.delete(id)
    for (const row of rows) {
      try {
        this.#known.set(row.id, knownOf(row))
      } catch (thrown) {
        log.error('a Subscription cannot be read', thrown, { carrier: this.#carrier.slug })
        await end(this.#ports, this.#carrier, row.id, 'error', 'This version of the hub does not know what it asks for.')
      }
    }
    // One that was at work before and begins anew misses nothing until its handshake.
    const told = [...this.#known.values()].filter(({ row }) => row.status !== 'requested' || row.version > 1)
    this.#matcher = new Matcher(told.map(({ row, form }) => [row.id, form.triggers]))
    this.#delivery.know(this.#known, ids)
  }
}
