import { ident, sql } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { systemCtx } from '../system-ctx.ts'
import { countAttempt, type BackOff } from './back-off.ts'

export interface AttemptLimit extends BackOff {
  /** Many people count here: a success takes back its own attempt and leaves the others'. */
  readonly shared?: boolean
}

export interface AttemptCounter {
  /** An HMAC of what is counted. */
  readonly key: Buffer
  readonly limit: AttemptLimit
}

/** Counters of attempts to guess something, in the database, so that they hold over all hubs and restarts. */
export interface AttemptCounters {
  /** Counts an attempt before its secret is looked at, so that attempts side by side all count; the seconds to wait where it must not be
   *  looked at. */
  begin(counters: readonly AttemptCounter[], now: number): Promise<number | undefined>
  /** Forgets what led to a success. */
  succeed(counters: readonly AttemptCounter[], now: number): Promise<void>
}

interface Row {
  readonly failures: number
  readonly last_at: Date
  readonly blocked_until: Date
}

/** Longer than any counter remembers. */
const keptMs = 86_400_000

export function createAttemptCounters(store: Store, table: 'login_attempt' | 'person_attempt'): AttemptCounters {
  const counted = ident(`st.${table}`)
  return {
    begin: (counters, now) => store.write(systemCtx(now), async (w) => {
      const at = new Date(now)
      const found: { counter: AttemptCounter; row: Row }[] = []
      // In key order, so that two attempts never wait for each other in a ring.
      for (const counter of counters.toSorted((a, b) => Buffer.compare(a.key, b.key))) {
        await w.query(sql`insert into ${counted} (key, failures, last_at, blocked_until) values (${counter.key}, 0, ${at}, ${at}) on conflict do nothing`)
        const [row] = await w.query<Row>(sql`select failures, last_at, blocked_until from ${counted} where key = ${counter.key} for update`)
        if (row !== undefined) found.push({ counter, row })
      }
      const until = Math.max(0, ...found.map(({ row }) => row.blocked_until.getTime()))
      if (until > now) return Math.ceil((until - now) / 1000)
      for (const { counter, row } of found) {
        const before = { failures: row.failures, lastAt: row.last_at.getTime(), blockedUntil: row.blocked_until.getTime() }
        const after = countAttempt(before, counter.limit, now)
        await w.query(sql`
          update ${counted} set failures = ${after.failures}, last_at = ${new Date(after.lastAt)}, blocked_until = ${new Date(after.blockedUntil)}
          where key = ${counter.key}`)
      }
      return undefined
    }),
    succeed: (counters, now) => store.write(systemCtx(now), async (w) => {
      const rows = await w.query<{ key: Buffer }>(sql`
        select key from ${counted} where key = any(${counters.map(({ key }) => key)}::bytea[]) order by key for update`)
      // Only what is locked: a counter that came since would be waited for out of order.
      const locked = counters.filter(({ key }) => rows.some((row) => row.key.equals(key)))
      const keys = (which: (counter: AttemptCounter) => boolean): Buffer[] => locked.filter(which).map(({ key }) => key)
      await w.query(sql`
        update ${counted} set failures = greatest(failures - 1, 0), blocked_until = ${new Date(now)}
        where key = any(${keys(({ limit }) => limit.shared === true)}::bytea[])`)
      await w.query(sql`delete from ${counted} where key = any(${keys(({ limit }) => limit.shared !== true)}::bytea[])`)
      await w.query(sql`
        delete from ${counted} where key in (select key from ${counted} where last_at < ${new Date(now - keptMs)} for update skip locked)`)
    }),
  }
}
