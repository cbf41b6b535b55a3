import { carrierSystem, releasePurposes, siteSystem, type ReleasePurpose, type Resource } from '@steckwerk/fhir'
import { categoriesOfTypes, typesOfCategories } from './categories.ts'
import { listOf, members, textOf } from './loose.ts'

/** `id` = a carrier's slug, or `slug/<id of the site's Organization>`. */
export interface ConsentRecipient {
  readonly kind: 'carrier' | 'site'
  readonly id: string
}

/** What a consent of the portal's own form says: who may see what, for what, when. Days as YYYY-MM-DD, the last one included. */
export interface ConsentTerms {
  readonly recipient: ConsentRecipient
  readonly purpose: ReleasePurpose
  readonly categories: 'all' | readonly string[]
  readonly from?: string | undefined
  readonly until?: string | undefined
}

export interface ConsentMaking {
  readonly id: string
  readonly patient: string
  readonly terms: ConsentTerms
  /** For readers of the resource. */
  readonly recipientName: string
  /** The instant, or the day of a signature on paper. */
  readonly given: string
  readonly by: 'self' | 'parent' | 'proxy'
  /** Of a paper: the actor who recorded it. */
  readonly recordedBy?: string
}

const terminology = 'http://terminology.hl7.org/CodeSystem'
export const reasonSystem = `${terminology}/v3-ActReason`
export const typeSystem = 'http://hl7.org/fhir/resource-types'
/** Policies of the Medical Informatics Initiative's consent module. Source: MII ModulConsent, MII_CS_Consent_Policy. */
const miiPolicies = 'urn:oid:2.16.840.1.113883.3.1937.777.24.5.3'
export const miiResearchCode = '2.16.840.1.113883.3.1937.777.24.5.3.8'
const miiResearch = { code: miiResearchCode, display: 'MDAT_wissenschaftlich_nutzen_EU_DSGVO_NIVEAU' }
export const sourceUrl = 'urn:steckwerk:consent-source'
export const recorderUrl = 'urn:steckwerk:consent-recorded-by'

const coded = (system: string, code: string, display?: string) => ({ coding: [{ system, code, ...(display === undefined ? {} : { display }) }] })

/** The Consent of some terms. For treatment and referral a permit; for research as the MII's module has it, a denial with the permitted use
 *  nested in it, narrowed to the recipient and to research, so that it refuses nothing else. No version of the MII's form is named as its
 *  policy: nobody has signed that form here. Source: FHIR R4 consent.html; MII ModulConsent. */
export function consentOf({ id, patient, terms, recipientName, given, by, recordedBy }: ConsentMaking): Resource {
  const { recipient, purpose, categories, from, until } = terms
  const system = recipient.kind === 'carrier' ? carrierSystem : siteSystem
  const common = {
    actor: [{ role: coded(`${terminology}/v3-ParticipationType`, 'IRCP'), reference: { identifier: { system, value: recipient.id }, display: recipientName } }],
    purpose: [{ system: reasonSystem, code: purpose }],
  }
  const period = from === undefined && until === undefined ? {} : { period: { ...(from === undefined ? {} : { start: from }), ...(until === undefined ? {} : { end: until }) } }
  const classes = categories === 'all' ? {} : { class: ['Patient', ...typesOfCategories(categories)].map((code) => ({ system: typeSystem, code })) }
  const research = purpose === 'HRESCH'
  const provision = research
    ? { type: 'deny', ...period, ...common, provision: [{ type: 'permit', ...period, code: [coded(miiPolicies, miiResearch.code, miiResearch.display)], ...classes }] }
    : { type: 'permit', ...period, ...common, ...classes }
  return {
    resourceType: 'Consent',
    id,
    extension: [
      { url: sourceUrl, valueCode: recordedBy === undefined ? 'portal' : 'paper' },
      ...(recordedBy === undefined ? [] : [{ url: recorderUrl, valueString: recordedBy }]),
    ],
    status: 'active',
    scope: coded(`${terminology}/consentscope`, research ? 'research' : 'patient-privacy'),
    category: [coded('http://loinc.org', '59284-0', 'Patient Consent')],
    patient: { reference: `Patient/${patient}` },
    dateTime: given,
    performer: [by === 'self' ? { reference: `Patient/${patient}` } : { type: 'RelatedPerson', display: by === 'parent' ? 'Mutter oder Vater' : 'Vertretung' }],
    policyRule: coded(`${terminology}/v3-ActCode`, 'OPTIN'),
    provision,
  }
}

/** The terms of a Consent in that very form; undefined where anything in it is otherwise. */
export function termsOf(consent: Resource): ConsentTerms | undefined {
  const provision = members(consent.provision)
  const identifier = members(members(members(listOf(provision.actor)[0]).reference).identifier)
  const id = textOf(identifier.value)
  const purpose = releasePurposes.find((code) => code === members(listOf(provision.purpose)[0]).code)
  if (id === undefined || purpose === undefined) return undefined
  const period = members(provision.period)
  const [start, end] = [textOf(period.start), textOf(period.end)]
  const carrying = purpose === 'HRESCH' ? members(listOf(provision.provision)[0]) : provision
  const types = carrying.class === undefined ? undefined : listOf(carrying.class).map((coding) => textOf(members(coding).code) ?? '')
  const { categories, left } = types === undefined ? { categories: undefined, left: [] } : categoriesOfTypes(types)
  if (left.length > 0) return undefined
  const terms: ConsentTerms = {
    recipient: { kind: identifier.system === carrierSystem ? 'carrier' : 'site', id },
    purpose,
    categories: categories === undefined ? 'all' : categories.map(({ code }) => code),
    ...(start === undefined ? {} : { from: start }),
    ...(end === undefined ? {} : { until: end }),
  }
  const made = consentOf({ id: '', patient: '', terms, recipientName: '', given: '', by: 'self' }).provision
  return alike(made, provision) ? terms : undefined
}

/** Equal but for names for readers, and for the order of types. */
function alike(one: unknown, other: unknown): boolean {
  const plain = (value: unknown): string => JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'display' || key === 'id') return undefined
    if (key === 'class' && Array.isArray(inner)) return inner.map((coding) => textOf(members(coding).code) ?? '').toSorted()
    return inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => a < b ? -1 : 1))
      : inner
  })
  return plain(one) === plain(other)
}
