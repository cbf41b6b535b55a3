import { randomUUID } from 'node:crypto'
import { refusalTo, releaseTo, everybody, type Condition, type ReleasePurpose, type Resource, type SearchQuery } from '@steckwerk/fhir'
import { Fault, type Ctx, type PatientSet, type View } from '@steckwerk/kernel'
import type { Reader, Store, Stored } from '@steckwerk/store'
import type { AuditLog } from '../contract.ts'
import { dayOf, isDay } from '../person/age.ts'
import { idsOfPatient, parsed } from '../person/patient-facts.ts'
import { consentCategories, isConsentCategory, typesOfCategories, type ConsentCategory } from './categories.ts'
import { consentOf, recorderUrl, sourceUrl, termsOf, type ConsentTerms } from './consent-terms.ts'
import type { Recipients } from './recipients.ts'

export interface StoredConsent {
  readonly id: string
  readonly resource: Resource
  /** planned = begins later; ended = its time is over; other = draft, rejected, entered in error. */
  readonly state: 'active' | 'planned' | 'ended' | 'withdrawn' | 'other'
  readonly given: string | undefined
  /** Instant of the withdrawal. */
  readonly withdrawn: string | undefined
  readonly source: 'portal' | 'paper' | 'system'
  readonly recordedBy: string | undefined
  readonly terms: ConsentTerms | undefined
}

export interface CategoryCount {
  readonly category: ConsentCategory
  readonly now: number
  readonly after: number
}

/** Consents at the carrier of ctx, which is the one that holds the data. Whoever calls has made sure that it may be done; ctx sees all of the
 *  carrier. */
export interface Consents {
  /** Newest first. */
  list(ctx: Ctx, patient: string): Promise<readonly StoredConsent[]>
  /** In force with the next search. Faults: access/consent-terms, access/consent-exists. */
  give(ctx: Ctx, giving: { readonly patient: string; readonly terms: ConsentTerms; readonly by: 'self' | 'parent' | 'proxy'; readonly signedOn?: string }): Promise<StoredConsent>
  /** What would be given, to be told in words. */
  draft(patient: string, terms: ConsentTerms): Resource
  find(ctx: Ctx, id: string): Promise<{ readonly consent: StoredConsent; readonly patient: string } | undefined>
  /** Ends it at once; what it said stays in its history. Faults: access/consent-unknown, access/consent-not-active. */
  withdraw(ctx: Ctx, id: string): Promise<StoredConsent>
  /** How many resources of each category the recipient sees, now and with the terms. Faults: access/consent-terms. */
  preview(ctx: Ctx, patient: string, terms: ConsentTerms): Promise<readonly CategoryCount[]>
}

export const consentUnknown = (): Fault => new Fault('not-found', 'access/consent-unknown', 'There is no such consent here.')

const mostConsents = 500

