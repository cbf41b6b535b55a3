import { createHmac } from 'node:crypto'
import { sql } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { countAttempt, type BackOff } from './back-off.ts'
import { networkOf } from './network.ts'
import { systemCtx } from '../system-ctx.ts'

/** An account is slowed only mildly over all addresses, so that a stranger cannot lock its owner out; guessing from one place stops quickly. */
const limits = {
  pair: { free: 5, capSeconds: 900 },
  address: { free: 30, capSeconds: 900 },
  account: { free: 100, capSeconds: 30 },
} as const satisfies Record<string, BackOff>
type Scope = keyof typeof limits

export interface LoginAttempts {
  /** Counts an attempt before its password is looked at, so that attempts side by side all count; the seconds to wait where the password
   *  must not be looked at. */
  begin(account: string, address: string, now: number): Promise<number | undefined>
  /** Forgets what led to a success. */
  succeed(account: string, address: string, now: number): Promise<void>
}

interface Row {
  readonly key: Buffer
  readonly failures: number
  readonly last_at: Date
  readonly blocked_until: Date
}

/** Counters in the database, so that they hold over all hubs and restarts. Their keys are HMACs: what people type into the account field
 *  by mistake (their password) is not kept. */
export function createLoginAttempts(store: Store, masterKey: Buffer): LoginAttempts {
  const keyOf = (scope: Scope, text: string): Buffer => createHmac('sha256', masterKey).update(`login ${scope} ${text}`).digest()
  const keysOf = (account: string, address: string): Record<Scope, Buffer> => ({
    pair: keyOf('pair', `${networkOf(address)} ${account}`),
    address: keyOf('address', networkOf(address)),
    account: keyOf('account', account),
  })

  return {
    begin: (account, address, now) => {
      const keys = keysOf(account, address)
      const at = new Date(now)
      // In key order, so that two attempts never wait for each other in a ring.
      const scopes = (Object.keys(limits) as Scope[]).toSorted((a, b) => Buffer.compare(keys[a], keys[b]))
      return store.write(systemCtx(now), async (w) => {
        const rows: { scope: Scope; row: Row }[] = []
        for (const scope of scopes) {
          await w.query(sql`insert into st.login_attempt (key, failures, last_at, blocked_until) values (${keys[scope]}, 0, ${at}, ${at})
            on conflict do nothing`)
          const found = await w.query<Row>(sql`select key, failures, last_at, blocked_until from st.login_attempt
            where key = ${keys[scope]} for update`)
          if (found[0] !== undefined) rows.push({ scope, row: found[0] })
        }
        const until = Math.max(0, ...rows.map(({ row }) => row.blocked_until.getTime()))
        if (until > now) return Math.ceil((until - now) / 1000)
        for (const { scope, row } of rows) {
          const before = { failures: row.failures, lastAt: row.last_at.getTime(), blockedUntil: row.blocked_until.getTime() }
          const after = countAttempt(before, limits[scope], now)
          await w.query(sql`update st.login_attempt set failures = ${after.failures}, last_at = ${at},
            blocked_until = ${new Date(after.blockedUntil)} where key = ${row.key}`)
        }
        return undefined
      })
    },
    succeed: (account, address, now) => {
      const keys = keysOf(account, address)
      return store.write(systemCtx(now), async (w) => {
        await w.query(sql`update st.login_attempt set failures = greatest(failures - 1, 0), blocked_until = ${new Date(now)}
          where key = ${keys.address}`)
        await w.query(sql`delete from st.login_attempt where key = ${keys.pair} or key = ${keys.account}`)
      })
    },
  }
}
