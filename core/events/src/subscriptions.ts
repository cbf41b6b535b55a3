import { hash, randomBytes } from 'node:crypto'
import { fold, type Resource } from '@steckwerk/fhir'
import { Fault, sql, timeOrderedId, viewAllows, type Ctx } from '@steckwerk/kernel'
import type { Carrier, Writer } from '@steckwerk/store'
import type { EventRange, Notification, Sink, Status, StoredSubscription, SubscriptionFilter, Subscriptions } from './contract.ts'
import { bindSocket, type Bound } from './bind-socket.ts'
import { ensureFeed } from './ensure-feed.ts'
import { fullContent } from './full-content.ts'
import { knownOf, readRow } from './known.ts'
import { notification, statusParameters, visibleOf } from './notification.ts'
import type { Ports } from './ports.ts'
import { changedTopic, columns, eventColumns, secretsContext, type EventRow, type SubscriptionRow } from './rows.ts'
import type { SocketNews } from './socket-news.ts'
import { formOf, takeApart, type Form, type Parts } from './subscription-form.ts'

const mostOfOne = 2_000
const mostQueried = 500
const tokenMs = 60_000

const missing = (): Fault => new Fault('not-found', 'events/missing', 'There is no such Subscription here.')

/** Whether ctx sees everything of the carrier: the operator's token. */
const seesAll = (ctx: Ctx): boolean => ctx.view === undefined && ctx.client === undefined

const isOwner = (ctx: Ctx, row: SubscriptionRow): boolean => row.actor === ctx.actor && row.client === (ctx.client ?? null)

/** Whoever is told of what happens when nobody is there must be a program. Faults: events/not-a-program. */
function requireProgram(ctx: Ctx): void {
  if (seesAll(ctx) || (ctx.client !== undefined && ctx.actor === `Device/${ctx.client}`)) return
  throw new Fault('forbidden', 'events/not-a-program', 'Subscriptions are made by backend services that act for themselves, with system/ scopes.')
}

/** Faults: events/not-readable. */
function requireReadable(ctx: Ctx, { triggers }: Form): void {
  if (triggers.every(({ type }) => viewAllows(ctx.view, type, 'r'))) return
  throw new Fault('forbidden', 'events/not-readable', 'A Subscription needs the right to read what it is told of.', { at: 'Subscription.criteria' })
}

/** What begins with a handshake: what R4 itself knows nothing of begins at once. */
const beginsAs = ({ channel, content }: Form, wanted: Status): Status =>
  wanted === 'off' ? 'off' : channel === 'rest-hook' && content !== 'ping' && content !== 'resource' ? 'requested' : 'active'