export function createConsents(options: { readonly store: Store; readonly audit: AuditLog; readonly recipients: Recipients }): Consents {
  const { store, audit, recipients } = options

  async function check(ctx: Ctx, terms: ConsentTerms): Promise<string> {
    const wrong = (at: string, text: string): Fault => new Fault('invalid', 'access/consent-terms', text, { at })
    const name = await recipients.nameOf(terms.recipient.id)
    if (name === undefined || (terms.recipient.kind === 'site') !== terms.recipient.id.includes('/')) throw wrong('recipient', 'This recipient is not one of the list.')
    if (terms.recipient.id.split('/')[0] === ctx.carrier) throw wrong('recipient', 'The hospital that holds the data needs no consent to be its own recipient.')
    if (terms.categories !== 'all' && (terms.categories.length === 0 || !terms.categories.every(isConsentCategory))) {
      throw wrong('categories', 'Name at least one category of the list.')
    }
    const today = dayOf(ctx.now)
    if (terms.from !== undefined && !isDay(terms.from)) throw wrong('from', 'The first day is a day of the calendar.')
    if (terms.until !== undefined && (!isDay(terms.until) || terms.until < today || terms.until < (terms.from ?? terms.until))) {
      throw wrong('until', 'The last day is a day from today on, and not before the first.')
    }
    return name
  }

  return {
    list: async (ctx, patient) => {
      const rows = await store.read(ctx, async (r) => {
        const ids = await idsOfPatient(r, patient)
        return (await r.search(consentsOf(ids))).rows
      })
      return rows.flatMap((row) => read(row, ctx) ?? [])
    },

    give: async (ctx, { patient, terms, by, signedOn }) => {
      const recipientName = await check(ctx, terms)
      if (signedOn !== undefined && (!isDay(signedOn) || signedOn > dayOf(ctx.now))) {
        throw new Fault('invalid', 'access/consent-terms', 'The day of the signature is a day up to today.', { at: 'signedOn' })
      }
      const resource = consentOf({
        id: randomUUID(), patient, terms, recipientName, by, given: signedOn ?? ctx.now.toISOString(), ...(signedOn === undefined ? {} : { recordedBy: ctx.actor }),
      })
      const [stored] = await store.write(ctx, async (w) => {
        if (terms.purpose === 'HRESCH') {
          await w.lock([`consent ${patient}`])
          const live = (await w.search(consentsOf(await idsOfPatient(w, patient)))).rows.flatMap((row) => read(row, ctx) ?? [])
          if (live.some((one) => (one.state === 'active' || one.state === 'planned') && one.terms?.purpose === 'HRESCH' && one.terms.recipient.id === terms.recipient.id)) {
            throw new Fault('conflict', 'access/consent-exists', 'There is a consent to research for this recipient already; withdraw it first.')
          }
        }
        const put = await w.apply([{ kind: 'put', type: 'Consent', id: resource.id!, text: JSON.stringify(resource), resource, expect: 0 }])
        await audit.note(w, ctx, { event: 'consent-given', type: 'Consent', id: resource.id!, version: 1, patients: [patient] })
        return put
      })
      return read(stored!, ctx)!
    },

    draft: (patient, terms) => consentOf({ id: 'draft', patient, terms, recipientName: '', given: '', by: 'self' }),

    find: async (ctx, id) => {
      const row = await store.read(ctx, (r) => r.get('Consent', id))
      const consent = row === undefined ? undefined : read(row, ctx)
      return consent === undefined ? undefined : { consent, patient: patientOf(consent.resource) }
    },

    withdraw: async (ctx, id) => {
      const [stored] = await store.write(ctx, async (w) => {
        const row = await w.get('Consent', id)
        const resource = parsed(row)
        if (row === undefined || resource === undefined) throw consentUnknown()
        if (resource.status !== 'active') throw new Fault('conflict', 'access/consent-not-active', 'This consent is not in force any more.')
        const ended = { ...resource, status: 'inactive' }
        const put = await w.apply([{ kind: 'put', type: 'Consent', id, text: JSON.stringify(ended), resource: ended, expect: row.version }])
        await audit.note(w, ctx, { event: 'consent-withdrawn', type: 'Consent', id, version: row.version + 1, patients: [patientOf(resource)] })
        return put
      }, { retry: true })
      return read(stored!, ctx)!
    },

    preview: async (ctx, patient, terms) => {
      await check(ctx, terms)
      const given = new Set(terms.categories === 'all' ? consentCategories.flatMap(({ types }) => types) : typesOfCategories(terms.categories))
      const now = { ...ctx, view: viewOf(terms, patient, 'released') }
      const after = { ...ctx, view: viewOf(terms, patient, 'not refused') }
      return Promise.all(consentCategories.map(async (category) => {
        const counts = await Promise.all(category.types.map(async (type) => {
          const seen = await store.read(now, (r) => countOf(r, type, patient))
          return { seen, then: given.has(type) ? await store.read(after, (r) => countOf(r, type, patient)) : seen }
        }))
        return { category, now: sum(counts.map(({ seen }) => seen)), after: sum(counts.map(({ then }) => then)) }
      }))
    },
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

/** As the recipient's own people would see the Patient; or all that no Consent refuses them. */
function viewOf(terms: ConsentTerms, patient: string, how: 'released' | 'not refused'): View {
  const recipients = [...new Set([terms.recipient.id, terms.recipient.id.split('/')[0]!])]
  const keys = (key: (recipient: string, purpose: ReleasePurpose, type: string) => string, whom: readonly string[]): string[] =>
    whom.flatMap((recipient) => ['*', '{type}'].map((type) => key(recipient, terms.purpose, type)))
  const refused = keys(refusalTo, [...recipients, everybody])
  const sets: PatientSet[] = how === 'released' ? [{ ids: [patient] }, { admitted: keys(releaseTo, recipients), refused }] : [{ ids: [patient], refused }]
  return { rules: [{ types: 'all', may: 'rs', patients: sets, where: [] }] }
}

const patientIs = (ids: readonly string[]): Condition =>
  ({ kind: 'reference', param: 'patient', values: ids.map((id) => ({ type: 'Patient', id, url: undefined })) })

const query = (type: string, conditions: readonly Condition[], more: Partial<SearchQuery>): SearchQuery => ({
  type, conditions, sort: [], count: 1, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined, ...more,
})

const consentsOf = (ids: readonly string[]): SearchQuery =>
  query('Consent', [patientIs(ids)], { count: mostConsents, sort: [{ param: '_lastUpdated', descending: true }] })

async function countOf(reader: Reader, type: string, patient: string): Promise<number> {
  const { total } = await reader.search(query(type, [patientIs([patient])], { total: 'accurate', summary: 'count' }))
  return total ?? 0
}

function patientOf(resource: Resource): string {
  return (resource.patient as { reference?: string } | undefined)?.reference?.replace(/^Patient\//, '') ?? ''
}

function read(row: Stored, ctx: Ctx): StoredConsent | undefined {
  const resource = parsed(row)
  if (resource === undefined) return undefined
  const extension = (url: string): Record<string, unknown> | undefined => (resource.extension as Record<string, unknown>[] | undefined)?.find((one) => one.url === url)
  const source = extension(sourceUrl)?.valueCode
  return {
    id: row.id,
    resource,
    state: stateOf(resource, dayOf(ctx.now)),
    given: resource.dateTime as string | undefined,
    withdrawn: resource.status === 'inactive' ? new Date(row.lastUpdated).toISOString() : undefined,
    source: source === 'portal' || source === 'paper' ? source : 'system',
    recordedBy: extension(recorderUrl)?.valueString as string | undefined,
    terms: termsOf(resource),
  }
}

function stateOf(resource: Resource, today: string): StoredConsent['state'] {
  if (resource.status === 'inactive') return 'withdrawn'
  if (resource.status !== 'active') return 'other'
  const { start, end } = ((resource.provision as { period?: { start?: string; end?: string } } | undefined)?.period ?? {})
  if (start !== undefined && start.slice(0, 10) > today) return 'planned'
  // A month or a year ends with its last day.
  return end !== undefined && end.slice(0, 10) < today.slice(0, Math.min(10, end.length)) ? 'ended' : 'active'
}
