import { hash, randomBytes } from 'node:crypto'
import { sql, type Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { accountColumns, accountOf, accountPrincipal, type AccountRow } from '../accounts.ts'
import type { Principal } from '../contract.ts'
import { systemCtx } from '../system-ctx.ts'

export interface Session {
  /** Names the session in lists: never what the cookie holds. */
  readonly id: string
  readonly account: string
  readonly startedAt: Date
  readonly seenAt: Date
}

export interface Sessions {
  /** The cookie's value: 256 random bits; the database keeps its SHA-256 only. */
  start(account: string): Promise<string>
  /** Who the cookie's value stands for; undefined once ended, idle for 8 h or older than 24 h. */
  find(secret: string): Promise<Principal | undefined>
  end(secret: string): Promise<void>
  list(account: string): Promise<readonly Session[]>
  /** Ends one session of the list, or all of an account. */
  endById(account: string, id?: string): Promise<void>
  /** What accounts may do has changed: the next question is answered afresh at this hub. */
  forget(): void
}

const idleMs = 8 * 3_600_000
const longestMs = 24 * 3_600_000
/** How long an answer is reused: an ended session may live on at another hub for so long. */
const reuseMs = 3_000
const seenEveryMs = 60_000
const remembered = 10_000

export function createSessions(store: Store, clock: Clock): Sessions {
  const known = new Map<string, { principal: Promise<Principal | undefined>; until: number }>()

  async function load(id: Buffer, now: number): Promise<Principal | undefined> {
    const rows = await store.read(systemCtx(now), (r) => r.query<AccountRow & { seen_at: Date }>(sql`
      select ${accountColumns}, s.seen_at
      from st.session s join st.account a using (account)
      where s.id = ${id} and a.locked_at is null and s.started_at > ${new Date(now - longestMs)} and s.seen_at > ${new Date(now - idleMs)}`))
    const row = rows[0]
    if (row === undefined) return undefined
    if (now - row.seen_at.getTime() > seenEveryMs) {
      await store.write(systemCtx(now), (w) => w.query(sql`update st.session set seen_at = ${new Date(now)} where id = ${id}`))
    }
    return accountPrincipal(accountOf(row), { amr: ['pwd'], session: id.toString('base64url') })
  }

  const idOf = (secret: string): Buffer => hash('sha256', secret, 'buffer')

  return {
    start: async (account) => {
      const now = clock.now()
      const secret = randomBytes(32).toString('base64url')
      await store.write(systemCtx(now), async (w) => {
        await w.query(sql`delete from st.session where started_at <= ${new Date(now - longestMs)} or seen_at <= ${new Date(now - idleMs)}`)
        await w.query(sql`insert into st.session (id, account, started_at, seen_at)
          values (${idOf(secret)}, ${account}, ${new Date(now)}, ${new Date(now)})`)
      })
      return secret
    },
    find: (secret) => {
      if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return Promise.resolve(undefined)
      const now = clock.now()
      const id = idOf(secret)
      const name = id.toString('base64')
      const held = known.get(name)
      if (held !== undefined && held.until > now) return held.principal
      if (known.size >= remembered) known.clear()
      const principal = load(id, now)
      known.set(name, { principal, until: now + reuseMs })
      principal.catch(() => known.delete(name))
      return principal
    },
    end: async (secret) => {
      const id = idOf(secret)
      known.delete(id.toString('base64'))
      await store.write(systemCtx(clock.now()), (w) => w.query(sql`delete from st.session where id = ${id}`))
    },
    list: async (account) => {
      const rows = await store.read(systemCtx(clock.now()), (r) =>
        r.query<{ id: Buffer; started_at: Date; seen_at: Date }>(sql`
          select id, started_at, seen_at from st.session where account = ${account} order by started_at desc`))
      return rows.map((row) => ({ id: row.id.toString('base64url'), account, startedAt: row.started_at, seenAt: row.seen_at }))
    },
    forget: () => known.clear(),
    endById: async (account, id) => {
      known.clear()
      await store.write(systemCtx(clock.now()), (w) =>
        id === undefined
          ? w.query(sql`delete from st.session where account = ${account}`)
          : w.query(sql`delete from st.session where account = ${account} and id = ${Buffer.from(id, 'base64url')}`))
    },
  }
}
