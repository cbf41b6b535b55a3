import { hash, randomBytes } from 'node:crypto'
import { sql } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { systemCtx } from '../system-ctx.ts'
import type { HubSeal } from './hub-seal.ts'

/** What a pending entry is for: an entry of one kind is never taken for another. */
export type PendingKind = 'second-factor' | 'set-up' | 'passkey' | 'new-passkey' | 'new-totp' | 'provider'

export interface Pending<Facts> {
  readonly account: string | undefined
  readonly facts: Facts
}

/** What is under way in one browser (by the secret in its cookie) or session, at every hub of the database. */
export interface PendingSignIns {
  /** 256 random bits for the cookie. */
  newSecret(): string
  /** Keeps an entry under a key, in place of a former one of the key. */
  put<Facts>(key: string, kind: PendingKind, entry: Pending<Facts>, lifeMs: number, now: number): Promise<void>
  /** Faults: access/unseal. */
  find<Facts>(key: string, kind: PendingKind, now: number): Promise<Pending<Facts> | undefined>
  /** Gives it to exactly one caller. */
  take<Facts>(key: string, kind: PendingKind, now: number): Promise<Pending<Facts> | undefined>
  remove(keys: readonly string[], now: number): Promise<void>
}

interface Row {
  readonly account: string | null
  readonly facts: Buffer
}

export function createPendingSignIns(store: Store, seal: HubSeal): PendingSignIns {
  const idOf = (key: string): Buffer => hash('sha256', key, 'buffer')
  const contextOf = (key: string, kind: PendingKind): string => `pending ${kind} ${idOf(key).toString('hex')}`
  const opened = <Facts>(row: Row | undefined, key: string, kind: PendingKind): Pending<Facts> | undefined =>
    row === undefined ? undefined : { account: row.account ?? undefined, facts: seal.open<Facts>(row.facts, contextOf(key, kind)) }

  return {
    newSecret: () => randomBytes(32).toString('base64url'),
    put: async (key, kind, { account, facts }, lifeMs, now) => {
      const sealed = seal.seal(facts, contextOf(key, kind))
      await store.write(systemCtx(now), async (w) => {
        await w.query(sql`delete from st.pending_sign_in where expires_at <= ${new Date(now)}`)
        await w.query(sql`
          insert into st.pending_sign_in (id, kind, account, facts, expires_at)
          values (${idOf(key)}, ${kind}, ${account ?? null}, ${sealed}, ${new Date(now + lifeMs)})
          on conflict (id) do update
            set kind = excluded.kind, account = excluded.account, facts = excluded.facts, expires_at = excluded.expires_at`)
      })
    },
    find: async <Facts>(key: string, kind: PendingKind, now: number) => {
      const rows = await store.read(systemCtx(now), (r) => r.query<Row>(sql`
        select account, facts from st.pending_sign_in where id = ${idOf(key)} and kind = ${kind} and expires_at > ${new Date(now)}`))
      return opened<Facts>(rows[0], key, kind)
    },
    take: async <Facts>(key: string, kind: PendingKind, now: number) => {
      const rows = await store.write(systemCtx(now), (w) => w.query<Row>(sql`
        delete from st.pending_sign_in where id = ${idOf(key)} and kind = ${kind} and expires_at > ${new Date(now)} returning account, facts`))
      return opened<Facts>(rows[0], key, kind)
    },
    remove: async (keys, now) => {
      await store.write(systemCtx(now), (w) => w.query(sql`delete from st.pending_sign_in where id = any(${keys.map(idOf)}::bytea[])`))
    },
  }
}
