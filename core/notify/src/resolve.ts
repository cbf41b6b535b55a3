import { sql } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import { createReachable, type Reachable } from './contacts.ts'
import { carrierCtx, hubCtx } from './hub-ctx.ts'
import { insertMail, type MailFacts } from './mail-rows.ts'
import { noticeContext, type NoticeFacts } from './notices.ts'
import type { NotifyParts } from './parts.ts'
import type { GuestNews } from './guest-mails.ts'
import { noticeTemplates } from './templates.ts'

const inTurn = 100
const dayMs = 86_400_000
/** Mails to one account in 24 hours; what is more waits. */
const dailyMails = 12

/** Finds out who is to be told of what carriers have noted, and puts it into each account's row. Accounts are found by trying the names that those who can be
 *  told have at this carrier: no table leads from a carrier's Patient to an account. docs/decisions/0020-no-central-patient-list.md */
export function createResolving(parts: NotifyParts, guests: { note(carrier: Carrier, news: GuestNews): Promise<void> }): { run(signal: AbortSignal): Promise<boolean> } {
  const { store, clock, seal, audience } = parts
  const reachable: Reachable = createReachable(store, hubCtx)
  const names = new Map<number, { readonly of: readonly string[]; readonly accounts: ReadonlyMap<string, string> }>()

  /** This carrier's pseudonyms of all that can be told; computed once each. */
  async function accountsAt(tenant: number, now: number): Promise<ReadonlyMap<string, string>> {
    const all = await reachable.all(now)
    const known = names.get(tenant)
    if (known?.of === all) return known.accounts
    const done = new Map([...(known?.accounts ?? [])].map(([name, account]) => [account, name]))
    const accounts = new Map(all.map((account) => [done.get(account) ?? audience.pseudonym(tenant, account).toString('hex'), account]))
    names.set(tenant, { of: all, accounts })
    return accounts
  }

  async function accountsFor(carrier: Carrier, facts: NoticeFacts, now: number): Promise<readonly string[]> {
    if ('account' in facts.to) return [facts.to.account]
    const { patient } = facts.to
    const holders = await audience.holders(carrierCtx(carrier, now), patient)
    if (holders.length === 0) return []
    const accounts = await accountsAt(carrier.tenant, now)
    const found = holders.flatMap((holder) => accounts.get(holder.toString('hex')) ?? [])
    const topic = proxyTopics[noticeTemplates[facts.template].topic]
    const may = await Promise.all(found.map((account) => audience.may(account, carrier, patient, topic, 'read')))
    return found.filter((_, i) => may[i] !== undefined)
  }

  /** The first news wait a little for more; the next mail keeps its distance from the last one, and a day has only so many. */
  async function dueAt(account: string, now: number): Promise<number> {
    const [last] = await store.read(hubCtx(now), (r) => r.query<{ last: Date | null; first: Date | null; count: number }>(sql`
      select max(changed_at) as last, min(changed_at) as first, count(distinct bundle)::int as count from st.mail
      where account = ${account} and state = 'sent' and topic not in ('security', 'code') and changed_at > ${new Date(now - dayMs)}`))
    const digestMs = parts.digestSeconds * 1000
    if (last!.count >= dailyMails) return last!.first!.getTime() + dayMs
    return Math.max(now + digestMs, (last!.last?.getTime() ?? 0) + 5 * digestMs)
  }

  /** A guest's Patient has no account: the address they left is told. Forms and other news are for accounts: a guest could not open them. */
  async function passToGuest(carrier: Carrier, id: string, facts: NoticeFacts, now: number): Promise<void> {
    if ('account' in facts.to || facts.template !== 'appointment' || facts.expiresAt <= now) return
    const { patient } = facts.to
    const address = await audience.guestOf(carrierCtx(carrier, now), patient)
    if (address === undefined) return
    await guests.note(carrier, { notice: id, patient, address, language: facts.language ?? 'de', expiresAt: facts.expiresAt })
  }

  async function pass(carrier: Carrier, id: string, facts: NoticeFacts, now: number): Promise<void> {
    await passToGuest(carrier, id, facts, now)
    const { topic, wording } = noticeTemplates[facts.template]
    for (const account of facts.expiresAt <= now ? [] : await accountsFor(carrier, facts, now)) {
      const mail: MailFacts = { wording, house: wording === 'security' ? '' : carrier.name, path: facts.path, ...(facts.language === undefined ? {} : { language: facts.language }) }
      const due = topic === 'security' ? now : await dueAt(account, now)
      const key = seal.mark('mail', String(carrier.tenant), id, account)
      await store.write(hubCtx(now), (w) => insertMail(w, seal, { key, account, topic, facts: mail, dueAt: due, expiresAt: facts.expiresAt }, now))
    }
  }

  return {
    run: async (signal) => {
      let worked = false
      for (const carrier of await store.carriers()) {
        const now = clock.now()
        const ctx = carrierCtx(carrier, now)
        const rows = await store.read(ctx, (r) => r.query<{ id: string; facts: Buffer }>(sql`select id::text, facts from st.notice where facts is not null order by id limit ${inTurn}`))
        for (const { id, facts } of rows) {
          if (signal.aborted) return true
          await pass(carrier, id, seal.open<NoticeFacts>(facts, noticeContext(carrier.tenant, id)), now)
          // In a transaction of its own: that of the account's row shall not be told by its number.
          await store.write(ctx, (w) => w.query(sql`update st.notice set facts = null where id = ${id}::uuid`))
          worked = true
        }
      }
      return worked
    },
  }
}

/** Which topic of a proxy (core/access) news of a kind belong to. */
const proxyTopics = { appointments: 'appointments', forms: 'forms', news: 'person', security: 'person' } as const