/** `done`: to be told what was made or changed. */
export function createSubscriptions(ports: Ports, news: SocketNews, done: (carrier: Carrier, id: string) => void): Subscriptions {
  const { store, access, clock } = ports
  /** What each socket follows, by id. */
  const bound = new WeakMap<Sink, Map<string, Bound>>()

  async function carrierOf(ctx: Ctx): Promise<Carrier> {
    return (await store.carrier(ctx.carrier))!
  }

  /** What may be seen by ctx; services in the hub are nobody's resources. */
  async function find(ctx: Ctx, id: string): Promise<SubscriptionRow | undefined> {
    const row = await store.read(ctx, (reader) => readRow(reader, id))
    return row !== undefined && row.channel !== 'inside' && (seesAll(ctx) || isOwner(ctx, row)) ? row : undefined
  }

  async function shown(ctx: Ctx, row: SubscriptionRow): Promise<StoredSubscription> {
    const { channel, meta, ...resource } = JSON.parse(row.content) as Resource & { readonly channel: object }
    const header = row.secrets !== null && isOwner(ctx, row) ? { header: JSON.parse((await access.keys.open(ctx, row.secrets, secretsContext(row.id))).toString()) as unknown } : {}
    return {
      id: row.id,
      version: row.version,
      lastUpdated: row.updated_at.getTime(),
      resource: {
        ...resource,
        id: row.id,
        meta: { ...meta, versionId: String(row.version), lastUpdated: row.updated_at.toISOString() },
        status: row.status,
        ...(row.reason === null ? {} : { error: row.reason }),
        channel: { ...channel, ...header },
      } as unknown as Resource,
    }
  }

  async function checked(ctx: Ctx, resource: Resource): Promise<{ readonly parts: Parts; readonly form: Form }> {
    requireProgram(ctx)
    const parts = takeApart(resource)
    const form = formOf(parts.resource)
    requireReadable(ctx, form)
    if (form.channel === 'rest-hook') {
      await access.outbound.require(form.endpoint, 'Subscription.channel.endpoint')
      if (form.endpoint.startsWith('http:') && !access.outbound.loopback) {
        throw new Fault('unprocessable', 'events/channel', 'A rest-hook needs an https address.', { at: 'Subscription.channel.endpoint' })
      }
    }
    return { parts, form }
  }

  const sealed = async (ctx: Ctx, id: string, headers: readonly string[]): Promise<Buffer | null> =>
    headers.length === 0 ? null : (await access.keys.sealer(ctx)).seal(Buffer.from(JSON.stringify(headers)), secretsContext(id))

  const changed = (writer: Writer, id: string): void => writer.emit(changedTopic, { ids: [id] })

  async function rowsOf(ctx: Ctx, { ids, status, urls, criteria }: SubscriptionFilter): Promise<readonly SubscriptionRow[]> {
    const rows = await store.read(ctx, (reader) => reader.query<SubscriptionRow>(sql`
      select ${columns} from st.subscription where channel <> 'inside'
        ${seesAll(ctx) ? sql`` : sql`and actor = ${ctx.actor} and client is not distinct from ${ctx.client ?? null}::text`}
        ${ids === undefined ? sql`` : sql`and id = any(${ids}::text[])`} ${status === undefined ? sql`` : sql`and status = any(${status}::text[])`}
      order by tenant, id limit 5000`))
    if (urls === undefined && criteria === undefined) return rows
    return rows.filter((row) => {
      const written = JSON.parse(row.content) as { readonly criteria: string; readonly channel: { readonly endpoint?: string } }
      return (urls === undefined || urls.includes(written.channel.endpoint ?? '')) && (criteria === undefined || criteria.some((begin) => fold(written.criteria).startsWith(fold(begin))))
    })
  }

  return {
    create: async (ctx, resource) => {
      const { parts, form } = await checked(ctx, resource)
      const id = timeOrderedId(ctx.now.getTime())
      const secrets = await sealed(ctx, id, parts.headers)
      const [row] = await store.write(ctx, async (writer) => {
        await ensureFeed(writer)
        const [held] = await writer.query<{ n: number }>(sql`select count(*) n from st.subscription where actor = ${ctx.actor} and client is not distinct from ${ctx.client ?? null}::text`)
        if (held!.n >= mostOfOne) throw new Fault('full', 'events/too-many', `One program has at most ${mostOfOne} Subscriptions at a carrier.`)
        changed(writer, id)
        return writer.query<SubscriptionRow>(sql`
          insert into st.subscription (id, version, updated_at, status, channel, actor, client, view, content, secrets, ends_at)
          values (${id}, 1, ${ctx.now}, ${beginsAs(form, parts.wanted)}, ${form.channel}, ${ctx.actor}, ${ctx.client ?? null},
            ${ctx.view === undefined ? null : JSON.stringify(ctx.view)}, ${JSON.stringify(parts.resource)}, ${secrets}, ${parts.end === undefined ? null : new Date(parts.end)})
          returning ${columns}`)
      })
      done(await carrierOf(ctx), id)
      return shown(ctx, row!)
    },

    update: async (ctx, id, resource, version) => {
      const before = await find(ctx, id)
      if (before === undefined) throw missing()
      if (version !== undefined && version !== before.version) throw new Fault('precondition', 'events/version', 'The Subscription is at another version than If-Match names.', { at: 'If-Match' })
      const { parts, form } = await checked(ctx, resource)
      const own = isOwner(ctx, before)
      // Who may not see the headers keeps them, unless they would go elsewhere now.
      if (!own && before.secrets !== null && parts.headers.length === 0 && knownOf(before).form.endpoint !== form.endpoint) {
        throw new Fault('conflict', 'events/headers', 'The headers belong to who made the Subscription and stay with its endpoint.', { at: 'Subscription.channel.endpoint' })
      }
      const secrets = !own && parts.headers.length === 0 ? before.secrets : await sealed(ctx, id, parts.headers)
      const view = own ? (ctx.view === undefined ? null : JSON.stringify(ctx.view)) : before.view
      const [row] = await store.write(ctx, (writer) => {
        changed(writer, id)
        return writer.query<SubscriptionRow>(sql`
          update st.subscription set version = version + 1, updated_at = ${ctx.now}, status = ${beginsAs(form, parts.wanted)}, channel = ${form.channel}, view = ${view},
            content = ${JSON.stringify(parts.resource)}, secrets = ${secrets}, ends_at = ${parts.end === undefined ? null : new Date(parts.end)}, reason = null, tried = 0,
            failing_since = null, next_try = null
          where id = ${id} and version = ${before.version} returning ${columns}`)
      })
      if (row === undefined) throw new Fault('conflict', 'events/changed-meanwhile', 'The Subscription was changed meanwhile.')
      done(await carrierOf(ctx), id)
      return shown(ctx, row)
    },

    remove: async (ctx, id, version) => {
      requireProgram(ctx)
      const before = await find(ctx, id)
      if (before === undefined) return false
      if (version !== undefined && version !== before.version) throw new Fault('precondition', 'events/version', 'The Subscription is at another version than If-Match names.', { at: 'If-Match' })
      await store.write(ctx, (writer) => {
        changed(writer, id)
        return writer.query(sql`delete from st.subscription where id = ${id}`)
      })
      done(await carrierOf(ctx), id)
      return true
    },

    get: async (ctx, id) => {
      const row = await find(ctx, id)
      return row === undefined ? undefined : shown(ctx, row)
    },

    list: async (ctx, filter) => Promise.all((await rowsOf(ctx, filter)).map((row) => shown(ctx, row))),

    status: async (ctx, base, filter) => {
      const rows = await rowsOf(ctx, filter)
      const entry = rows.map((row) => ({
        fullUrl: `${base}/Subscription/${row.id}/$status`,
        resource: statusParameters({ ...row, topic: knownOf(row).form.topic }, base, 'query-status'),
        search: { mode: 'match' },
      }))
      return { resourceType: 'Bundle', id: timeOrderedId(), type: 'searchset', timestamp: ctx.now.toISOString(), total: entry.length, ...(entry.length === 0 ? {} : { entry }) }
    },

    events: async (ctx, base, id, range) => queryEvents(ctx, base, await find(ctx, id), range),

    bindingToken: async (ctx, ids) => {
      requireProgram(ctx)
      const rows = await rowsOf(ctx, { ids })
      if (rows.length === 0 || rows.length < new Set(ids).size) throw missing()
      if (rows.some(({ channel }) => channel !== 'websocket')) throw new Fault('unprocessable', 'events/no-websocket', 'The Subscription\'s channel is no websocket.')
      const token = randomBytes(32).toString('base64url')
      const expires = new Date(clock.now() + tokenMs)
      await store.write(ctx, (writer) => writer.query(sql`
        insert into st.subscription_binding (token, subscriptions, expires_at) values (${hash('sha256', token, 'buffer')}, ${rows.map((row) => row.id)}, ${expires})`))
      return { token, expires }
    },

    bind: async (ctx, asked, base, sink) => {
      const carrier = await carrierOf(ctx)
      const ids = 'id' in asked ? [asked.id] : await redeem(ctx, asked.token)
      const rows = await store.read(ctx, (reader) => Promise.all(ids.map((id) => readRow(reader, id))))
      const found = rows.filter((row) => row?.channel === 'websocket' && row.status !== 'off' && ('token' in asked || seesAll(ctx) || isOwner(ctx, row)))
      if (found.length === 0) return undefined
      const held = bound.get(sink) ?? new Map<string, Bound>()
      bound.set(sink, held)
      for (const row of found) {
        const id = row!.id
        const before = held.get(id)
        if (before === undefined) held.set(id, bindSocket(ports, news, carrier, id, base, sink))
        else before.greet()
      }
      return found.map((row) => row!.id)
    },
  }

  /** A token binds once. */
  async function redeem(ctx: Ctx, token: string): Promise<readonly string[]> {
    const rows = await store.write(ctx, (writer) => writer.query<{ subscriptions: string[] }>(sql`
      delete from st.subscription_binding where token = ${hash('sha256', token, 'buffer')} and expires_at > ${new Date(clock.now())} returning subscriptions`))
    return rows[0]?.subscriptions ?? []
  }

  async function queryEvents(ctx: Ctx, base: string, row: SubscriptionRow | undefined, { since, until, content }: EventRange): Promise<Notification> {
    if (row === undefined) throw missing()
    const { form } = knownOf(row)
    const kept = await store.read(ctx, (reader) => reader.query<EventRow>(sql`
      select ${eventColumns} from st.subscription_event where subscription = ${row.id} and number >= ${since ?? 0}::bigint
        ${until === undefined ? sql`` : sql`and number <= ${until}::bigint`} order by tenant, subscription, number limit ${mostQueried}`))
    const asked = content ?? (form.content === 'resource' ? 'full-resource' : form.content === 'ping' ? 'empty' : form.content)
    const visible = asked === 'empty' ? undefined : visibleOf(kept, await store.read(ctx, (reader) => reader.getMany(kept.map(({ type, id }) => ({ type, id })))))
    const events = visible !== undefined && asked === 'full-resource' ? fullContent(kept, visible) : kept
    return notification({
      told: { ...row, topic: form.topic }, base, type: 'query-event', content: asked, now: ctx.now, events, ...(visible === undefined ? {} : { visible }),
    })
  }
}
