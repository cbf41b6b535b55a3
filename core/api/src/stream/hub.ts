import { asTenant, Fault, type Clock, type Ctx, type Log } from '@steckwerk/kernel'
import type { Ingest } from '@steckwerk/ingest'
import type { Carrier, FhirChange, OutboxEvent, Store } from '@steckwerk/store'
import type { StreamEvent } from '../leitstand/contract.ts'
import { eventText, type StreamClient } from './client.ts'
import { statusKey } from './status-key.ts'

const tickMs = 1_000
const heartbeatMs = 15_000
const retryMs = 1_000
/** Changes of one moment travel together: at full speed a client gets twenty events a second, not thousands. */
const gatherMs = 50
const mostItems = 500

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
  const lastStatus = new Map<string, string>()
  const lastRates = new Map<string, string>()
  let ticking = false
  let beatAt = 0

  const ctxOf = (carrier: Carrier): Ctx => ({
    tenant: asTenant(carrier.tenant), carrier: carrier.slug, actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'stream', now: new Date(clock.now()),
  })

  function tell(carrier: string, wish: keyof StreamClient['wants'], event: StreamEvent): void {
    const text = eventText(event.kind, event)
    for (const client of clients) if (client.wants[wish] && client.carriers.has(carrier)) client.send(text)
  }

  function forward(carrier: string, event: OutboxEvent): void {
    if (event.topic !== 'fhir.change') {
      tell(carrier, 'status', { kind: 'status', carrier })
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
    for (let at = 0; at < items.length; at += mostItems) tell(carrier, 'changes', { kind: 'change', carrier, items: items.slice(at, at + mostItems) })
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
      if (![...clients].some((client) => client.wants.status && client.carriers.has(slug))) continue
      const carrier = await store.carrier(slug)
      if (carrier === undefined) continue
      const ctx = ctxOf(carrier)
      const [view, points] = await Promise.all([ingest.connectors(ctx), ingest.rates(ctx, 2)])
      const status = statusKey(view)
      if (lastStatus.get(slug) !== status) {
        lastStatus.set(slug, status)
        tell(slug, 'status', { kind: 'status', carrier: slug })
      }
      const rates = JSON.stringify(points)
      if (lastRates.get(slug) !== rates) {
        lastRates.set(slug, rates)
        tell(slug, 'status', { kind: 'rates', points })
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
