import { sql } from '@steckwerk/kernel'
import type { EditionReturn } from '@steckwerk/plug'
import type { Carrier } from '@steckwerk/store'
import { cleanName } from './compose.ts'
import { composeEdition } from './compose-edition.ts'
import { contentContext, factsContext } from './editions.ts'
import type { EditionContent, EditionFacts } from './edition-parts.ts'
import { carrierCtx } from './hub-ctx.ts'
import type { IncomingKind } from './incoming.ts'
import { domainOf } from './mail-settings.ts'
import { plus, type SendParts } from './send.ts'

/** Minutes to the next attempt; the last goes on until the edition is not worth sending any more. */
const pauses = [1, 5, 15, 60, 240] as const
/** Whoever claimed a mail and died has it no longer after this. */
const claimMs = 5 * 60_000
/** What was claimed is begun in this time, or left: the rest of the claim is longer than any conversation with a mail server takes. */
const beginMs = claimMs / 2
/** Over so long the mails are spread that may go out a minute. */
const windowMs = 10_000
const atOnce = 3

interface Row {
  readonly id: string
  readonly edition: string
  readonly facts: Buffer
  readonly attempts: number
}

/** Sends newsletters, as many a minute as the mail server is meant to take, and hears what comes back. A mail is noted as claimed before it is sent, so that two hubs never
 *  send one; a hub that dies between the server's yes and its own note sends it again under the same Message-ID, by which mailboxes know it. */
export interface EditionMails {
  run(signal: AbortSignal): Promise<boolean>
  /** What follows from a mail that came in about one of ours. false = it is not known any more. */
  take(what: IncomingKind, id: string): Promise<boolean>
}

