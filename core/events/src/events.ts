import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Access } from '@steckwerk/access'
import { sql, type Clock, type Log } from '@steckwerk/kernel'
import type { Carrier, Store } from '@steckwerk/store'
import type { Events, InsideSubscriber } from './contract.ts'
import { ensureFeed } from './ensure-feed.ts'
import { insideForm, type InsideContent } from './known.ts'
import { Lead } from './lead.ts'
import { Lease } from './lease.ts'
import { hubCtx, insideId, usualPace, type Pace, type Ports } from './ports.ts'
import { Looks } from './looks.ts'
import { pruneJob } from './prune-job.ts'
import { createRights } from './rights.ts'
import { changedTopic } from './rows.ts'
import { SocketNews } from './socket-news.ts'
import { createSubscriptions } from './subscriptions.ts'

export interface EventsOptions {
  readonly store: Store
  readonly access: Pick<Access, 'keys' | 'audit' | 'outbound' | 'smart' | 'decisions'>
  readonly clock: Clock
  readonly log: Log
  /** Where subscribers reach the hub, without a slash at the end; asked at each notification. */
  readonly publicUrl: () => string
  /** Tests have it faster. */
  readonly pace?: Partial<Pace>
}

/** How often it is looked for carriers that were added elsewhere. */
const carriersMs = 5_000

/** Starts matching and delivery for all carriers, by turns with other hubs of the same database. Ends with its disposal: another hub goes on at once. */
export function startEvents(options: EventsOptions): Events {
  const { store, access, clock, log } = options
  const handlers = new Map<string, InsideSubscriber['handler']>()
  const ports: Ports = {
    store, access, clock, log, handlers,
    rights: createRights({ access, clock }),
    looks: new Looks(store),
    pace: { ...usualPace, ...options.pace },
    baseOf: ({ slug }) => `${options.publicUrl()}/fhir/${slug}`,
  }
  const { pace } = ports
  const news = new SocketNews(ports)
  const over = new AbortController()
  const { signal } = over
  const holder = randomUUID()
  const leads = new Map<string, Lead>()
  const standing = new Map<string, Promise<void>>()
  const nudges = new Map<string, () => void>()

  const rest = async (slug: string, ms: number): Promise<void> => {
    const resting = new AbortController()
    nudges.set(slug, () => resting.abort())
    await pause(ms, undefined, { signal: AbortSignal.any([signal, resting.signal]) }).catch(() => {})
    nudges.delete(slug)
  }

  /** Leads for as long as the lease holds. */
  async function leadWith(carrier: Carrier, lease: Lease, position: string): Promise<void> {
    const lost = new AbortController()
    let asking = false
    const renewal = setInterval(() => {
      if (!lease.holdsFor(0)) lost.abort()
      if (asking) return
      asking = true
      lease.hold().then((held) => { if (held === undefined) lost.abort() }, () => {}).finally(() => { asking = false })
    }, pace.leaseMs / 12)
    const lead = new Lead(ports, carrier, lease, position, (ids) => news.arrived(carrier, ids))
    leads.set(carrier.slug, lead)
    try {
      await lead.run(AbortSignal.any([signal, lost.signal]))
    } finally {
      clearInterval(renewal)
      leads.delete(carrier.slug)
    }
  }

  async function stand(carrier: Carrier): Promise<void> {
    const lease = new Lease(ports, carrier, holder)
    while (!signal.aborted) {
      try {
        const position = await lease.hold()
        if (position !== undefined) await leadWith(carrier, lease, position)
      } catch (thrown) {
        if (!signal.aborted) log.error('events are not matched for a moment', thrown, { carrier: carrier.slug })
      }
      if (!signal.aborted) await rest(carrier.slug, pace.tickMs * 4)
    }
    await lease.release().catch(() => {})
  }

  function ensure(carrier: Carrier): void {
    if (signal.aborted) return
    if (!standing.has(carrier.slug)) standing.set(carrier.slug, stand(carrier))
    nudges.get(carrier.slug)?.()
  }

  /** Somebody made, changed or ended a Subscription at this hub. */
  function changed(carrier: Carrier, id: string): void {
    ensure(carrier)
    leads.get(carrier.slug)?.changed(id)
  }

  const looking = (async () => {
    while (!signal.aborted) {
      try {
        for (const carrier of await store.carriers()) if (!standing.has(carrier.slug)) ensure(carrier)
      } catch (thrown) {
        log.error('carriers could not be read', thrown)
      }
      await pause(carriersMs, undefined, { signal }).catch(() => {})
    }
  })()

  return {
    subscriptions: createSubscriptions(ports, news, changed),
    job: pruneJob,
    subscribe: async ({ carrier, plug, client, topics, content = 'full-resource', handler }) => {
      const text: InsideContent = { topics, content }
      insideForm(text)
      const id = insideId(plug)
      const ctx = hubCtx(carrier, clock)
      const key = `${carrier.tenant} ${id}`
      await store.write(ctx, async (writer) => {
        await ensureFeed(writer)
        const rows = await writer.query(sql`
          insert into st.subscription (id, version, updated_at, status, channel, actor, client, content)
          values (${id}, 1, ${ctx.now}, 'active', 'inside', ${`Device/${client}`}, ${client}, ${JSON.stringify(text)})
          on conflict (tenant, id) do update set version = subscription.version + 1, updated_at = excluded.updated_at, status = 'active', reason = null,
            actor = excluded.actor, client = excluded.client, content = excluded.content, tried = 0, failing_since = null, next_try = null
          where (subscription.content, subscription.client, subscription.status) is distinct from (excluded.content, excluded.client, 'active')
          returning id`)
        if (rows.length > 0) writer.emit(changedTopic, { ids: [id] })
      })
      handlers.set(key, handler)
      changed(carrier, id)
      return {
        [Symbol.asyncDispose]: async () => {
          if (handlers.get(key) === handler) handlers.delete(key)
        },
      }
    },
    unsubscribe: async (carrier, plug) => {
      const id = insideId(plug)
      handlers.delete(`${carrier.tenant} ${id}`)
      await store.write(hubCtx(carrier, clock), (writer) => {
        writer.emit(changedTopic, { ids: [id] })
        return writer.query(sql`delete from st.subscription where id = ${id}`)
      })
      changed(carrier, id)
    },
    [Symbol.asyncDispose]: async () => {
      over.abort()
      await looking
      await Promise.all(standing.values())
    },
  }
}
