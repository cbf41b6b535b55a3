import { sql } from '@steckwerk/kernel'
import { compose } from './compose.ts'
import { addressMark, markBounced, readContact, type Contact } from './contacts.ts'
import { hubCtx } from './hub-ctx.ts'
import { openFacts, readMails, type MailFacts, type MailRow } from './mail-rows.ts'
import { domainOf } from './mail-settings.ts'
import type { NotifyParts } from './parts.ts'
import type { PushDevices } from './push-devices.ts'
import type { Sent, Transport } from './transport.ts'

/** Minutes to the next attempt; the last goes on until the mail is not worth sending any more. */
const pauses = [1, 5, 15, 60, 240] as const
const atOnce = 3
const inTurn = 30

export interface SendParts extends NotifyParts {
  readonly devices: PushDevices
  /** undefined: no server is named; devices are told all the same. */
  readonly transport: Transport | undefined
  /** The sender's address; its part before the @ takes `+<token>` for answers. */
  readonly from: string
  /** Whether mails to that address reach the hub's listener: only then can one answer. */
  readonly receiving: boolean
  /** Where the portal is reached, without a trailing slash. */
  readonly origin: () => string
}

/** Sends what is due, a few accounts at a time, one bundle each. A bundle goes out at least once: a hub that dies between the server's yes and its own
 *  note sends it again under the same Message-ID, by which mailboxes know it. */
