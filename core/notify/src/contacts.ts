import { sql } from '@steckwerk/kernel'
import type { Reader, Store, Writer } from '@steckwerk/store'
import type { HubSeal } from '@steckwerk/access'
import type { Language, NoticeTopic } from './contract.ts'

export type OptionalTopic = Exclude<NoticeTopic, 'security'>
export const optionalTopics: readonly OptionalTopic[] = ['appointments', 'forms', 'news']

/** How an account wants to be told. */
export interface Contact {
  readonly language: Language
  readonly topicsOff: readonly OptionalTopic[]
  readonly address: string | undefined
  readonly state: 'unverified' | 'verified' | 'bounced' | undefined
  readonly bouncedAt: Date | undefined
}

interface ContactRow {
  readonly language: Language
  readonly topics_off: OptionalTopic[]
  readonly address: Buffer | null
  readonly state: Contact['state'] | null
  readonly bounced_at: Date | null
}

const addressContext = (account: string): string => `mail-address ${account}`

/** Keyed, so that one address is known again without being readable. */
export const addressMark = (seal: HubSeal, address: string): Buffer => seal.mark('mail-address', address.toLowerCase())

const nothing: Contact = { language: 'de', topicsOff: [], address: undefined, state: undefined, bouncedAt: undefined }

export async function readContact(reader: Reader, seal: HubSeal, account: string): Promise<Contact> {
  const [row] = await reader.query<ContactRow>(sql`select language, topics_off, address, state, bounced_at from st.mail_account where account = ${account}`)
  if (row === undefined) return nothing
  return {
    language: row.language,
    topicsOff: row.topics_off,
    address: row.address === null ? undefined : seal.open<string>(row.address, addressContext(account)),
    state: row.state ?? undefined,
    bouncedAt: row.bounced_at ?? undefined,
  }
}

export async function changePreferences(writer: Writer, account: string, change: { readonly topicsOff?: readonly OptionalTopic[]; readonly language?: Language }, now: Date): Promise<void> {
  const off = change.topicsOff === undefined ? null : [...change.topicsOff]
  await writer.query(sql`
    insert into st.mail_account (account, language, topics_off, changed_at)
    values (${account}, ${change.language ?? 'de'}, coalesce(${off}::text[], '{}'), ${now})
    on conflict (account) do update set language = coalesce(${change.language ?? null}::text, mail_account.language),
      topics_off = coalesce(${off}::text[], mail_account.topics_off), changed_at = excluded.changed_at`)
}

/** Puts an address in, unproven, with the keyed hash of the code that proves it. */
export async function putAddress(writer: Writer, seal: HubSeal, account: string, put: {
  readonly address: string
  readonly language: Language
  readonly code: Buffer
  readonly expiresAt: Date
}, now: Date): Promise<void> {
  await writer.query(sql`
    insert into st.mail_account (account, language, address, mark, state, code, code_expires_at, changed_at)
    values (${account}, ${put.language}, ${seal.seal(put.address, addressContext(account))}, ${addressMark(seal, put.address)}, 'unverified', ${put.code}, ${put.expiresAt}, ${now})
    on conflict (account) do update set language = excluded.language, address = excluded.address, mark = excluded.mark, state = 'unverified', code = excluded.code,
      code_expires_at = excluded.code_expires_at, code_failures = 0, bounced_at = null, changed_at = excluded.changed_at`)
}

export async function removeAddress(writer: Writer, account: string, now: Date): Promise<void> {
  await writer.query(sql`
    update st.mail_account set address = null, mark = null, state = null, code = null, code_expires_at = null, bounced_at = null, changed_at = ${now}
    where account = ${account}`)
}

/** The proven address an account has now; undefined where there is none. Held until the end of the transaction. */
export async function provenAddress(writer: Writer, seal: HubSeal, account: string): Promise<string | undefined> {
  const [row] = await writer.query<{ address: Buffer }>(sql`select address from st.mail_account where account = ${account} and state = 'verified' for update`)
  return row === undefined ? undefined : seal.open<string>(row.address, addressContext(account))
}

/** The address such a mail went to takes none any more, unless it is another one by now. */
export async function markBounced(writer: Writer, account: string, mark: Buffer, now: Date): Promise<void> {
  await writer.query(sql`
    update st.mail_account set state = 'bounced', bounced_at = ${now}, code = null, changed_at = ${now} where account = ${account} and mark = ${mark} and state <> 'bounced'`)
}

/** Accounts that can be told at all: with a proven address, or with a device. */
export interface Reachable {
  all(now: number): Promise<readonly string[]>
}

export function createReachable(store: Store, ctxAt: (now: number) => Parameters<Store['read']>[0]): Reachable {
  let known: readonly string[] = []
  let state = ''
  return {
    all: async (now) => {
      const ctx = ctxAt(now)
      const [sum] = await store.read(ctx, (r) => r.query<{ state: string }>(sql`
        select (select count(*)::text || ' ' || coalesce(max(changed_at)::text, '') from st.mail_account)
          || ' ' || (select count(*)::text || ' ' || coalesce(max(added_at)::text, '') from st.push_device) as state`))
      if (sum!.state !== state) {
        const rows = await store.read(ctx, (r) => r.query<{ account: string }>(sql`
          select account from st.mail_account where state = 'verified' union select account from st.push_device`))
        known = rows.map(({ account }) => account)
        state = sum!.state
      }
      return known
    },
  }
}

