import { randomUUID } from 'node:crypto'
import type { HubSeal, Outbound } from '@steckwerk/access'
import { Fault, sql, type Clock, type Log } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { brokerHeaders, callBroker, type BrokerAddress, type BrokerFetch } from './broker-client.ts'
import { catalogueChanges, type CatalogueChange } from './catalogue-changes.ts'
import { catalogueForm, type Catalogue } from './catalogue-form.ts'
import { platformCtx } from './hub-ctx.ts'

export interface Broker {
  readonly id: string
  readonly name: string
  readonly url: string
  /** The hub's own services. */
  readonly inside: boolean
  /** What the hub proves itself with, beside the password that stays here; empty inside. */
  readonly user: string
  /** undefined = could not be fetched yet. */
  readonly catalogue: Catalogue | undefined
  readonly fetchedAt: Date | null
  /** Why it could not be fetched the last time. */
  readonly trouble: CatalogueTrouble | null
}

export interface CatalogueTrouble {
  /** status: another than 200 · form: an answer that is no catalogue. */
  readonly why: 'no-answer' | 'credentials' | 'version' | 'status' | 'form'
  /** Which status, or where in the catalogue. */
  readonly at: string | null
}

export interface BrokerForm {
  readonly name: string
  /** Where /v2/catalog lies below. */
  readonly url: string
  readonly user: string
  /** undefined = stays as it is. */
  readonly password?: string | undefined
}

export interface Brokers {
  list(): Promise<readonly Broker[]>
  /** Faults: marketplace/broker-unknown. */
  get(id: string): Promise<Broker>
  /** The catalogue is fetched at once; where that fails, the broker stands there with its trouble.
   *  Faults: marketplace/broker-url, marketplace/broker-taken, access/address-private. */
  add(form: BrokerForm, by: string): Promise<Broker>
  /** Faults: those of get and add, marketplace/broker-inside. */
  change(id: string, form: BrokerForm): Promise<Broker>
  /** Faults: marketplace/broker-unknown, marketplace/broker-inside, marketplace/broker-in-use. */
  remove(id: string): Promise<void>
  /** Fetches the catalogue now and keeps what has changed. Faults: marketplace/broker-unknown. */
  refresh(id: string): Promise<Broker>
  /** The last hundred, newest first. */
  changes(id: string): Promise<readonly (CatalogueChange & { readonly at: Date })[]>
  /** How to reach it. Faults: marketplace/broker-unknown. */
  reach(id: string): Promise<{ readonly address: BrokerAddress; readonly fetch: BrokerFetch }>
  /** Fetches every catalogue that is due; returns whether there was one. */
  refreshDue(): Promise<boolean>
  /** The hub's own services as a broker, where there are any. */
  ensureInside(): Promise<void>
}

interface Row {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly inside: boolean
  readonly credentials: Buffer | null
  readonly catalogue: Catalogue | null
  readonly fetched_at: Date | null
  readonly trouble: CatalogueTrouble | null
}

const columns = sql`id::text, name, url, inside, credentials, catalogue, fetched_at, trouble`
const refreshMs = 15 * 60_000
const afterTroubleMs = 60_000
const longestMs = 60_000
const context = (id: string): string => `broker ${id}`
const isUuid = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
const unknown = (): Fault => new Fault('not-found', 'marketplace/broker-unknown', 'There is no such broker here.')
export const insideUrl = 'inside:hub'
export const insideUser = 'steckwerk'

