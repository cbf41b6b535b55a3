import { reusedAnswers, sql, type Clock, type Ctx, type Sql } from '@steckwerk/kernel'
import type { Carrier, Store, Writer } from '@steckwerk/store'
import type { OwnPatient, OwnPatients } from '../contract.ts'
import { systemCtx } from '../system-ctx.ts'
import { birthdayAt, dayOf } from './age.ts'
import { resolveSearching } from './insurance-search.ts'
import { endLinks, readLinks, type LinkAct, type LinkRelation, type LinkRow } from './link-rows.ts'
import { writeNoted, type PersonAudit } from './person-audit.ts'
import { personCtx, type PersonCall } from './person-context.ts'
import type { PersonKeys } from './person-keys.ts'
import { idsOfPatient, readPatients, samePatient, type PatientFacts } from './patient-facts.ts'
import type { SettingsOfCarriers } from './settings.ts'
import { actingTypes, typesOfTopics } from './topics.ts'
import type { Vaults } from './vault.ts'

/** One link of an account, as it stands now. */
export interface PersonLink {
  readonly carrier: Carrier
  readonly link: string
  /** waiting = the desk has to confirm; searching = asked for by insurance number, nothing found yet. */
  readonly state: 'active' | 'waiting' | 'searching'
  readonly relation: LinkRelation
  readonly act: LinkAct
  /** Days as YYYY-MM-DD. */
  readonly since: string
  /** Of state active: as the Patient is kept now, a survivor of merges. */
  readonly patient: PatientFacts | undefined
  readonly topics: readonly string[] | undefined
  readonly may: 'read' | 'act' | undefined
  /** Last day of a proxy; the birthday at which a parent's access ends. */
  readonly endsOn: string | undefined
}

export interface Links extends OwnPatients {
  /** All of an account, over all carriers: for nobody but the account itself. */
  list(call: PersonCall): Promise<readonly PersonLink[]>
  /** Those at one carrier. */
  at(account: string, carrier: Carrier): Promise<readonly PersonLink[]>
  /** The person ends one of their own links. false = there is none of that id. */
  end(call: PersonCall, link: string): Promise<boolean>
  /** Whether the account may act on a topic for a Patient (a proxy only where it was given, a parent and the Patient always). */
  may(account: string, carrier: Carrier, patient: string, topic: string, how: 'read' | 'act'): Promise<PersonLink | undefined>
  /** Under which pseudonyms the carrier knows accounts with a link to this Patient, or to one that was merged into it; whether a link is in force, `may` tells. */
  holders(ctx: Ctx, patient: string): Promise<readonly Buffer[]>
  /** Ends all links of an account that is closed. */
  forget(call: PersonCall): Promise<void>
  /** To be called after every change of links, so that this hub answers by it at once. */
  changed(): void
}

/** How long an answer is reused: a change at another hub takes so long to be seen here. */
const reuseMs = 2_500

/** What links rest on. */
export interface LinkParts {
  readonly store: Store
  readonly clock: Clock
  readonly keys: PersonKeys
  readonly vaults: Vaults
  readonly settings: SettingsOfCarriers
  readonly audit: PersonAudit
}

