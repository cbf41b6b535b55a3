import { sql } from '@steckwerk/kernel'
import type { Writer } from '@steckwerk/store'
import { changePreferences, markBounced, optionalTopics } from './contacts.ts'
import type { EditionMails } from './edition-mails.ts'
import { hubCtx } from './hub-ctx.ts'
import type { IncomingKind } from './incoming.ts'
import { readMails, type MailRow } from './mail-rows.ts'
import type { NotifyParts } from './parts.ts'

export type ReceivedKind = IncomingKind['kind'] | 'unmatched'

/** A mail that came back for a passing reason is sent again so often. */
const mostReturns = 3
const againMs = 30 * 60_000

/** A bundle of news to an account, or one mail of a newsletter. */
export interface AboutMail {
  readonly use: 'reply' | 'edition'
  readonly id: string
}

/** What follows from a mail that came in. */
export interface Receiving {
  /** `about` = which of our mails it is about; undefined counts it only. */
  take(what: IncomingKind, about: AboutMail | undefined): Promise<void>
  /** Switches off all that can be switched off for who got this bundle, or ends the newsletter for who got this mail. false = it is not known any more. */
  unsubscribe(about: AboutMail): Promise<boolean>
}

export function createReceiving({ store, clock }: Pick<NotifyParts, 'store' | 'clock'>, editions: Pick<EditionMails, 'take'>): Receiving {
  const rowsOf = (w: Writer, bundle: string): Promise<MailRow[]> => readMails(w, sql`bundle = ${bundle}::uuid for update`)

  async function count(w: Writer, kind: ReceivedKind, now: Date): Promise<void> {
    await w.query(sql`
      insert into st.mail_received (kind, on_day, count) values (${kind}, ${now.toISOString().slice(0, 10)}, 1)
      on conflict (kind, on_day) do update set count = mail_received.count + 1`)
  }

  async function stop(w: Writer, row: MailRow, now: Date): Promise<void> {
    await changePreferences(w, row.account, { topicsOff: optionalTopics }, now)
    await w.query(sql`
      update st.mail set state = 'expired', changed_at = ${now} where account = ${row.account} and state = 'waiting' and topic = any(${[...optionalTopics]}::text[])`)
  }

  async function bounce(w: Writer, rows: readonly MailRow[], what: IncomingKind & { kind: 'bounced' }, now: Date): Promise<void> {
    const [first] = rows as [MailRow]
    const sent = rows.filter(({ state }) => state === 'sent')
    if (sent.length === 0 || first.recipient === null) return
    const ids = sent.map(({ id }) => id)
    if (what.refusal === 'address') await markBounced(w, first.account, first.recipient, now)
    const again = what.refusal === 'temporary' && first.returned < mostReturns && first.topic !== 'code' && first.expires_at > now
    await w.query(again
      ? sql`update st.mail set state = 'waiting', returned = returned + 1, due_at = ${new Date(now.getTime() + againMs)}, changed_at = ${now} where id = any(${ids}::uuid[])`
      : sql`update st.mail set state = 'failed', changed_at = ${now} where id = any(${ids}::uuid[])`)
  }

  return {
    take: async (what, about) => {
      const now = new Date(clock.now())
      const known = about?.use === 'edition' && await editions.take(what, about.id)
      await store.write(hubCtx(now.getTime()), async (w) => {
        const rows = about?.use === 'reply' ? await rowsOf(w, about.id) : []
        await count(w, rows.length === 0 && !known ? 'unmatched' : what.kind, now)
        if (rows.length === 0) return
        if (what.kind === 'bounced') await bounce(w, rows, what, now)
        if (what.kind === 'unsubscribed') await stop(w, rows[0]!, now)
      })
    },
    unsubscribe: async ({ use, id: bundle }) => {
      const now = new Date(clock.now())
      if (use === 'edition') {
        const known = await editions.take({ kind: 'unsubscribed' }, bundle)
        if (known) await store.write(hubCtx(now.getTime()), (w) => count(w, 'unsubscribed', now))
        return known
      }
      return store.write(hubCtx(now.getTime()), async (w) => {
        const [row] = await rowsOf(w, bundle)
        if (row === undefined) return false
        await stop(w, row, now)
        await count(w, 'unsubscribed', now)
        return true
      })
    },
  }
}
