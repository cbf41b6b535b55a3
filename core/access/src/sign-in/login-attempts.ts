import { sql } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { systemCtx } from '../system-ctx.ts'
import { countAttempt, type BackOff } from './back-off.ts'
import type { HubSeal } from './hub-seal.ts'
import { networkOf } from './network.ts'

/** Guessing from one place stops quickly. An account is slowed only mildly over all places, so that strangers cannot lock its owner out; who
 *  has the password already and guesses at the second factor is slowed more. A whole hospital may share one address: its counter leaks. A
 *  device its owner has signed in on before counts for itself (known-device.ts) and waits for nobody. No wait is longer than a quarter of an hour. */
const limits = {
  device: { free: 5, capSeconds: 900 },
  pair: { free: 5, capSeconds: 900 },
  address: { free: 30, capSeconds: 900, leakSeconds: 20 },
  account: { free: 100, capSeconds: 30 },
  second: { free: 10, capSeconds: 900 },
} as const satisfies Record<string, BackOff>
type Scope = keyof typeof limits

/** One attempt. Without a login only the place counts: where nothing can be guessed by name. */
export interface Attempt {
  readonly login?: string
  readonly address: string
  /** The known device's mark. */
  readonly device?: string | undefined
  /** The password was right: this is about the second factor. */
  readonly second?: boolean
}

export interface LoginAttempts {
  /** Counts an attempt before its secret is looked at, so that attempts side by side all count; the seconds to wait where it must not be
   *  looked at. */
  begin(attempt: Attempt, now: number): Promise<number | undefined>
  /** Forgets what led to a success. */
  succeed(attempt: Attempt, now: number): Promise<void>
}

interface Row {
  readonly key: Buffer
  readonly failures: number
  readonly last_at: Date
  readonly blocked_until: Date
}

/** Counters in the database, so that they hold over all hubs and restarts. Their keys are HMACs: what people type into the account field
 *  by mistake (their password) is not kept. */
export function createLoginAttempts(store: Store, seal: HubSeal): LoginAttempts {
  function keysOf({ login, address, device, second = false }: Attempt): Partial<Record<Scope, Buffer>> {
    const network = networkOf(address)
    if (login === undefined) return { address: seal.mark('login address', network) }
    if (device !== undefined) return { device: seal.mark('login device', device) }
    return {
      pair: seal.mark('login pair', network, login),
      address: seal.mark('login address', network),
      account: seal.mark('login account', login),
      ...(second ? { second: seal.mark('login second', login) } : {}),
    }
  }

  return {
    begin: (attempt, now) => {
      const keys = keysOf(attempt)
      const at = new Date(now)
      // In key order, so that two attempts never wait for each other in a ring.
      const scopes = (Object.entries(keys) as [Scope, Buffer][]).toSorted(([, a], [, b]) => Buffer.compare(a, b))
      return store.write(systemCtx(now), async (w) => {
        const rows: { scope: Scope; row: Row }[] = []
        for (const [scope, key] of scopes) {
          await w.query(sql`insert into st.login_attempt (key, failures, last_at, blocked_until) values (${key}, 0, ${at}, ${at})
            on conflict do nothing`)
          const found = await w.query<Row>(sql`select key, failures, last_at, blocked_until from st.login_attempt where key = ${key} for update`)
          if (found[0] !== undefined) rows.push({ scope, row: found[0] })
        }
        const until = Math.max(0, ...rows.map(({ row }) => row.blocked_until.getTime()))
        if (until > now) return Math.ceil((until - now) / 1000)
        for (const { scope, row } of rows) {
          const before = { failures: row.failures, lastAt: row.last_at.getTime(), blockedUntil: row.blocked_until.getTime() }
          const after = countAttempt(before, limits[scope], now)
          await w.query(sql`update st.login_attempt set failures = ${after.failures}, last_at = ${new Date(after.lastAt)},
            blocked_until = ${new Date(after.blockedUntil)} where key = ${row.key}`)
        }
        return undefined
      })
    },
    succeed: (attempt, now) => {
      const { address, ...own } = keysOf({ ...attempt, second: true })
      return store.write(systemCtx(now), async (w) => {
        if (address !== undefined) {
          await w.query(sql`update st.login_attempt set failures = greatest(failures - 1, 0), blocked_until = ${new Date(now)} where key = ${address}`)
        }
        await w.query(sql`delete from st.login_attempt where key = any(${Object.values(own)}::bytea[]) or last_at < ${new Date(now - 86_400_000)}`)
      })
    },
  }
}
