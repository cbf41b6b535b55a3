import { randomUUID } from 'node:crypto'
import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import { compose } from './compose.ts'
import type { Language } from './contract.ts'
import { carrierCtx } from './hub-ctx.ts'
import { domainOf } from './mail-settings.ts'
import type { SendParts } from './send.ts'
import type { AddressTemplate } from './address-words.ts'

interface GuestFacts {
  readonly address: string
  readonly house: string
  readonly language: Language
  /** Of what a service sends to an address: its words, what they are about, and what the link opens. */
  readonly network?: Pick<AddressMail, 'template' | 'about' | 'path' | 'when' | 'stop'>
}

interface GuestRow {
  readonly id: string
  readonly facts: Buffer
  readonly attempts: number
  readonly expires_at: Date
}

export interface GuestNews {
  /** What makes it the same news. */
  readonly notice: string
  readonly patient: string
  readonly address: string
  readonly language: Language
  readonly expiresAt: number
}

/** A mail that a service sends to an address somebody typed in. */
export interface AddressMail {
  readonly to: string
  readonly template: AddressTemplate
  readonly language: Language
  readonly about: string
  readonly path: string
  /** The same mail is sent once. */
  readonly key: string
  /** UTC instants. */
  readonly when?: { readonly start: string; readonly was?: string | undefined } | undefined
  /** Path of the portal where such mails are ended. */
  readonly stop?: string | undefined
}

/** An address is sent so many of these at one carrier in a day: whoever types in another's must not fill their mailbox. */
const mostADay = 5
/** What follows from an address that was confirmed is not kept back by what somebody else typed in. */
const mostADayProven = 25
const proven: ReadonlySet<AddressTemplate> = new Set(['network-access', 'network-minutes', 'network-introduced', 'network-date', 'network-moved', 'network-cancelled'])
const worthMs = 24 * 3_600_000

/** Minutes to the next attempt, and no more attempts than that: who is not reached has the code of the confirmation all the same. */
const pauses = [2, 15, 60, 240] as const
const inTurn = 30

/** News for who booked without an account and left an address. They say the house and lead to where the code opens the booking: who can read this address has
 *  proven nothing. No answers are taken, nothing can be switched off: one mail follows from each thing that happens, and nothing else. */
export function createGuestMails(parts: SendParts): { note(carrier: Carrier, news: GuestNews): Promise<void>; toAddress(carrier: Carrier, mail: AddressMail): Promise<void>; run(signal: AbortSignal): Promise<boolean> } {
  const { store, clock, log, seal, tokens, transport, from } = parts
  const contextOf = (tenant: number, id: string): string => `guest-mail ${tenant} ${id}`

  const giveUp = (ctx: Ctx, id: string): Promise<unknown> => store.write(ctx, (w) => w.query(sql`update st.guest_mail set facts = null where id = ${id}::uuid`))

  async function send(carrier: Carrier, row: GuestRow): Promise<void> {
    const now = clock.now()
    const ctx = carrierCtx(carrier, now)
    if (transport === undefined || row.expires_at.getTime() <= now) return void await giveUp(ctx, row.id)
    const { address, house, language, network } = seal.open<GuestFacts>(row.facts, contextOf(carrier.tenant, row.id))
    const origin = parts.origin()
    const sent = await transport.send({
      to: address, envelopeFrom: from, replyTo: from, messageId: `<${tokens.make('reply', row.id)}@${domainOf(from)}>`, date: new Date(now),
      ...(network === undefined
        ? compose({ wording: 'guest', language, news: [{ house, link: `${origin}/buchung` }], settingsLink: `${origin}/buchen` })
        : compose({ wording: network.template, language, about: network.about, when: network.when, news: [{ house, link: `${origin}${network.path}` }], settingsLink: `${origin}${network.stop ?? `/netz/${carrier.slug}`}` })),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply', 'Content-Language': language },
    })
    const pause = pauses[row.attempts]
    if (sent.kind === 'refused') log.warn('mail.refused', { code: sent.code, state: sent.refusal, count: 1 })
    if (sent.kind === 'sent' || sent.refusal !== 'temporary' || pause === undefined) return void await giveUp(ctx, row.id)
    await store.write(ctx, (w) => w.query(sql`update st.guest_mail set attempts = attempts + 1, due_at = ${new Date(now + pause * 60_000)} where id = ${row.id}::uuid`))
  }

  return {
    note: async (carrier, { notice, patient, address, language, expiresAt }) => {
      const now = clock.now()
      const id = randomUUID()
      const guest = seal.mark('guest', String(carrier.tenant), patient)
      const facts: GuestFacts = { address, house: carrier.name, language }
      await store.write(carrierCtx(carrier, now), async (w) => {
        await w.lock([`guest-mail ${guest.toString('hex')}`])
        // What waits for this guest says already all there is to say.
        await w.query(sql`
          insert into st.guest_mail (tenant, id, key, guest, facts, due_at, expires_at, on_day)
          select ${carrier.tenant}::int, ${id}::uuid, ${seal.mark('guest-mail', String(carrier.tenant), notice)}::bytea, ${guest}::bytea, ${seal.seal(facts, contextOf(carrier.tenant, id))}::bytea,
            ${new Date(now + parts.digestSeconds * 1000)}::timestamptz, ${new Date(expiresAt)}::timestamptz, ${new Date(now).toISOString().slice(0, 10)}::date
          where not exists (select from st.guest_mail where guest = ${guest} and facts is not null)
          on conflict (tenant, key) do nothing`)
      })
    },

    toAddress: async (carrier, { to, template, language, about, path, key, when, stop }) => {
      const now = clock.now()
      const [id, today] = [randomUUID(), new Date(now).toISOString().slice(0, 10)]
      const guest = seal.mark('address', String(carrier.tenant), to.toLowerCase())
      const facts: GuestFacts = { address: to, house: carrier.name, language, network: { template, about, path, when, stop } }
      await store.write(carrierCtx(carrier, now), async (w) => {
        await w.lock([`guest-mail ${guest.toString('hex')}`])
        const [sent] = await w.query<{ count: number }>(sql`select count(*)::int count from st.guest_mail where guest = ${guest} and on_day = ${today}::date`)
        if (sent!.count >= (proven.has(template) ? mostADayProven : mostADay)) throw new Fault('throttled', 'notify/too-many', 'This address has been sent enough for today; try again tomorrow.')
        await w.query(sql`
          insert into st.guest_mail (tenant, id, key, guest, facts, due_at, expires_at, on_day)
          values (${carrier.tenant}, ${id}::uuid, ${seal.mark('guest-mail', String(carrier.tenant), key)}, ${guest}, ${seal.seal(facts, contextOf(carrier.tenant, id))},
            ${new Date(now)}, ${new Date(now + worthMs)}, ${today}::date)
          on conflict (tenant, key) do nothing`)
      })
    },

    run: async (signal) => {
      let worked = false
      for (const carrier of await store.carriers()) {
        const now = clock.now()
        const rows = await store.read(carrierCtx(carrier, now), (r) => r.query<GuestRow>(sql`
          select id::text, facts, attempts, expires_at from st.guest_mail where facts is not null and due_at <= ${new Date(now)} order by due_at limit ${inTurn}`))
        for (const row of rows) {
          if (signal.aborted) return true
          await send(carrier, row).catch((thrown: unknown) => log.error('a mail could not be prepared', thrown))
          worked = true
        }
      }
      return worked
    },
  }
}
