import { sql, type Clock } from '@steckwerk/kernel'
import type { Job, Store } from '@steckwerk/store'
import { sealerOf, unseal } from '../seal.ts'
import { systemCtx } from '../system-ctx.ts'
import type { OidcKeys } from './oidc-keys.ts'

export interface RecordPlace {
  /** Seconds. */
  readonly lives: number
  /** Ends with this grant. */
  readonly grant?: string | undefined
  /** The account it belongs to, to be listed. */
  readonly holder?: string | undefined
}

/** What the OpenID provider remembers (base.oidc_record): ids as HMACs, payloads sealed, the same for every hub of a database. */
export interface OidcRecords {
  put(kind: string, id: string, payload: object, place: RecordPlace): Promise<void>
  /** False, changing nothing, where there is one already. */
  add(kind: string, id: string, payload: object, place: RecordPlace): Promise<boolean>
  /** undefined once expired; `consumed` since when, in seconds. */
  get<T extends object>(kind: string, id: string): Promise<(T & { consumed?: number }) | undefined>
  /** Marks it as used; false where it was, or is not there. Only one of several at once succeeds. */
  consume(kind: string, id: string): Promise<boolean>
  remove(kind: string, id: string): Promise<void>
  /** Everything of a grant, or what of it is of this kind. */
  removeGrant(grant: string, kind?: string): Promise<void>
  ofHolder<T extends object>(kind: string, account: string): Promise<T[]>
}

interface Row {
  readonly id: Buffer
  readonly payload: Buffer
  readonly consumed_at: Date | null
}

/** `ended` is called whenever something ends before its time, so that answers kept in memory are forgotten. */
export function createOidcRecords(options: {
  readonly store: Store
  readonly keys: OidcKeys
  readonly clock: Clock
  readonly ended: () => void
}): OidcRecords {
  const { store, keys, clock, ended } = options
  const seal = sealerOf(keys.seal, 0)
  const idOf = (kind: string, id: string): Buffer => keys.mac(`record ${kind} ${id}`)
  const grantOf = (grant: string): Buffer => keys.mac(`grant ${grant}`)
  const holderOf = (account: string): Buffer => keys.mac(`holder ${account}`)
  const context = (kind: string, id: Buffer): string => `oidc ${kind} ${id.toString('hex')}`
  const opened = <T extends object>(kind: string, row: Row): T & { consumed?: number } => ({
    ...(JSON.parse(unseal(keys.seal, row.payload, context(kind, row.id)).toString()) as T),
    ...(row.consumed_at === null ? {} : { consumed: Math.floor(row.consumed_at.getTime() / 1000) }),
  })

  async function write(kind: string, name: string, payload: object, place: RecordPlace, replace: boolean): Promise<boolean> {
    const now = clock.now()
    const id = idOf(kind, name)
    const sealed = seal(Buffer.from(JSON.stringify(payload)), context(kind, id))
    const grant = place.grant === undefined ? null : grantOf(place.grant)
    const holder = place.holder === undefined ? null : holderOf(place.holder)
    const insert = sql`insert into st.oidc_record (id, kind, payload, grant_id, holder, expires_at)
      values (${id}, ${kind}, ${sealed}, ${grant}, ${holder}, ${new Date(now + place.lives * 1000)})`
    const rows = await store.write(systemCtx(now), (w) => w.query(replace
      ? sql`${insert} on conflict (id) do update set payload = excluded.payload, expires_at = excluded.expires_at returning id`
      : sql`${insert} on conflict (id) do nothing returning id`))
    return rows.length > 0
  }

  return {
    put: async (kind, id, payload, place) => void (await write(kind, id, payload, place, true)),
    add: (kind, id, payload, place) => write(kind, id, payload, place, false),
    get: async <T extends object>(kind: string, name: string) => {
      const now = clock.now()
      const rows = await store.read(systemCtx(now), (r) => r.query<Row>(sql`
        select id, payload, consumed_at from st.oidc_record where id = ${idOf(kind, name)} and expires_at > ${new Date(now)}`))
      return rows[0] === undefined ? undefined : opened<T>(kind, rows[0])
    },
    consume: async (kind, name) => {
      const now = new Date(clock.now())
      const rows = await store.write(systemCtx(now.getTime()), (w) => w.query(sql`
        update st.oidc_record set consumed_at = ${now} where id = ${idOf(kind, name)} and consumed_at is null and expires_at > ${now} returning id`))
      return rows.length > 0
    },
    remove: async (kind, name) => {
      await store.write(systemCtx(clock.now()), (w) => w.query(sql`delete from st.oidc_record where id = ${idOf(kind, name)}`))
      ended()
    },
    removeGrant: async (grant, kind) => {
      await store.write(systemCtx(clock.now()), (w) => w.query(sql`
        delete from st.oidc_record where grant_id = ${grantOf(grant)} and (${kind ?? null}::text is null or kind = ${kind ?? null})`))
      ended()
    },
    ofHolder: async <T extends object>(kind: string, account: string) => {
      const now = clock.now()
      const rows = await store.read(systemCtx(now), (r) => r.query<Row>(sql`
        select id, payload, consumed_at from st.oidc_record
        where holder = ${holderOf(account)} and kind = ${kind} and expires_at > ${new Date(now)}`))
      return rows.map((row) => opened<T>(kind, row))
    },
  }
}

/** Removes what has expired. */
export const pruneOidcRecords: Job = {
  name: 'prune-oidc-records',
  everyMs: 60_000,
  idleMs: 10 * 60_000,
  async run({ query }) {
    const { count } = await query(sql`
      delete from base.oidc_record where id in (select id from base.oidc_record where expires_at < now() order by expires_at limit 5000)`)
    return count > 0
  },
}
