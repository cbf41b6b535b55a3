import type { Ctx, Log } from '@steckwerk/kernel'
import { sql } from '@steckwerk/kernel'
import type { Carrier, Store, Writer } from '@steckwerk/store'
import type { OutboundAnswer, OutboundFetch, OutboundResults } from '@steckwerk/uplink'
import type { HeldPage } from '../contract.ts'
import type { Keys } from '../ports.ts'
import { followChanges } from './feed.ts'
import { decide, heldMessages, keepDestinations, keepResults, nextMessages, type Decided } from './queue.ts'

/** How often a hub looks for destinations that were made known at another one. */
const lookMs = 10_000
/** Much less than the outbox keeps events. */
const usualRestMs = 600_000

/** The way back: what changes here becomes messages, which connectors fetch and send. */
export interface Outbound extends AsyncDisposable {
  /** Follows the changes of every carrier that has a destination, from now on. */
  start(): void
  /** Answers as soon as there is something, or when the time is over or the signal aborts. */
  fetch(ctx: Ctx, connector: string, fetch: OutboundFetch, signal: AbortSignal): Promise<OutboundAnswer>
  results(ctx: Ctx, connector: string, results: OutboundResults): Promise<void>
  held(ctx: Ctx): Promise<HeldPage>
  /** `noted` writes it down in the same transaction. Faults: ingest/message-not-held. */
  decide(ctx: Ctx, connector: string, control: string, decision: 'resend' | 'skip', noted?: (writer: Writer, decided: Decided) => Promise<void>): Promise<void>
}

export function createOutbound({ store, keys, log, restMs = usualRestMs }: { readonly store: Store; readonly keys: Keys; readonly log: Log; readonly restMs: number | undefined }): Outbound {
  const end = new AbortController()
  const feeds = new Map<string, Promise<void>>()
  const sleepers = new Map<number, Set<() => void>>()
  let timer: NodeJS.Timeout | undefined
  let started = false

  const wake = (tenant: number): void => {
    for (const one of sleepers.get(tenant) ?? []) one()
  }
  const follow = (carrier: Carrier, connector: string, channel: string): void => {
    const key = `${carrier.tenant}/${connector}/${channel}`
    if (feeds.has(key) || end.signal.aborted) return
    feeds.set(key, followChanges({ store, keys, log, restMs, onMessages: () => wake(carrier.tenant) }, carrier, connector, channel, end.signal).finally(() => feeds.delete(key)))
  }
  const look = async (): Promise<void> => {
    for (const carrier of await store.carriers()) {
      const ctx = { tenant: carrier.tenant, carrier: carrier.slug, actor: 'Device/hub', purpose: 'TREAT', trace: 'outbound', now: new Date() }
      const rows = await store.read(ctx, (reader) => reader.query<{ connector: string; channel: string }>(sql`select connector, channel from st.outbound_channel`))
      for (const { connector, channel } of rows) follow(carrier, connector, channel)
    }
  }
  const lookOn = (): void => {
    look().catch((thrown: unknown) => log.error('outbound.look-failed', thrown)).finally(() => {
      if (!end.signal.aborted) timer = setTimeout(lookOn, lookMs).unref()
    }).catch(() => {})
  }

  return {
    start: () => {
      if (started) return
      started = true
      lookOn()
    },
    fetch: async (ctx, connector, wanted, signal) => {
      await keepDestinations(store, ctx, connector, wanted.channels)
      if (started) for (const channel of Object.keys(wanted.channels)) follow({ tenant: ctx.tenant, slug: ctx.carrier, name: ctx.carrier, kind: 'carrier' }, connector, channel)
      const deadline = Date.now() + wanted.waitSeconds * 1000
      let { stored } = wanted
      for (;;) {
        // Woken between the look and the wait: the waiting begins before the look.
        const waiting = nap(sleepers, ctx.tenant, AbortSignal.any([signal, end.signal]), Math.max(0, deadline - Date.now()))
        try {
          const answer = await nextMessages(store, keys, ctx, connector, { ...wanted, stored })
          stored = []
          if (answer.messages.length > 0 || answer.decisions.length > 0 || Date.now() >= deadline || signal.aborted || end.signal.aborted) return answer
          await waiting.over
        } finally {
          waiting.stop()
        }
      }
    },
    results: (ctx, connector, results) => keepResults(store, ctx, connector, results),
    held: (ctx) => heldMessages(store, ctx),
    decide: async (ctx, connector, control, decision, noted) => {
      await decide(store, ctx, connector, control, decision, noted)
      wake(ctx.tenant)
    },
    [Symbol.asyncDispose]: async () => {
      end.abort()
      clearTimeout(timer)
      await Promise.all(feeds.values())
    },
  }
}

/** Waits for a wake, the end or `ms`. A decision made at another hub wakes nobody here: no wait is longer than two seconds. */
function nap(sleepers: Map<number, Set<() => void>>, tenant: number, signal: AbortSignal, ms: number): { readonly over: Promise<void>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const mine = sleepers.get(tenant) ?? new Set()
  sleepers.set(tenant, mine)
  mine.add(resolve)
  signal.addEventListener('abort', () => resolve(), { once: true })
  const timer = setTimeout(resolve, Math.min(ms, 2_000))
  return {
    over: promise,
    stop: () => {
      clearTimeout(timer)
      mine.delete(resolve)
    },
  }
}
