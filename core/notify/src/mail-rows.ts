import { randomUUID } from 'node:crypto'
import { sql, type Sql } from '@steckwerk/kernel'
import type { Reader, Writer } from '@steckwerk/store'
import type { HubSeal } from '@steckwerk/access'
import type { Language, NoticeTopic } from './contract.ts'
import type { SecurityChange, Wording } from './templates.ts'

/** What is sealed of a mail. */
export interface MailFacts {
  readonly wording: Wording
  /** The carrier's name; '' where the hub itself writes. */
  readonly house: string
  readonly path: string
  /** Default: what the account has chosen. */
  readonly language?: Language | undefined
  /** Of wording `security`: what has changed; without it, something has. */
  readonly change?: SecurityChange
  /** Goes to this address, whatever the account's is by now: a former one is told that it is one. */
  readonly to?: string
  /** Of wording `code`: the digits, and the address they prove: it goes nowhere else. */
  readonly code?: string
}

export type MailTopic = NoticeTopic | 'code'

export interface MailRow {
  readonly id: string
  readonly account: string
  readonly topic: MailTopic
  readonly facts: Buffer
  readonly state: 'waiting' | 'sent' | 'failed' | 'expired'
  readonly due_at: Date
  readonly expires_at: Date
  readonly attempts: number
  readonly returned: number
  readonly bundle: string | null
  readonly pushed: boolean
  readonly recipient: Buffer | null
}

export const mailColumns = sql`id::text, account, topic, facts, state, due_at, expires_at, attempts, returned, bundle::text, pushed, recipient`
const contextOf = (id: string): string => `mail ${id}`

export interface NewMail {
  readonly key: Buffer
  readonly account: string
  readonly topic: MailTopic
  readonly facts: MailFacts
  readonly dueAt: number
  readonly expiresAt: number
}

/** Nothing happens where a mail of that key is there. */
export async function insertMail(writer: Pick<Writer, 'query'>, seal: HubSeal, mail: NewMail, now: number): Promise<void> {
  const id = randomUUID()
  await writer.query(sql`
    insert into st.mail (id, key, account, topic, facts, state, due_at, expires_at, changed_at)
    select ${id}::uuid, ${mail.key}::bytea, ${mail.account}::text, ${mail.topic}::text, ${seal.seal(mail.facts, contextOf(id))}::bytea, 'waiting',
      ${new Date(mail.dueAt)}::timestamptz, ${new Date(mail.expiresAt)}::timestamptz, ${new Date(now)}::timestamptz
    where exists (select from st.account where account = ${mail.account} and locked_at is null)
    on conflict (key) do nothing`)
}

export const openFacts = (seal: HubSeal, row: Pick<MailRow, 'id' | 'facts'>): MailFacts => seal.open<MailFacts>(row.facts, contextOf(row.id))

export function readMails(reader: Reader, rest: Sql): Promise<MailRow[]> {
  return reader.query<MailRow>(sql`select ${mailColumns} from st.mail where ${rest}`)
}
