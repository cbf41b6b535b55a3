import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Resource, SearchQuery } from '@steckwerk/fhir'
import type { Carrier, Reader } from '@steckwerk/store'
import { addDays, birthdayAt, dayOf } from './age.ts'
import { insertLink, endLinks, readLinks } from './link-rows.ts'
import type { PersonLink } from './links.ts'
import { afterLink, makeLink, type PersonParts } from './making.ts'
import { personCtx, type PersonCall } from './person-context.ts'
import { parsed, readPatients, type PatientFacts } from './patient-facts.ts'
import type { PersonSettings } from './settings.ts'
import { writeNoted } from './person-audit.ts'

/** A minor whom a carrier's data name as a child of the account's own Patient there. */
export interface Child {
  readonly carrier: Carrier
  readonly patient: PatientFacts
  /** The account's own link it was found by. */
  readonly by: PersonLink
  /** The data name the account's Patient as the mother. */
  readonly mother: boolean
  readonly requested: boolean
}

export interface Children {
  list(call: PersonCall): Promise<readonly Child[]>
  /** Takes on a child of the list: at once where the carrier lets a mother take on her newborn, else it waits for the desk.
   *  Faults: access/child-unknown. */
  request(call: PersonCall, carrier: Carrier, patient: string): Promise<string>
  /** What waits for the desk of ctx's carrier. */
  waiting(ctx: Ctx): Promise<readonly WaitingParent[]>
  /** false = nothing waits by that id. */
  decide(ctx: Ctx, link: string, confirm: boolean): Promise<boolean>
}

export interface WaitingParent {
  readonly id: string
  readonly patient: PatientFacts
  /** The parent's own Patient at this carrier. */
  readonly parent: PatientFacts
  /** YYYY-MM-DD. */
  readonly since: string
}

/** Until this age, in days, the data of the birth are enough for a mother; later, custody may have changed. */
const newbornDays = 90
const roleCode = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode'
const parentCodes = new Set(['MTH', 'FTH', 'PRN', 'NMTH', 'NFTH', 'NPRN', 'GESTM', 'ADOPTP', 'ADOPTM', 'ADOPTF'])
const motherCodes = new Set(['MTH', 'NMTH', 'GESTM'])

const codesOf = (relative: Resource): readonly string[] =>
  ((relative.relationship as { coding?: { system?: string; code?: string }[] }[] | undefined) ?? [])
    .flatMap(({ coding }) => coding ?? []).filter(({ system }) => system === roleCode).map(({ code }) => code ?? '')

/** RelatedPersons that carry one of the Patient's own numbers: a name alone names nobody. */
const relativesQuery = (parent: PatientFacts): SearchQuery => ({
  type: 'RelatedPerson',
  conditions: [
    { kind: 'token', param: 'identifier', negate: false, values: parent.identifiers.flatMap(({ system, value }) => value === undefined ? [] : [{ system: system ?? '', code: value }]) },
    { kind: 'token', param: 'active', negate: false, values: [{ system: undefined, code: 'true' }] },
  ],
  sort: [], count: 50, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined,
})

