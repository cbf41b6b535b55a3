import { asTenant, Fault, type Clock, type Ctx, type Log, type View } from '@steckwerk/kernel'
import type { Ingest } from '@steckwerk/ingest'
import type { Carrier, FhirChange, OutboxEvent, Store } from '@steckwerk/store'
import type { StreamEvent } from '../leitstand/contract.ts'
import { eventText, type StreamClient, type Wish } from './client.ts'
import { statusKey } from './status-key.ts'
import { sendVisible } from './visible-changes.ts'

const tickMs = 1_000
const heartbeatMs = 15_000
const retryMs = 1_000
/** Changes of one moment travel together: at full speed a client gets twenty events a second, not thousands. */
const gatherMs = 50

export interface StreamHub {
  add(client: StreamClient): void
  remove(client: StreamClient): void
  readonly size: number
  close(): Promise<void>
}

/** Fans out to all clients of this process: one reader of the outbox a carrier that somebody watches, and one loop for status and rates,
 *  however many browsers are open. */
export function createStreamHub(options: { readonly store: Store; readonly ingest: Ingest; readonly clock: Clock; readonly log: Log }): StreamHub {
  const { store, ingest, clock, log } = options
  const gathered = new Map<string, { timer: NodeJS.Timeout; items: Map<string, FhirChange['items'][number]> }>()
  const clients = new Set<StreamClient>()
  const readers = new Map<string, AbortController>()
  const running = new Set<Promise<void>>()
  /** The last release of a carrier: one after the other, so that a change never overtakes an earlier one. */
  const releasing = new Map<string, Promise<void>>()
  const lastStatus = new Map<string, string>()
  const lastRates = new Map<string, string>()
  let ticking = false
  let beatAt = 0

  const ctxOf = (carrier: Carrier): Ctx => ({
    tenant: asTenant(carrier.tenant), carrier: carrier.slug, actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'stream', now: new Date(clock.now()),
  })

  function keep(work: Promise<void>): void {
    running.add(work)
    void work.finally(() => running.delete(work))
  }

  /** Those who watch a carrier and may hear of it at this moment. */
  async function allowed(slug: string, wish: Wish): Promise<{ client: StreamClient; view: View | undefined; carrier: Carrier }[]> {
    const carrier = await store.carrier(slug)
    if (carrier === undefined) return []
    const watching = [...clients].filter((client) => client.carriers.has(slug))
    const decided = await Promise.all(watching.map(async (client) => ({ client, carrier, decision: await client.decide(carrier) })))
    return decided.flatMap(({ client, decision }) => (decision?.permissions.has(wish) === true ? [{ client, carrier, view: decision.view }] : []))
  }

  async function tell(carrier: string, wish: Wish, event: StreamEvent): Promise<void> {
    const text = eventText(event.kind, event)
    for (const { client } of await allowed(carrier, wish)) client.send(text)
  }

  /** Who missed something comes back and fetches anew. */
  function startOver(slug: string, error: unknown): void {
    log.error('event stream interrupted', error, { carrier: slug })
    for (const client of [...clients]) if (client.carriers.has(slug)) client.close()
  }

  function forward(carrier: string, event: OutboxEvent): void {
    // Of Subscriptions: nothing that is shown.
    if (event.topic.startsWith('events.')) return
    if (event.topic !== 'fhir.change') {
      const isEmergency = event.topic === 'access.emergency'
      keep(tell(carrier, isEmergency ? 'emergency.review' : 'leitstand.read', { kind: isEmergency ? 'emergency' : 'status', carrier })
        .catch((error: unknown) => startOver(carrier, error)))
      return
    }
    let gathering = gathered.get(carrier)
    if (gathering === undefined) {
      gathering = { timer: setTimeout(() => release(carrier), gatherMs), items: new Map() }
      gathered.set(carrier, gathering)
    }
    for (const item of (event.payload as FhirChange).items) gathering.items.set(`${item.type}/${item.id}`, item)
  }

  function release(carrier: string): void {
    const items = [...(gathered.get(carrier)?.items.values() ?? [])]
    gathered.delete(carrier)
    if (items.length === 0) return
    const work = (releasing.get(carrier) ?? Promise.resolve()).then(async () => {
      const may = await allowed(carrier, 'fhir.read')
      if (may[0] !== undefined) await sendVisible(store, ctxOf(may[0].carrier), items, may)
    }).catch((error: unknown) => startOver(carrier, error))
    releasing.set(carrier, work)
    keep(work)
  }

  async function readOutbox(slug: string, signal: AbortSignal): Promise<void> {
    let after: string | undefined
    while (!signal.aborted) {
      try {
        const carrier = await store.carrier(slug)
        if (carrier === undefined) return
        for await (const event of store.events(carrier.tenant, signal, after)) {
          after = event.position
          forward(slug, event)
        }
      } catch (error) {
        if (signal.aborted) return
        // Where it stopped is no longer kept: it goes on from now.
        if (error instanceof Fault && error.code === 'store/events-expired') after = undefined
        log.error('event stream interrupted', error, { carrier: slug })
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, retryMs)
          signal.addEventListener('abort', () => { clearTimeout(timer); resolve() }, { once: true })
        })
      }
    }
  }

  function watch(slug: string): void {
    if (readers.has(slug)) return
    const controller = new AbortController()
    readers.set(slug, controller)
    const work = readOutbox(slug, controller.signal).finally(() => {
      running.delete(work)
      if (readers.get(slug) === controller) readers.delete(slug)
    })
    running.add(work)
  }

  /** Ends the readers nobody needs any more. */
  function unwatch(): void {
    for (const [slug, controller] of readers) {
      if ([...clients].some((client) => client.carriers.has(slug))) continue
      readers.delete(slug)
      lastStatus.delete(slug)
      lastRates.delete(slug)
      controller.abort()
    }
  }

  async function tick(): Promise<void> {
    const now = clock.now()
    if (now - beatAt >= heartbeatMs) {
      beatAt = now
      for (const client of clients) client.send(': here\n\n')
    }
    for (const slug of [...readers.keys()]) {
      const carrier = (await allowed(slug, 'leitstand.read'))[0]?.carrier
      if (carrier === undefined) continue
      const ctx = ctxOf(carrier)
      const [view, points] = await Promise.all([ingest.connectors(ctx), ingest.rates(ctx, 2)])
      const status = statusKey(view)
      if (lastStatus.get(slug) !== status) {
        lastStatus.set(slug, status)
        await tell(slug, 'leitstand.read', { kind: 'status', carrier: slug })
      }
      const rates = JSON.stringify(points)
      if (lastRates.get(slug) !== rates) {
        lastRates.set(slug, rates)
        await tell(slug, 'leitstand.read', { kind: 'rates', points })
      }
    }
  }

  const timer = setInterval(() => {
    if (ticking || clients.size === 0) return
    ticking = true
    const work = tick()
      .catch((error: unknown) => log.error('stream tick failed', error))
      .finally(() => { ticking = false; running.delete(work) })
    running.add(work)
  }, tickMs)
  timer.unref()

  return {
    get size() { return clients.size },
    add: (client) => {
      clients.add(client)
      for (const slug of client.carriers) {
        watch(slug)
        // A newcomer gets the state with the next tick, as if it had changed.
        lastRates.delete(slug)
      }
    },
    remove: (client) => {
      if (clients.delete(client)) unwatch()
    },
    close: async () => {
      clearInterval(timer)
      for (const gathering of gathered.values()) clearTimeout(gathering.timer)
      gathered.clear()
      for (const client of clients) client.close()
      clients.clear()
      unwatch()
      await Promise.all(running)
    },
  }
}