export function createEditionMails(parts: SendParts & { readonly editionsAMinute: number }): EditionMails {
  const { store, clock, log, seal, tokens, transport, from } = parts
  const share = Math.max(1, Math.ceil((parts.editionsAMinute * windowMs) / 60_000))

  const claim = (carrier: Carrier, most: number): Promise<readonly Row[]> => {
    const now = new Date(clock.now())
    return store.write(carrierCtx(carrier, now.getTime()), async (w) => {
      await w.query(sql`
        update st.edition_mail set state = 'refused', facts = null where state = 'waiting' and due_at <= ${now}
          and edition in (select id from st.edition where expires_at <= ${now} and not held)`)
      return w.query<Row & Record<string, unknown>>(sql`
        update st.edition_mail set claimed_at = ${now}, due_at = ${new Date(now.getTime() + claimMs)}, attempts = attempts + 1
        where id in (
          select id from st.edition_mail where state = 'waiting' and due_at <= ${now} and edition in (select id from st.edition where not held)
          order by due_at, id limit ${most} for update skip locked)
        returning id::text, edition::text, facts, attempts`)
    })
  }

  const settle = (carrier: Carrier, id: string, state: 'sent' | 'refused', answer: EditionReturn['what'] | undefined): Promise<unknown> => {
    const now = new Date(clock.now())
    return store.write(carrierCtx(carrier, now.getTime()), (w) => w.query(sql`
      update st.edition_mail set state = ${state}, facts = null, answer = coalesce(answer, ${answer ?? null}), answered_at = coalesce(answered_at, ${answer === undefined ? null : now}::timestamptz)
      where id = ${id}::uuid and state = 'waiting'`))
  }

  async function send(carrier: Carrier, { id, facts, attempts }: Row, content: EditionContent): Promise<void> {
    if (transport === undefined) return
    const { address, ...reader } = seal.open<EditionFacts>(facts, factsContext(carrier.tenant, id))
    const sent = await transport.send({ to: address, ...mailOf(id, reader, content) })
    if (sent.kind === 'sent') return void await settle(carrier, id, 'sent', undefined)
    log.warn('mail.refused', { code: sent.code, state: sent.refusal, count: 1 })
    if (sent.refusal !== 'temporary') return void await settle(carrier, id, 'refused', sent.refusal === 'address' ? 'bounced' : undefined)
    const pause = pauses[Math.min(attempts, pauses.length) - 1]!
    const now = clock.now()
    await store.write(carrierCtx(carrier, now), (w) => w.query(sql`update st.edition_mail set due_at = ${new Date(now + pause * 60_000)} where id = ${id}::uuid and state = 'waiting'`))
  }

  function mailOf(id: string, reader: Omit<EditionFacts, 'address'>, content: EditionContent): Omit<Parameters<NonNullable<typeof transport>['send']>[0], 'to'> {
    const origin = parts.origin()
    const token = tokens.make('edition', id)
    const answers = parts.receiving ? plus(from, token) : from
    const button = origin.startsWith('https:') ? [`<${origin}/portal/api/mail/editions/${tokens.make('edition-end', id)}>`] : []
    const stops = [...button, ...(parts.receiving ? [`<mailto:${answers}?subject=unsubscribe>`] : [])]
    return {
      envelopeFrom: answers,
      replyTo: answers,
      fromName: cleanName(content.house),
      messageId: `<${token}@${domainOf(from)}>`,
      date: new Date(clock.now()),
      ...composeEdition(content, reader, origin),
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'OOF, AutoReply',
        'Content-Language': reader.language,
        'List-Id': `<${content.slug}.editions.${domainOf(from)}>`,
        ...(stops.length > 0 ? { 'List-Unsubscribe': stops.join(', ') } : {}),
        ...(button.length > 0 ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
      },
    }
  }

  async function contentsOf(carrier: Carrier, rows: readonly Row[]): Promise<ReadonlyMap<string, EditionContent>> {
    const ids = [...new Set(rows.map(({ edition }) => edition))]
    const found = await store.read(carrierCtx(carrier, clock.now()), (r) => r.query<{ id: string; content: Buffer }>(sql`select id::text, content from st.edition where id = any(${ids}::uuid[])`))
    return new Map(found.map(({ id, content }) => [id, seal.open<EditionContent>(content, contentContext(carrier.tenant, id))]))
  }

  return {
    run: async (signal) => {
      if (transport === undefined) return false
      const carriers = await store.carriers()
      const now = clock.now()
      const states = await Promise.all(carriers.map((carrier) => store.read(carrierCtx(carrier, now), async (r) =>
        (await r.query<{ lately: number; due: boolean }>(sql`
          select (select count(*)::int from st.edition_mail where claimed_at > ${new Date(now - windowMs)}) as lately,
            exists (select from st.edition_mail where state = 'waiting' and due_at <= ${new Date(now)}) as due`))[0]!)))
      let left = share - states.reduce((sum, { lately }) => sum + lately, 0)
      let worked = false
      for (const [at, carrier] of carriers.entries()) {
        if (left <= 0 || signal.aborted) break
        if (!states[at]!.due) continue
        const rows = await claim(carrier, Math.min(left, share))
        left -= rows.length
        worked ||= rows.length > 0
        const contents = rows.length === 0 ? new Map<string, EditionContent>() : await contentsOf(carrier, rows)
        const open = [...rows]
        await Promise.all(Array.from({ length: atOnce }, async () => {
          // What was claimed is sent even when the hub is to end: it would wait for minutes otherwise.
          for (let row = open.shift(); row !== undefined && clock.now() < now + beginMs; row = open.shift()) {
            await send(carrier, row, contents.get(row.edition)!).catch((thrown: unknown) => log.error('a mail could not be prepared', thrown))
          }
        }))
      }
      return worked
    },

    take: async (what, id) => {
      const answer = what.kind === 'unsubscribed' ? 'unsubscribed' : what.kind === 'replies' ? 'replied' : what.kind === 'bounced' && what.refusal === 'address' ? 'bounced' : undefined
      const now = new Date(clock.now())
      for (const carrier of await store.carriers()) {
        const found = await store.write(carrierCtx(carrier, now.getTime()), async (w) => {
          const [row] = await w.query<{ recipient: Buffer; plug: string }>(sql`
            select m.recipient, e.plug from st.edition_mail m join st.edition e on e.id = m.edition where m.id = ${id}::uuid`)
          if (row === undefined || answer === undefined) return row !== undefined
          // Whoever wants no more is heard whatever was heard before; anything else once.
          await w.query(sql`
            update st.edition_mail set answer = ${answer}, answered_at = ${now}, heard = false
            where id = ${id}::uuid and (answer is null or (${answer} = 'unsubscribed' and answer <> 'unsubscribed'))`)
          if (answer === 'unsubscribed') {
            await w.query(sql`
              update st.edition_mail set state = 'ended', facts = null where recipient = ${row.recipient} and state = 'waiting'
                and edition in (select id from st.edition where plug = ${row.plug})`)
          }
          return true
        })
        if (found) return true
      }
      return false
    },
  }
}