async function childrenOf(reader: Reader, parent: PatientFacts): Promise<readonly { readonly patient: PatientFacts; readonly mother: boolean }[]> {
  if (!parent.identifiers.some(({ value }) => value !== undefined)) return []
  const { rows } = await reader.search(relativesQuery(parent))
  const named = rows.flatMap((row) => {
    const relative = parsed(row)
    if (relative === undefined) return []
    const codes = codesOf(relative)
    const child = (relative.patient as { reference?: string } | undefined)?.reference?.replace(/^Patient\//, '')
    return child === undefined || !codes.some((code) => parentCodes.has(code)) ? [] : [{ child, mother: codes.some((code) => motherCodes.has(code)) }]
  })
  const patients = await readPatients(reader, named.map(({ child }) => child))
  return named.flatMap(({ child, mother }) => {
    const patient = patients.get(child)
    return patient === undefined || !patient.active || patient.id === parent.id ? [] : [{ patient, mother }]
  })
}

const isMinor = ({ birthDate }: PatientFacts, rules: PersonSettings, today: string): boolean => {
  const end = birthdayAt(birthDate, rules.parentsEndAge)
  return end !== undefined && today < end
}

export function createChildren(parts: PersonParts): Children {
  const { store, keys, settings, links, audit } = parts

  async function at(call: PersonCall, carrier: Carrier, own: readonly PersonLink[]): Promise<readonly Child[]> {
    const ctx = personCtx(keys, carrier, call)
    const rules = await settings.of(ctx)
    const today = dayOf(ctx.now)
    const person = keys.pseudonym(carrier.tenant, call.account)
    return store.read(ctx, async (r) => {
      const live = await readLinks(r, sql`person = ${person} and relation = 'parent'`)
      const linked = await readPatients(r, live.flatMap(({ patient }) => patient ?? []))
      const found = new Map<string, Child>()
      for (const by of own) {
        for (const { patient, mother } of await childrenOf(r, by.patient!)) {
          const row = live.find((one) => one.patient !== null && linked.get(one.patient)?.id === patient.id)
          if (!isMinor(patient, rules, today) || row?.confirmed === true || found.get(patient.id)?.mother === true) continue
          found.set(patient.id, { carrier, patient, by, mother, requested: row !== undefined })
        }
      }
      return [...found.values()]
    })
  }

  async function list(call: PersonCall): Promise<readonly Child[]> {
    const own = (await links.list(call)).filter(({ state, relation }) => state === 'active' && relation === 'self')
    const carriers = [...new Map(own.map(({ carrier }) => [carrier.slug, carrier])).values()]
    const lists = await Promise.all(carriers.map((carrier) => at(call, carrier, own.filter((link) => link.carrier.slug === carrier.slug))))
    return lists.flat()
  }

  return {
    list,
    request: async (call, carrier, patient) => {
      const child = (await list(call)).find((one) => one.carrier.slug === carrier.slug && one.patient.id === patient)
      if (child === undefined) throw new Fault('not-found', 'access/child-unknown', 'This child is not among those the hospital\'s data name as yours.')
      const ctx = personCtx(keys, carrier, call)
      const rules = await settings.of(ctx)
      const newborn = (child.patient.birthDate ?? '') >= addDays(dayOf(ctx.now), -newbornDays)
      const confirmed = rules.newbornAutomatic && child.mother && newborn
      const link = { patient, relation: 'parent', act: 'parent', confirmed, givenBy: child.by.link } as const
      const made = await writeNoted(store, audit, ctx, async (w) => {
        if (confirmed) return makeLink(parts, w, ctx, call.account, link)
        // Nothing is open to the account yet: the log says so when the desk confirms.
        const asked = await insertLink(w, ctx, { ...link, person: keys.pseudonym(ctx.tenant, call.account) })
        if (asked.made) await parts.vaults.add(w, call.account, { tenant: ctx.tenant, link: asked.link })
        await audit.note(w, ctx, { event: 'link-requested', type: 'Patient', id: patient, patients: [patient] })
        return asked
      })
      await afterLink(parts, call.account)
      return made.link
    },

    waiting: async (ctx) => store.read(ctx, async (r) => {
      const rows = await readLinks(r, sql`not confirmed`)
      const givers = rows.length === 0 ? [] : await readLinks(r, sql`link = any(${rows.flatMap(({ given_by: by }) => by ?? [])}::uuid[])`)
      const parentOf = new Map(givers.map((row) => [row.link, row.patient]))
      const patients = await readPatients(r, [...rows, ...givers].flatMap(({ patient }) => patient ?? []))
      return rows.flatMap((row) => {
        const patient = patients.get(row.patient ?? '')
        const parent = patients.get(parentOf.get(row.given_by ?? '') ?? '')
        return patient === undefined || parent === undefined ? [] : [{ id: row.link, patient, parent, since: row.since }]
      })
    }),

    decide: async (ctx, link, confirm) => {
      const done = await writeNoted(store, audit, ctx, async (w) => {
        if (!confirm) {
          const gone = await endLinks(w, ctx, sql`link::text = ${link} and not confirmed`, 'refused')
          for (const { patient } of gone) if (patient !== null) await audit.note(w, ctx, { event: 'link-ended', type: 'Patient', id: patient, patients: [patient] })
          return gone.length > 0
        }
        const rows = await w.query<{ patient: string }>(sql`
          update st.person_link set confirmed = true, since = ${dayOf(ctx.now)}
          where link::text = ${link} and not confirmed and ended_on is null returning patient`)
        for (const { patient } of rows) {
          await audit.note(w, ctx, { event: 'link-made', type: 'Patient', id: patient, patients: [patient], detail: { relation: 'parent', act: 'parent' } })
        }
        return rows.length > 0
      })
      links.changed()
      return done
    },
  }
}