export function createBrokers(options: {
  readonly store: Store
  readonly clock: Clock
  readonly seal: HubSeal
  readonly outbound: Outbound
  readonly log: Log
  /** The hub's own services, where there are any. */
  readonly inside?: BrokerFetch | undefined
}): Brokers {
  const { store, clock, seal, outbound, log, inside } = options
  const ctx = () => platformCtx(clock.now())
  const open = ({ id, credentials }: Row): { user: string; password: string } => seal.open(credentials!, context(id))
  const brokerOf = (row: Row): Broker =>
    ({ id: row.id, name: row.name, url: row.url, inside: row.inside, user: row.inside ? '' : open(row).user, catalogue: row.catalogue ?? undefined, fetchedAt: row.fetched_at, trouble: row.trouble })
  const outside: BrokerFetch = (url, init) => outbound.fetch(url, init, { ms: longestMs })

  async function row(id: string): Promise<Row> {
    const [found] = isUuid(id) ? await store.read(ctx(), (r) => r.query<Row>(sql`select ${columns} from st.broker where id = ${id}::uuid`)) : []
    if (found === undefined) throw unknown()
    return found
  }

  function reachOf(row: Row): { readonly address: BrokerAddress; readonly fetch: BrokerFetch } {
    if (row.inside) return { address: { url: insideUrl, user: insideUser, password: insidePassword(seal) }, fetch: inside ?? (() => Promise.reject(new Error('this hub runs no services'))) }
    return { address: { url: row.url, ...open(row) }, fetch: outside }
  }

  async function fetched(row: Row): Promise<Catalogue | CatalogueTrouble> {
    const { address, fetch } = reachOf(row)
    const answer = await callBroker(fetch, `${address.url}/v2/catalog`, { headers: brokerHeaders(address, undefined, randomUUID()) }, AbortSignal.timeout(longestMs))
    if (answer === undefined) return { why: 'no-answer', at: null }
    if (answer.status === 401 || answer.status === 403) return { why: 'credentials', at: String(answer.status) }
    if (answer.status === 412) return { why: 'version', at: null }
    if (answer.status !== 200) return { why: 'status', at: String(answer.status) }
    const read = catalogueForm.safeParse(answer.body)
    return read.success ? read.data : { why: 'form', at: read.error.issues[0]?.path.join('.') || null }
  }

  async function refresh(former: Row): Promise<Broker> {
    const got = await fetched(former)
    const now = new Date(clock.now())
    if ('why' in got) {
      log.warn('a broker\'s catalogue could not be fetched', { trace: former.id })
      await store.write(ctx(), (w) => w.query(sql`update st.broker set trouble = ${JSON.stringify(got)}::jsonb, next_fetch_at = ${new Date(now.getTime() + afterTroubleMs)} where id = ${former.id}::uuid`))
      return brokerOf(await row(former.id))
    }
    await store.write(ctx(), async (w) => {
      const [current] = await w.query<{ catalogue: Catalogue | null }>(sql`select catalogue from st.broker where id = ${former.id}::uuid for update`)
      // Removed meanwhile.
      if (current === undefined) return
      // As the database keeps it: members that are undefined are not there.
      const kept = JSON.parse(JSON.stringify(got)) as Catalogue
      for (const { kind, service, plan, members } of current.catalogue === null ? [] : catalogueChanges(current.catalogue, kept)) {
        void w.query(sql`insert into st.broker_change (broker, at, kind, service, plan, members) values (${former.id}::uuid, ${now}, ${kind}, ${service}, ${plan}, ${[...members]}::text[])`)
      }
      await w.query(sql`
        update st.broker set catalogue = ${JSON.stringify(kept)}::jsonb, fetched_at = ${now}, trouble = null, next_fetch_at = ${new Date(now.getTime() + refreshMs)}
        where id = ${former.id}::uuid`)
    })
    return brokerOf(await row(former.id))
  }

  async function addressOf(text: string): Promise<string> {
    const url = URL.parse(text)
    if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
      throw new Fault('invalid', 'marketplace/broker-url', 'A broker\'s address is an https address without user, password and query.', { at: 'url' })
    }
    await outbound.require(url.href, 'url')
    return url.href.replace(/\/+$/, '')
  }

  const taken = (thrown: unknown): never => {
    if (isTaken(thrown)) throw new Fault('conflict', 'marketplace/broker-taken', 'A broker with this address is registered already.', { at: 'url' })
    throw thrown
  }

  return {
    list: async () => (await store.read(ctx(), (r) => r.query<Row>(sql`select ${columns} from st.broker order by not inside, name, id`))).map(brokerOf),
    get: async (id) => brokerOf(await row(id)),
    reach: async (id) => reachOf(await row(id)),
    refresh: async (id) => refresh(await row(id)),

    add: async (form, by) => {
      const [id, url] = [randomUUID(), await addressOf(form.url)]
      const credentials = seal.seal({ user: form.user, password: form.password ?? '' }, context(id))
      await store.write(ctx(), (w) => w.query(sql`
        insert into st.broker (id, name, url, credentials, next_fetch_at, created_at, created_by)
        values (${id}::uuid, ${form.name}, ${url}, ${credentials}, ${ctx().now}, ${ctx().now}, ${by})`)).catch(taken)
      return refresh(await row(id))
    },

    change: async (id, form) => {
      const former = await row(id)
      if (former.inside) throw new Fault('conflict', 'marketplace/broker-inside', 'The hub\'s own services stand here by themselves.')
      const url = await addressOf(form.url)
      // A known password never goes to another address than the one it was given for.
      if (form.password === undefined && url !== former.url) throw new Fault('invalid', 'marketplace/broker-password', 'Another address needs the password anew.', { at: 'password' })
      const password = form.password ?? open(former).password
      await store.write(ctx(), (w) => w.query(sql`
        update st.broker set name = ${form.name}, url = ${url}, credentials = ${seal.seal({ user: form.user, password }, context(id))} where id = ${id}::uuid`)).catch(taken)
      return refresh(await row(id))
    },

    remove: async (id) => {
      const { inside: isInside } = await row(id)
      if (isInside) throw new Fault('conflict', 'marketplace/broker-inside', 'The hub\'s own services stand here by themselves.')
      for (const carrier of await store.carriers()) {
        const [used] = await store.read({ ...ctx(), tenant: carrier.tenant, carrier: carrier.slug }, (r) => r.query(sql`
          select from st.service_order where broker = ${id}::uuid and state not in ('refused', 'withdrawn', 'gone', 'failed') limit 1`))
        if (used !== undefined) throw new Fault('conflict', 'marketplace/broker-in-use', 'Carriers use services of this broker.')
      }
      await store.write(ctx(), (w) => w.query(sql`delete from st.broker where id = ${id}::uuid`))
    },

    changes: async (id) => store.read(ctx(), (r) => r.query<CatalogueChange & { at: Date }>(sql`
      select at, kind, service, plan, members from st.broker_change where broker = ${id}::uuid order by id desc limit 100`)),

    refreshDue: async () => {
      const due = await store.read(ctx(), (r) => r.query<Row>(sql`select ${columns} from st.broker where next_fetch_at <= ${ctx().now} and (not inside or ${inside !== undefined}::bool) order by next_fetch_at limit 10`))
      for (const one of due) await refresh(one)
      return due.length > 0
    },

    ensureInside: async () => {
      if (inside === undefined) return
      await store.write(ctx(), (w) => w.query(sql`
        insert into st.broker (id, name, url, inside, next_fetch_at, created_at, created_by)
        values (${randomUUID()}::uuid, 'Steckwerk', ${insideUrl}, true, ${ctx().now}, ${ctx().now}, 'Device/hub') on conflict do nothing`))
      const [found] = await store.read(ctx(), (r) => r.query<Row>(sql`select ${columns} from st.broker where inside`))
      await refresh(found!)
    },
  }
}

/** The password of the hub's own services' broker: the same at every hub of the database. */
export function insidePassword(seal: HubSeal): string {
  return seal.mark('inside-broker').toString('base64url')
}

/** SQLSTATE 23505, whichever layer wrapped it. */
function isTaken(thrown: unknown): boolean {
  for (let error = thrown as { code?: unknown; cause?: unknown } | undefined; error !== undefined && error !== null; error = error.cause as typeof error) if (error.code === '23505') return true
  return false
}
