import { hash, randomBytes } from 'node:crypto'
import { Fault, reusedAnswers, sql, type Clock } from '@steckwerk/kernel'
import type { Store, Writer } from '@steckwerk/store'
import { accountColumns, accountOf, accountPrincipal, type AccountRow } from '../accounts.ts'
import type { Principal } from '../contract.ts'
import { systemCtx } from '../system-ctx.ts'
import type { SessionLimits } from './session-limits.ts'

export interface Session {
  /** Names the session in lists: never what the cookie holds. */
  readonly id: string
  readonly account: string
  readonly device: string
  readonly network: string
  readonly startedAt: Date
  readonly seenAt: Date
  readonly idleUntil: Date
  readonly endsAt: Date
  /** RFC 8176, and 'fed' for an outside provider. */
  readonly amr: readonly string[]
}

export interface NewSession {
  readonly account: string
  readonly amr: readonly string[]
  /** Browser and system in words; see deviceLabel. */
  readonly device: string
  /** See networkOf. */
  readonly network: string
  /** Begun by an outside provider: its session's mark, and what is needed to ask it again, sealed. */
  readonly outside?: { readonly sid: Buffer | undefined; readonly sealed: Buffer }
}

export interface Sessions {
  /** The cookie's value: 256 random bits; the database keeps its SHA-256 only. */
  start(session: NewSession): Promise<string>
  /** Who the cookie's value stands for; undefined once ended, idle too long or too old. */
  find(secret: string): Promise<Principal | undefined>
  /** After the person has proven again who they are: a new secret for the session, the former one ends. undefined = there is none. */
  renew(secret: string, amr: readonly string[]): Promise<string | undefined>
  /** When the person last proved who they are; undefined where there is no session. */
  confirmedAt(principal: Principal): Promise<Date | undefined>
  /** That the person proved who they are in the last minutes. The operator's token always does.
   *  Faults: access/fresh-needed. */
  requireFresh(principal: Principal, minutes: number): Promise<void>
  end(secret: string): Promise<void>
  list(account: string): Promise<readonly Session[]>
  /** Ends one session of the list, or all of an account. */
  endById(account: string, id?: string): Promise<void>
  /** Ends all of an account but one. */
  endOthers(account: string, id: string | undefined): Promise<void>
  /** Within a transaction of the caller's; `forget` follows its commit. */
  endAllIn(writer: Writer, account: string): Promise<void>
  /** Drops what this hub remembers, so that what has just ended ends here at once. */
  forget(): void
}

/** How long an answer is reused: an ended session may live on at another hub for so long. */
const reuseMs = 3_000
const seenEveryMs = 60_000

interface Row extends AccountRow {
  readonly seen_at: Date
  readonly methods: readonly string[]
}