export function createSending(parts: SendParts): { run(signal: AbortSignal): Promise<boolean> } {
  const { store, clock, log, seal, tokens, devices, transport } = parts

  /** Puts all that waits for this account under one bundle, or gives the one that was begun before. Security and codes travel alone. */
  async function claim(account: string, now: Date): Promise<readonly MailRow[]> {
    return store.write(hubCtx(now.getTime()), async (w) => {
      await w.lock([`mail ${account}`])
      await w.query(sql`update st.mail set state = 'expired', changed_at = ${now} where account = ${account} and state = 'waiting' and expires_at <= ${now}`)
      const due = await readMails(w, sql`account = ${account} and state = 'waiting' and due_at <= ${now} order by bundle is null, due_at, id`)
      const [first] = due
      if (first === undefined) return []
      const bundle = first.bundle ?? first.id
      if (first.bundle === null) {
        const alone = first.topic === 'security' || first.topic === 'code'
        await w.query(sql`
          update st.mail set bundle = ${bundle}::uuid where account = ${account} and state = 'waiting' and bundle is null
            and ${alone ? sql`id = ${first.id}::uuid` : sql`topic not in ('security', 'code')`}`)
      }
      return readMails(w, sql`bundle = ${bundle}::uuid and state = 'waiting' order by due_at, id`)
    })
  }

  async function settle(rows: readonly MailRow[], state: 'sent' | 'failed' | 'expired', recipient: Buffer | undefined): Promise<void> {
    const now = new Date(clock.now())
    const ids = rows.map(({ id }) => id)
    await store.write(hubCtx(now.getTime()), async (w) => {
      await w.query(sql`
        update st.mail set state = ${state}, recipient = coalesce(${recipient ?? null}::bytea, recipient), changed_at = ${now}
        where id = any(${ids}::uuid[]) and state = 'waiting'`)
      // What has been sent holds no code any more.
      if (rows[0]!.topic === 'code') await w.query(sql`update st.mail set facts = '\\x' where id = any(${ids}::uuid[])`)
    })
  }

  async function later(rows: readonly MailRow[]): Promise<void> {
    const now = clock.now()
    const minutes = pauses[Math.min(rows[0]!.attempts, pauses.length - 1)]!
    await store.write(hubCtx(now), (w) => w.query(sql`
      update st.mail set attempts = attempts + 1, due_at = ${new Date(now + minutes * 60_000)} where id = any(${rows.map(({ id }) => id)}::uuid[]) and state = 'waiting'`))
  }

  async function sendBundle(account: string): Promise<void> {
    const claimed = await claim(account, new Date(clock.now()))
    if (claimed.length === 0) return
    const contact = await store.read(hubCtx(clock.now()), (r) => readContact(r, seal, account))
    const isOff = ({ topic }: MailRow): boolean => contact.topicsOff.some((off) => off === topic)
    const off = claimed.filter(isOff)
    if (off.length > 0) await settle(off, 'expired', undefined)
    const rows = claimed.filter((row) => !isOff(row))
    if (rows.length === 0) return
    const isCode = rows[0]!.topic === 'code'
    const { to } = openFacts(seal, rows[0]!)
    // What is meant for one address is nobody else's news.
    const unpushed = to === undefined ? rows.filter(({ pushed }) => !pushed) : []
    let told = 0
    if (!isCode && unpushed.length > 0) {
      // Noted before it is sent: a device that rings twice for one thing is worse than one that does not ring.
      await store.write(hubCtx(clock.now()), (w) => w.query(sql`update st.mail set pushed = true where id = any(${unpushed.map(({ id }) => id)}::uuid[])`))
      told = await devices.tell(account, contact.language)
    }
    const address = to ?? (contact.state === (isCode ? 'unverified' : 'verified') ? contact.address : undefined)
    if (address === undefined || transport === undefined) return settle(rows, told > 0 ? 'sent' : 'expired', undefined)
    const mark = addressMark(seal, address)
    if (isCode && rows[0]!.recipient?.equals(mark) !== true) return settle(rows, 'expired', undefined)
    await note(rows, account, mark, await transport.send(mailOf(rows, address, contact)))
  }

  async function note(rows: readonly MailRow[], account: string, mark: Buffer, sent: Sent): Promise<void> {
    if (sent.kind === 'sent') return settle(rows, 'sent', mark)
    log.warn('mail.refused', { code: sent.code, state: sent.refusal, count: rows.length })
    if (sent.refusal === 'temporary') return later(rows)
    if (sent.refusal === 'address') {
      const now = new Date(clock.now())
      await store.write(hubCtx(now.getTime()), (w) => markBounced(w, account, mark, now))
    }
    return settle(rows, 'failed', mark)
  }

  function mailOf(rows: readonly MailRow[], to: string, contact: Contact): Parameters<Transport['send']>[0] {
    const origin = parts.origin()
    const facts = rows.map((row): readonly [MailRow, MailFacts] => [row, openFacts(seal, row)])
    const [[first, { wording: own, code, change, language = contact.language }]] = facts as [readonly [MailRow, MailFacts]]
    // Several kinds of news in one mail are news.
    const wording = facts.every(([, one]) => one.wording === own) ? own : 'news'
    const bundle = first.bundle!
    const reply = tokens.make('reply', bundle)
    const answers = plus(parts.from, reply)
    const canStop = wording === 'news' || wording === 'service' || wording === 'network'
    const stops = [
      ...(origin.startsWith('https:') ? [`<${origin}/portal/api/mail/unsubscribe/${tokens.make('unsubscribe', bundle)}>`] : []),
      ...(parts.receiving ? [`<mailto:${answers}?subject=unsubscribe>`] : []),
    ]
    return {
      to,
      envelopeFrom: parts.receiving ? answers : parts.from,
      replyTo: parts.receiving ? answers : parts.from,
      messageId: `<${reply}@${domainOf(parts.from)}>`,
      date: new Date(clock.now()),
      ...compose({
        wording, language, change,
        news: facts.map(([row, { house }]) => ({ house, link: code === undefined ? `${origin}/neues/${tokens.make('link', row.id)}` : `${origin}/konto/benachrichtigungen` })),
        settingsLink: `${origin}/konto/benachrichtigungen`,
        ...(code === undefined ? {} : { code }),
      }),
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'OOF, AutoReply',
        'Content-Language': language,
        ...(canStop && stops.length > 0 ? { 'List-Unsubscribe': stops.join(', ') } : {}),
        ...(canStop && stops[0]?.startsWith('<https:') === true ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
      },
    }
  }

  return {
    run: async (signal) => {
      const now = clock.now()
      const accounts = await store.read(hubCtx(now), (r) => r.query<{ account: string }>(sql`
        select account from st.mail where state = 'waiting' and (due_at <= ${new Date(now)} or expires_at <= ${new Date(now)})
        group by account order by min(due_at), account limit ${inTurn}`))
      const open = accounts.map(({ account }) => account)
      await Promise.all(Array.from({ length: atOnce }, async () => {
        for (let account = open.shift(); account !== undefined && !signal.aborted; account = open.shift()) {
          await sendBundle(account).catch((thrown: unknown) => log.error('a mail could not be prepared', thrown))
        }
      }))
      return accounts.length > 0
    },
  }
}

/** portal@example.org with a token: portal+<token>@example.org. Source: RFC 5233. */
export function plus(address: string, token: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}+${token}${address.slice(at)}`
}
