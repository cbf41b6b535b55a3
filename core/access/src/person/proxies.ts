import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import { addDays, dayOf, isDay } from './age.ts'
import { codeContext, insertCode, isOpen, readCodes } from './code-rows.ts'
import { printedCode } from './code-text.ts'
import { linkContext } from './insurance-search.ts'
import { endLinks, readLinks } from './link-rows.ts'
import type { PersonLink } from './links.ts'
import type { PersonParts } from './making.ts'
import { personCtx, type PersonCall } from './person-context.ts'
import { isTopic } from './topics.ts'
import { writeNoted } from './person-audit.ts'

/** What a proxy may do. Days as YYYY-MM-DD, the last one included. */
export interface ProxyTerms {
  readonly topics: readonly string[]
  readonly may: 'read' | 'act'
  readonly endsOn: string
  /** The giver's own word for the proxy: "Tochter". */
  readonly label: string
}

export interface GivenProxy extends ProxyTerms {
  readonly carrier: Carrier
  readonly link: string
  readonly patient: string
  /** Of the proxy's account. */
  readonly name: string
  readonly since: string
}

export interface Invitation extends ProxyTerms {
  readonly carrier: Carrier
  readonly id: string
  readonly patient: string
  readonly expiresAt: Date
}

export interface Proxies {
  /** A code to hand to the proxy, who redeems it with the Patient's birth date. Only the Patient can give a proxy.
   *  Faults: access/not-own-patient, access/proxy-terms. */
  invite(call: PersonCall, carrier: Carrier, patient: string, terms: ProxyTerms): Promise<{ readonly id: string; readonly code: string; readonly expiresAt: Date }>
  given(call: PersonCall): Promise<{ readonly proxies: readonly GivenProxy[]; readonly invitations: readonly Invitation[] }>
  /** Ends a proxy at once. false = there is none of that id. */
  revoke(call: PersonCall, carrier: Carrier, link: string): Promise<boolean>
  withdraw(call: PersonCall, carrier: Carrier, id: string): Promise<boolean>
}

export function createProxies(parts: PersonParts): Proxies {
  const { store, keys, settings, links, audit } = parts

  async function ownLinks(call: PersonCall, carrier?: Carrier): Promise<readonly PersonLink[]> {
    const all = carrier === undefined ? await links.list(call) : await links.at(call.account, carrier)
    return all.filter(({ state, relation }) => state === 'active' && relation === 'self')
  }

  async function check(ctx: Ctx, terms: ProxyTerms): Promise<void> {
    const { proxyMaxDays } = await settings.of(ctx)
    const today = dayOf(ctx.now)
    const wrong = (at: string, text: string): Fault => new Fault('invalid', 'access/proxy-terms', text, { at })
    if (terms.topics.length === 0 || !terms.topics.every(isTopic)) throw wrong('topics', 'Name at least one topic of the list.')
    if (!isDay(terms.endsOn) || terms.endsOn < today) throw wrong('endsOn', 'The last day is a day from today on.')
    if (terms.endsOn > addDays(today, proxyMaxDays)) throw wrong('endsOn', `A proxy of this hospital lasts ${proxyMaxDays} days at most.`)
  }

  async function at(call: PersonCall, carrier: Carrier, own: readonly PersonLink[]): Promise<{ proxies: GivenProxy[]; invitations: Invitation[] }> {
    const ctx = personCtx(keys, carrier, call)
    const ids = own.map(({ link }) => link)
    const patientOf = new Map(own.map(({ link, patient }) => [link, patient!.id]))
    const today = dayOf(ctx.now)
    const [rows, codes] = await store.read(ctx, (r) => Promise.all([
      readLinks(r, sql`relation = 'proxy' and given_by = any(${ids}::uuid[])`),
      readCodes(r, sql`kind = 'proxy' and given_by = any(${ids}::uuid[])`),
    ]))
    return {
      proxies: rows.filter((row) => row.ends_on! >= today).map((row) => {
        const { label, name } = JSON.parse(row.detail === null ? '{}' : keys.open(row.detail, linkContext(ctx.tenant, row.link))) as { label?: string; name?: string }
        return {
          carrier, link: row.link, patient: patientOf.get(row.given_by!)!, label: label ?? '', name: name ?? '', topics: row.topics ?? [],
          may: row.may ?? 'read', since: row.since, endsOn: row.ends_on!,
        }
      }),
      invitations: codes.filter((row) => isOpen(row, call.now)).map((row) => ({
        carrier, id: row.id, patient: patientOf.get(row.given_by!)!, label: row.detail === null ? '' : keys.open(row.detail, codeContext(ctx.tenant, row.id)),
        topics: row.topics ?? [], may: row.may ?? 'read', endsOn: row.ends_on!, expiresAt: row.expires_at,
      })),
    }
  }

  return {
    invite: async (call, carrier, patient, terms) => {
      const own = (await ownLinks(call, carrier)).find((link) => link.patient!.id === patient)
      if (own === undefined) throw new Fault('forbidden', 'access/not-own-patient', 'Only the patient can do this.')
      const ctx = personCtx(keys, carrier, call)
      await check(ctx, terms)
      const { codeDays } = await settings.of(ctx)
      const expiresAt = new Date(call.now + codeDays * 86_400_000)
      const made = await writeNoted(store, audit, ctx, async (w) => {
        const { id, code } = await insertCode(w, ctx, keys, {
          kind: 'proxy', patient, topics: terms.topics, may: terms.may, endsOn: terms.endsOn, givenBy: own.link, detail: terms.label, createdBy: null, expiresAt,
        })
        await audit.note(w, ctx, { event: 'proxy-given', type: 'Patient', id: patient, patients: [patient], detail: { topics: terms.topics.join(' '), may: terms.may, endsOn: terms.endsOn } })
        return { id, code: printedCode(code) }
      })
      return { ...made, expiresAt }
    },

    given: async (call) => {
      const own = await ownLinks(call)
      const carriers = [...new Map(own.map(({ carrier }) => [carrier.slug, carrier])).values()]
      const lists = await Promise.all(carriers.map((carrier) => at(call, carrier, own.filter((link) => link.carrier.slug === carrier.slug))))
      return { proxies: lists.flatMap(({ proxies }) => proxies), invitations: lists.flatMap(({ invitations }) => invitations) }
    },

    revoke: async (call, carrier, link) => {
      const ids = (await ownLinks(call, carrier)).map((own) => own.link)
      const ctx = personCtx(keys, carrier, call)
      const gone = await writeNoted(store, audit, ctx, async (w) => {
        const ended = await endLinks(w, ctx, sql`link::text = ${link} and relation = 'proxy' and given_by = any(${ids}::uuid[])`, 'giver')
        for (const { patient } of ended) if (patient !== null) await audit.note(w, ctx, { event: 'link-ended', type: 'Patient', id: patient, patients: [patient] })
        return ended.length > 0
      })
      links.changed()
      return gone
    },

    withdraw: async (call, carrier, id) => {
      const ids = (await ownLinks(call, carrier)).map((own) => own.link)
      const ctx = personCtx(keys, carrier, call)
      return writeNoted(store, audit, ctx, async (w) => {
        const ended = await w.query(sql`update st.person_code set ended = true, detail = null
          where id::text = ${id} and kind = 'proxy' and given_by = any(${ids}::uuid[]) and used_on is null and not ended returning id`)
        return ended.length > 0
      })
    },
  }
}