/** `told` hears of every change. */
export function createLinks({ store, clock, keys, vaults, settings, audit }: LinkParts, told: () => void): Links {
  const known = reusedAnswers<string, readonly PersonLink[]>({ clock, reuseMs, most: 20_000 })

  const hubCtx = (carrier: Carrier, account: string): Ctx =>
    personCtx(keys, carrier, { account, name: '', trace: 'links', now: clock.now() })

  function changed(): void {
    known.forget()
    told()
  }

  async function load(account: string, carrier: Carrier): Promise<readonly PersonLink[]> {
    const ctx = hubCtx(carrier, account)
    const person = keys.pseudonym(carrier.tenant, account)
    let rows = await store.read(ctx, (r) => readLinks(r, sql`person = ${person}`))
    if (rows.length === 0) return []
    const rules = await settings.of(ctx)
    if (rows.some(({ patient }) => patient === null)) rows = await resolveSearching({ store, keys, settings: rules, audit }, ctx, rows)
    const patients = await store.read(ctx, (r) => readPatients(r, rows.flatMap(({ patient }) => patient ?? [])))
    const today = dayOf(ctx.now)
    return onceEach(rows.flatMap((row) => {
      const patient = row.patient === null ? undefined : patients.get(row.patient)
      const endsOn = row.relation === 'parent' ? birthdayAt(patient?.birthDate, rules.parentsEndAge) : (row.ends_on ?? undefined)
      if (row.patient !== null && (patient === undefined || isOver(row, endsOn, today))) return []
      return [linkOf(carrier, row, patient, endsOn)]
    }))
  }

  const at = (account: string, carrier: Carrier): Promise<readonly PersonLink[]> =>
    known.of(`${carrier.tenant} ${account}`, () => load(account, carrier))

  async function carriersOf(account: string): Promise<readonly Carrier[]> {
    const entries = await store.read(systemCtx(clock.now()), (r) => vaults.read(r, account))
    const tenants = new Set(entries.map(({ tenant }) => tenant))
    return (await store.carriers()).filter(({ tenant }) => tenants.has(tenant))
  }

  async function list(account: string): Promise<readonly PersonLink[]> {
    return (await Promise.all((await carriersOf(account)).map((carrier) => at(account, carrier)))).flat()
  }

  async function endAt(call: PersonCall, carrier: Carrier, link: string | undefined): Promise<readonly string[]> {
    const ctx = personCtx(keys, carrier, call)
    const person = keys.pseudonym(carrier.tenant, call.account)
    const ended = await writeNoted(store, audit, ctx, async (w) => {
      const gone = await endLinks(w, ctx, link === undefined ? sql`person = ${person}` : await sameLinks(w, person, link), 'person')
      for (const { patient } of gone) await audit.note(w, ctx, { event: 'link-ended', ...(patient === null ? {} : { type: 'Patient', id: patient, patients: [patient] }) })
      if (gone.length > 0) await vaults.remove(w, call.account, gone.map((one) => one.link))
      return gone.map((one) => one.link)
    })
    changed()
    return ended
  }

  return {
    at,
    list: (call) => list(call.account),
    of: async (account, carrier) => (await at(account, carrier)).flatMap(ownPatientOf),
    carriers: async (account) => {
      const active = (await list(account)).filter(({ state }) => state === 'active')
      return [...new Set(active.map(({ carrier }) => carrier.slug))]
    },
    end: async (call, link) => {
      for (const carrier of await carriersOf(call.account)) {
        if ((await endAt(call, carrier, link)).length > 0) return true
      }
      return false
    },
    may: async (account, carrier, patient, topic, how) => {
      const links = (await at(account, carrier)).filter((link) => link.state === 'active' && link.patient!.id === patient)
      return links.find((link) => link.relation !== 'proxy' || (link.topics!.includes(topic) && (how === 'read' || link.may === 'act')))
    },
    holders: (ctx, patient) => store.read(ctx, async (r) => {
      const rows = await readLinks(r, sql`patient = any(${[...(await idsOfPatient(r, patient))]}::text[])`)
      return [...new Map(rows.map(({ person }) => [person.toString('hex'), person])).values()]
    }),
    forget: async (call) => {
      for (const carrier of await carriersOf(call.account)) await endAt(call, carrier, undefined)
      await store.write(systemCtx(call.now), (w) => vaults.drop(w, call.account))
      changed()
    },
    changed,
  }
}

/** A link and those that lead to the same Patient since a merge. */
async function sameLinks(writer: Writer, person: Buffer, link: string): Promise<Sql> {
  const [row] = await readLinks(writer, sql`person = ${person} and link::text = ${link}`)
  if (row === undefined || row.patient === null || row.relation === 'proxy') return sql`person = ${person} and link::text = ${link}`
  return sql`person = ${person} and relation = ${row.relation} and patient = any(${await samePatient(writer, row.patient)}::text[])`
}

/** Of links to Patients that were merged one is told: an active one, else the oldest. What proxies may differs, so all of theirs count. */
function onceEach(links: readonly PersonLink[]): readonly PersonLink[] {
  const targets = new Set<string>()
  return links.toSorted((a, b) => Number(b.state === 'active') - Number(a.state === 'active')).filter(({ relation, patient }) => {
    const target = `${relation} ${patient?.id}`
    if (patient === undefined || relation === 'proxy') return true
    const isFirst = !targets.has(target)
    targets.add(target)
    return isFirst
  })
}

/** Over by date: decided whenever it is asked, so that no job has to come in time. A parent without the child's birth date has none. */
function isOver(row: LinkRow, endsOn: string | undefined, today: string): boolean {
  if (row.relation === 'parent') return endsOn === undefined || today >= endsOn
  return endsOn !== undefined && today > endsOn
}

function linkOf(carrier: Carrier, row: LinkRow, patient: PatientFacts | undefined, endsOn: string | undefined): PersonLink {
  const state = row.patient === null ? 'searching' : row.confirmed ? 'active' : 'waiting'
  return {
    carrier,
    link: row.link,
    state,
    relation: row.relation,
    act: row.act,
    since: row.since,
    patient: state === 'active' ? patient : undefined,
    topics: row.topics ?? undefined,
    may: row.may ?? undefined,
    endsOn,
  }
}

function ownPatientOf(link: PersonLink): readonly OwnPatient[] {
  if (link.state !== 'active') return []
  const { relation, topics = [], may } = link
  const of = { patient: link.patient!.id, relation, may: 'rs' }
  if (relation !== 'proxy') return [{ ...of, types: 'all' }]
  return [{ ...of, types: typesOfTopics(topics), acts: may === 'act' ? actingTypes(topics) : [] }]
}
