import { sql, timeOrderedId } from '@steckwerk/kernel'
import type { Store, Writer } from '@steckwerk/store'
import { systemCtx } from '../system-ctx.ts'
import type { HubSeal } from './hub-seal.ts'

export type AccountEventKind =
  | 'sign-in' | 'sign-out' | 'confirm' | 'session-ended' | 'password-changed' | 'totp-added' | 'totp-removed' | 'passkey-added' | 'passkey-removed'
  | 'recovery-issued' | 'recovery-used' | 'set-up' | 'account-closed'

/** How somebody proved who they are, in words for people. */
export type Method = 'password' | 'totp' | 'passkey' | 'provider' | 'code'

export interface AccountEvent {
  readonly event: AccountEventKind
  readonly outcome: 'success' | 'refused'
  readonly device: string
  readonly network: string
  readonly methods: readonly Method[]
  /** Name of the passkey, provider or carrier it was about; '' = none. */
  readonly about: string
}

export interface AccountEventAt extends AccountEvent {
  readonly at: Date
}

/** What an account's owner is told about it. The access log says the same to those who supervise; this can name the hospital whose desk issued
 *  a code, which nobody but the owner may learn: facts are sealed and shown to the owner only. Kept for 180 days. */
export interface AccountHistory {
  add(writer: Pick<Writer, 'query'>, account: string, event: AccountEvent, now: number): Promise<void>
  /** A refused attempt on whoever signs in by this name, at most one in ten minutes; the same statement where nobody does. */
  addRefused(writer: Pick<Writer, 'query'>, login: string, event: AccountEvent, now: number): Promise<void>
  /** Newest first. */
  list(account: string, before: Date | undefined, count: number, now: number): Promise<readonly AccountEventAt[]>
}

/** Hears of what happened to an account, within the transaction that does it: what it throws keeps it from happening. */
export type AccountListener = (writer: Pick<Writer, 'query'>, account: string, event: AccountEventKind, now: number) => Promise<void>

const keptMs = 180 * 86_400_000
const refusedEveryMs = 600_000

export function createAccountHistory(store: Store, seal: HubSeal, listeners: ReadonlySet<AccountListener> = new Set()): AccountHistory {
  const contextOf = (id: string): string => `account-event ${id}`
  return {
    add: async (writer, account, event, now) => {
      const id = timeOrderedId()
      await writer.query(sql`delete from st.account_event where account = ${account} and at < ${new Date(now - keptMs)}`)
      await writer.query(sql`
        insert into st.account_event (account, id, at, refused, facts)
        values (${account}, ${id}, ${new Date(now)}, ${event.outcome === 'refused'}, ${seal.seal(event, contextOf(id))})`)
      if (event.outcome === 'success') for (const hear of listeners) await hear(writer, account, event.event, now)
    },
    addRefused: async (writer, login, event, now) => {
      const id = timeOrderedId()
      await writer.query(sql`
        insert into st.account_event (account, id, at, refused, facts)
        select a.account, ${id}::uuid, ${new Date(now)}, true, ${seal.seal(event, contextOf(id))} from st.account a
        where a.login = ${login} and not exists (
          select 1 from st.account_event e where e.account = a.account and e.refused and e.at > ${new Date(now - refusedEveryMs)})`)
    },
    list: async (account, before, count, now) => {
      const rows = await store.read(systemCtx(now), (r) => r.query<{ id: string; at: Date; facts: Buffer }>(sql`
        select id, at, facts from st.account_event where account = ${account} and at < ${before ?? new Date(now + 1)} order by at desc, id desc limit ${count}`))
      return rows.map(({ id, at, facts }) => ({ at, ...seal.open<AccountEvent>(facts, contextOf(id)) }))
    },
  }
}
