import { sql } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { countAttempt, type BackOff } from '../sign-in/back-off.ts'
import { networkOf } from '../sign-in/network.ts'
import { systemCtx } from '../system-ctx.ts'
import type { PersonKeys } from './person-keys.ts'

/** Who guesses: codes from one place, codes of one account, desk numbers of one member of staff. */
const limits = {
  address: { free: 20, capSeconds: 900 },
  account: { free: 5, capSeconds: 900 },
  desk: { free: 5, capSeconds: 300 },
} as const satisfies Record<string, BackOff>
export type AttemptScope = keyof typeof limits

export interface PersonAttempts {
  /** Counts an attempt before anything is looked at, so that attempts side by side all count; the seconds to wait, where it must not go on. */
  begin(who: Partial<Record<AttemptScope, string>>, now: number): Promise<number | undefined>
  /** Takes the attempt back where it was right; what failed before it stays counted for the place, which others share. */
  succeed(who: Partial<Record<AttemptScope, string>>, now: number): Promise<void>
}

interface Row {
  readonly failures: number
  readonly last_at: Date
  readonly blocked_until: Date
}

/** Counters in the database, so that they hold over all hubs and restarts. */
export function createPersonAttempts(store: Store, keys: PersonKeys): PersonAttempts {
  const counters = (who: Partial<Record<AttemptScope, string>>): { scope: AttemptScope; key: Buffer }[] =>
    (Object.entries(who) as [AttemptScope, string][])
      .map(([scope, text]) => ({ scope, key: keys.hash('attempt', `${scope} ${scope === 'address' ? networkOf(text) : text}`) }))
      // In key order, so that two attempts never wait for each other in a ring.
      .toSorted((a, b) => Buffer.compare(a.key, b.key))

  return {
    begin: (who, now) => store.write(systemCtx(now), async (w) => {
      const at = new Date(now)
      const found: { scope: AttemptScope; key: Buffer; row: Row }[] = []
      for (const { scope, key } of counters(who)) {
        await w.query(sql`insert into st.person_attempt (key, failures, last_at, blocked_until) values (${key}, 0, ${at}, ${at}) on conflict do nothing`)
        const rows = await w.query<Row>(sql`select failures, last_at, blocked_until from st.person_attempt where key = ${key} for update`)
        if (rows[0] !== undefined) found.push({ scope, key, row: rows[0] })
      }
      const until = Math.max(0, ...found.map(({ row }) => row.blocked_until.getTime()))
      if (until > now) return Math.ceil((until - now) / 1000)
      for (const { scope, key, row } of found) {
        const after = countAttempt(
          { failures: row.failures, lastAt: row.last_at.getTime(), blockedUntil: row.blocked_until.getTime() }, limits[scope], now)
        await w.query(sql`update st.person_attempt set failures = ${after.failures}, last_at = ${new Date(after.lastAt)},
          blocked_until = ${new Date(after.blockedUntil)} where key = ${key}`)
      }
      await w.query(sql`delete from st.person_attempt where last_at < ${new Date(now - 7 * 86_400_000)}`)
      return undefined
    }),
    succeed: (who, now) => store.write(systemCtx(now), async (w) => {
      for (const { scope, key } of counters(who)) {
        if (scope === 'address') {
          await w.query(sql`update st.person_attempt set failures = greatest(failures - 1, 0), blocked_until = ${new Date(now)} where key = ${key}`)
        } else {
          await w.query(sql`delete from st.person_attempt where key = ${key}`)
        }
      }
    }),
  }
}
