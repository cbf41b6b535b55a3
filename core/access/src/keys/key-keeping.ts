import { Fault, sql, type Clock, type Ctx, type Log } from '@steckwerk/kernel'
import { asOwner, type Job, type OwnerQuery, type Store } from '@steckwerk/store'
import type { AuditTrail } from '../audit/audit-log.ts'
import { hubSecretContext, sealedHubSecrets } from '../hub-secret.ts'
import { dataKeyContext, type Keys } from '../keys.ts'
import type { MasterKey } from '../master-key.ts'
import type { ObjectStore } from '@steckwerk/objects'
import { systemCtx } from '../system-ctx.ts'
import { resealJob } from './reseal-job.ts'
import { sealedBy } from './sealed-places.ts'

export interface DataKeyInfo {
  readonly number: number
  readonly createdAt: Date
  readonly goneAt: Date | undefined
  readonly state: 'sealing' | 'opening' | 'gone'
}

export interface ResealInfo {
  readonly number: number
  readonly startedAt: Date
  readonly finishedAt: Date | undefined
  readonly done: number
}

/** What is done with keys over the years. */
export interface KeyKeeping {
  /** Newest first. */
  list(ctx: Ctx): Promise<{ readonly keys: readonly DataKeyInfo[]; readonly reseal: ResealInfo | undefined }>
  /** A new data key. */
  rotate(ctx: Ctx): Promise<DataKeyInfo>
  /** Has everything sealed anew under the newest key, in the background. */
  reseal(ctx: Ctx): Promise<void>
  /** Destroys an older key that nothing is sealed with. Faults: access/key-unknown, access/key-in-use. */
  retire(ctx: Ctx, number: number): Promise<void>
  /** Crypto-erasure: destroys all data keys of ctx's carrier, so that nothing they sealed can be opened, in no copy of the database. `confirm` is the
   *  carrier's short name. Faults: access/erasure-unconfirmed. */
  destroy(ctx: Ctx, confirm: string): Promise<void>
  master(): Promise<{ readonly source: MasterKey['source']; readonly id: string; readonly since: Date; readonly dataKeys: number }>
  /** Brings data keys and hub secrets to a new master key, in one transaction. Faults: access/master-key-next. */
  rewrap(ctx: Ctx): Promise<void>
  /** To be run by the elected hub. */
  job(log: Log, settleMs?: number): Job
}

/** How old the newest key must be before an older one may go: longer than any transaction that may still commit what that sealed. */
const retireAfterMs = 120_000

interface KeyRow {
  readonly number: number
  readonly created_at: Date
  readonly gone_at: Date | null
}