/** `ended` is called whenever one ends before its time. */
export function createSessions(store: Store, clock: Clock, limits: SessionLimits, ended: () => void = () => undefined): Sessions {
  const known = reusedAnswers<string, Principal | undefined>({ clock, reuseMs, most: 10_000 })
  const idOf = (secret: string): Buffer => hash('sha256', secret, 'buffer')

  async function load(id: Buffer, now: number): Promise<Principal | undefined> {
    const at = new Date(now)
    const rows = await store.read(systemCtx(now), (r) => r.query<Row>(sql`
      select ${accountColumns}, s.seen_at, s.methods
      from st.session s join st.account a using (account)
      where s.id = ${id} and s.ends_at > ${at} and s.seen_at + s.idle_seconds * interval '1 second' > ${at} and a.locked_at is null`))
    const row = rows[0]
    if (row === undefined) return undefined
    if (now - row.seen_at.getTime() > seenEveryMs) {
      await store.write(systemCtx(now), (w) => w.query(sql`update st.session set seen_at = ${at} where id = ${id}`))
    }
    return accountPrincipal(accountOf(row), { amr: row.methods, session: id.toString('base64url') })
  }

  async function confirmedAt(principal: Principal): Promise<Date | undefined> {
    if (principal.session === undefined) return undefined
    const id = Buffer.from(principal.session, 'base64url')
    const rows = await store.read(systemCtx(clock.now()), (r) =>
      r.query<{ confirmed_at: Date }>(sql`select confirmed_at from st.session where id = ${id} and account = ${principal.account}`))
    return rows[0]?.confirmed_at
  }

  /** Forgotten after the change is durable: an answer that was read before must not be reused. */
  async function change(work: (writer: Writer) => Promise<unknown>): Promise<void> {
    await store.write(systemCtx(clock.now()), work)
    known.forget()
    ended()
  }

  const endAllIn = async (writer: Writer, account: string): Promise<void> => {
    await writer.query(sql`delete from st.session where account = ${account}`)
  }

  return {
    confirmedAt,
    endAllIn,
    forget: () => known.forget(),
    start: async ({ account, amr, device, network, outside }) => {
      const now = clock.now()
      const at = new Date(now)
      const secret = randomBytes(32).toString('base64url')
      await store.write(systemCtx(now), async (w) => {
        await w.query(sql`delete from st.session where ends_at <= ${at} or seen_at + idle_seconds * interval '1 second' <= ${at}`)
        const staff = await w.query(sql`select 1 from st.membership where account = ${account} limit 1`)
        const { idleMinutes, hours } = staff.length > 0 ? limits.staff : limits.persons
        await w.query(sql`
          insert into st.session (id, account, started_at, seen_at, idle_seconds, ends_at, confirmed_at, methods, device, network, outside_sid,
            outside, checked_at)
          values (${idOf(secret)}, ${account}, ${at}, ${at}, ${idleMinutes * 60}, ${new Date(now + hours * 3_600_000)}, ${at}, ${[...amr]}, ${device},
            ${network}, ${outside?.sid ?? null}, ${outside?.sealed ?? null}, ${at})`)
      })
      return secret
    },
    find: (secret) => {
      if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return Promise.resolve(undefined)
      const id = idOf(secret)
      return known.of(id.toString('base64'), (now) => load(id, now))
    },
    renew: async (secret, amr) => {
      const fresh = randomBytes(32).toString('base64url')
      const now = new Date(clock.now())
      const rows = await store.write(systemCtx(clock.now()), (w) => w.query(sql`
        update st.session set id = ${idOf(fresh)}, confirmed_at = ${now}, seen_at = ${now}, methods = ${[...amr]} where id = ${idOf(secret)} returning id`))
      known.forget()
      return rows.length === 0 ? undefined : fresh
    },
    requireFresh: async (principal, minutes) => {
      if (principal.kind === 'token') return
      const at = await confirmedAt(principal)
      if (at === undefined || clock.now() - at.getTime() > minutes * 60_000) {
        throw new Fault('forbidden', 'access/fresh-needed', 'Confirm who you are first, then send this again.')
      }
    },
    end: (secret) => change((w) => w.query(sql`delete from st.session where id = ${idOf(secret)}`)),
    list: async (account) => {
      const now = clock.now()
      const at = new Date(now)
      const rows = await store.read(systemCtx(now), (r) =>
        r.query<{ id: Buffer; device: string; network: string; started_at: Date; seen_at: Date; idle_until: Date; ends_at: Date; methods: string[] }>(sql`
          select id, device, network, started_at, seen_at, seen_at + idle_seconds * interval '1 second' as idle_until, ends_at, methods from st.session
          where account = ${account} and ends_at > ${at} and seen_at + idle_seconds * interval '1 second' > ${at} order by started_at desc`))
      return rows.map((row) => ({
        id: row.id.toString('base64url'), account, device: row.device, network: row.network, startedAt: row.started_at, seenAt: row.seen_at,
        idleUntil: row.idle_until, endsAt: row.ends_at, amr: row.methods,
      }))
    },
    endById: (account, id) =>
      change((w) => id === undefined
        ? endAllIn(w, account)
        : w.query(sql`delete from st.session where account = ${account} and id = ${Buffer.from(id, 'base64url')}`)),
    endOthers: (account, id) =>
      change((w) => w.query(sql`delete from st.session where account = ${account} and id <> ${Buffer.from(id ?? '', 'base64url')}`)),
  }
}