export function createKeyKeeping(options: {
  readonly store: Store
  readonly clock: Clock
  readonly keys: Keys
  readonly master: MasterKey
  readonly audit: AuditTrail
  readonly objects: ObjectStore | undefined
  /** The database as its owner: what destroys keys, or wraps them anew, is beyond the hub's role. */
  readonly ownerUrl: string | undefined
}): KeyKeeping {
  const { store, clock, keys, master, audit } = options

  function owner<T>(work: (query: OwnerQuery) => Promise<T>): Promise<T> {
    if (options.ownerUrl === undefined) throw new Fault('internal', 'access/keys-owner', 'This hub does not reach its database as the owner.')
    return asOwner(options.ownerUrl, work)
  }

  async function list(ctx: Ctx): Promise<readonly DataKeyInfo[]> {
    const rows = await store.read(ctx, (r) => r.query<KeyRow>(sql`select number, created_at, gone_at from st.data_key order by tenant desc, number desc`))
    return rows.map(({ number, created_at: createdAt, gone_at: goneAt }, i) => ({
      number, createdAt, goneAt: goneAt ?? undefined, state: goneAt !== null ? 'gone' : i === 0 ? 'sealing' : 'opening',
    }))
  }

  return {
    list: async (ctx) => {
      const rows = await store.read(ctx, (r) => r.query<{ number: number; started_at: Date; finished_at: Date | null; done: string }>(sql`
        select number, started_at, finished_at, done from st.reseal`))
      const [last] = rows
      return {
        keys: await list(ctx),
        reseal: last === undefined ? undefined : { number: last.number, startedAt: last.started_at, finishedAt: last.finished_at ?? undefined, done: Number(last.done) },
      }
    },
    rotate: async (ctx) => {
      const number = await keys.rotate(ctx)
      await audit.record(ctx, { event: 'key-rotated', detail: { key: `data key ${number}` } })
      return (await list(ctx)).find((one) => one.number === number)!
    },
    reseal: async (ctx) => {
      keys.forget(ctx)
      const { number } = await keys.sealer(ctx)
      await store.write(ctx, (w) => w.query(sql`
        insert into st.reseal as r (number, started_at) values (${number}, ${new Date(clock.now())})
        on conflict (tenant) do update set number = excluded.number, started_at = excluded.started_at, finished_at = null, done = 0, place = null, after = null
        where r.finished_at is not null or r.number < excluded.number`))
      await audit.record(ctx, { event: 'key-rotated', detail: { key: `sealing anew under data key ${number}` } })
    },
    retire: async (ctx, number) => {
      await owner(async (query) => {
        const [newest] = await query<{ number: number; created_at: Date }>(sql`
          select number, created_at from base.data_key where tenant = ${ctx.tenant} and wrapped is not null order by number desc limit 1`)
        const known = await query(sql`select 1 from base.data_key where tenant = ${ctx.tenant} and number = ${number} and wrapped is not null for update`)
        if (known.length === 0) throw new Fault('not-found', 'access/key-unknown', 'There is no such key.')
        const isYoung = newest === undefined || newest.number === number || clock.now() - newest.created_at.getTime() < retireAfterMs
        const [found] = isYoung ? [{ used: true }] : await query<{ used: boolean }>(sealedBy(ctx, number))
        if (found!.used) {
          throw new Fault('conflict', 'access/key-in-use',
            'Something is, or a moment ago was, sealed with this key. Seal anew first; entries of the access log keep their key until their retention ends.')
        }
        await query(sql`update base.data_key set wrapped = null, gone_at = ${new Date(clock.now())} where tenant = ${ctx.tenant} and number = ${number}`)
      })
      keys.forget(ctx)
      await audit.record(ctx, { event: 'key-rotated', detail: { key: `data key ${number} retired` } })
    },
    destroy: async (ctx, confirm) => {
      if (confirm !== ctx.carrier) throw new Fault('invalid', 'access/erasure-unconfirmed', 'Confirm with the carrier\'s short name.', { at: 'confirm' })
      await owner((query) => query(sql`
        update base.data_key set wrapped = null, gone_at = ${new Date(clock.now())} where tenant = ${ctx.tenant} and wrapped is not null`))
      keys.forget(ctx)
      // Under the first key of a new series: the log goes on.
      await audit.record(ctx, { event: 'key-rotated', detail: { key: 'all data keys destroyed' } })
    },
    master: async () => {
      const now = clock.now()
      const rows = await store.read(systemCtx(now), (r) => r.query<{ created_at: Date }>(sql`
        select created_at from st.hub_secret where name = 'master-key-fingerprint'`))
      const [count] = await owner((query) => query<{ count: number }>(sql`select count(*)::int count from base.data_key where wrapped is not null`))
      return { source: master.source, id: master.id, since: rows[0]!.created_at, dataKeys: count!.count }
    },
    rewrap: async (ctx) => {
      await master.replace(owner, async (query, again) => {
        for (const name of sealedHubSecrets) {
          const [row] = await query<{ value: Buffer }>(sql`select value from base.hub_secret where name = ${name} for update`)
          if (row !== undefined) await query(sql`update base.hub_secret set value = ${again(row.value, hubSecretContext(name))} where name = ${name}`)
        }
        const wrapped = await query<{ tenant: number; number: number; wrapped: Buffer }>(sql`
          select tenant, number, wrapped from base.data_key where wrapped is not null order by tenant, number for update`)
        for (const { tenant, number, wrapped: before } of wrapped) {
          await query(sql`update base.data_key set wrapped = ${again(before, dataKeyContext(tenant, number))} where tenant = ${tenant} and number = ${number}`)
        }
      }, clock.now())
      await audit.record({ ...ctx, ...platformPlace }, { event: 'key-rotated', detail: { key: `master key ${master.id}` } })
    },
    job: (log, settleMs) => resealJob({ keys, clock, log, objects: options.objects, ...(settleMs === undefined ? {} : { settleMs }) }),
  }
}

/** The platform's own log. */
const platformPlace = { tenant: systemCtx(0).tenant, carrier: '' }
