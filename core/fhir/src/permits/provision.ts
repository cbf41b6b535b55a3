import { isResourceType } from '../model/resource-types.ts'
import { members } from '../search/extract/sink.ts'
import { carrierSystem, releasePurposes, siteSystem, type ReleasePurpose } from './permit-keys.ts'
import { always, listOf, spanOf, type Span } from './reading.ts'

/** What is spoken of; undefined = whatever it is. */
export interface Reach {
  readonly span: Span
  readonly recipients: ReadonlySet<string> | undefined
  readonly purposes: ReadonlySet<ReleasePurpose> | undefined
  readonly types: ReadonlySet<string> | undefined
}

/** A provision of a Consent as far as it decides. */
export interface Provision {
  readonly decides: 'permit' | 'deny' | undefined
  /** What it speaks of for certain, as far as it is understood: so far a permit in it goes. */
  readonly certain: Reach
  /** And what it may speak of: a denial goes so far. */
  readonly possible: Reach
  readonly exceptions: readonly Provision[]
}

const reasons = 'http://terminology.hl7.org/CodeSystem/v3-ActReason'
const resourceTypeSystem = 'http://hl7.org/fhir/resource-types'
/** Policies of the MII's consent module; Source: medizininformatik-initiative.de, ModulConsent, MII_CS_Consent_Policy. */
const miiPolicies = 'urn:oid:2.16.840.1.113883.3.1937.777.24.5.3'
/** MDAT_wissenschaftlich_nutzen_EU_DSGVO_NIVEAU: use of medical data for research. */
const miiResearch = '2.16.840.1.113883.3.1937.777.24.5.3.8'
const handingOver = new Set(['access', 'disclose'])

/** What is narrowed by these cannot be told from a resource's type. */
const unsupported = ['securityLabel', 'data', 'dataPeriod'] as const

const never: Span = { low: Infinity, high: -Infinity }

interface Read<T> {
  readonly values: ReadonlySet<T>
  /** Something was there that says nothing known. */
  readonly doubtful: boolean
}

/** undefined where there is nothing. */
function read<T>(value: unknown, one: (item: unknown) => readonly T[]): Read<T> | undefined {
  if (value === undefined) return undefined
  const found = listOf(value).map(one)
  return { values: new Set(found.flat()), doubtful: found.length === 0 || found.some(values => values.length === 0) }
}

/** Reads a provision, in doubt against handing over. */
export function provisionOf(value: unknown): Provision {
  const fields = members(value)
  const type = fields['type']
  const span = spanOf(fields['period'])
  const recipients = read(fields['actor'], recipientOf)
  const types = read(fields['class'], typeOf)
  const named = read(fields['purpose'], purposeOf)
  const policies = read(fields['code'], policyPurpose)
  const understood = unsupported.every(name => fields[name] === undefined) && mayHandOver(fields['action'])
  return {
    decides: type === 'permit' || type === 'deny' ? type : undefined,
    certain: { span: (understood ? span : undefined) ?? never, recipients: recipients?.values, purposes: both(named?.values, policies?.values), types: types?.values },
    possible: { span: span ?? always, recipients: ifSure(recipients), purposes: both(ifSure(named), ifSure(policies)), types: ifSure(types) },
    exceptions: listOf(fields['provision']).map(provisionOf),
  }
}

const ifSure = <T>(found: Read<T> | undefined): ReadonlySet<T> | undefined => (found?.doubtful === false ? found.values : undefined)

function both<T>(one: ReadonlySet<T> | undefined, other: ReadonlySet<T> | undefined): ReadonlySet<T> | undefined {
  return one === undefined || other === undefined ? (one ?? other) : one.intersection(other)
}

function mayHandOver(action: unknown): boolean {
  return action === undefined || listOf(action).some(concept => codings(concept).some(({ code }) => typeof code === 'string' && handingOver.has(code)))
}

const codings = (concept: unknown): readonly { readonly system?: unknown; readonly code?: unknown }[] => listOf(members(concept)['coding']).map(members)

const slug = /^[a-z][a-z0-9-]*$/
const siteOfSlug = /^[a-z][a-z0-9-]*\/[A-Za-z0-9\-.]{1,64}$/

/** A carrier's slug, or slug/Organization of a site. */
function recipientOf(actor: unknown): readonly string[] {
  const { system, value } = members(members(members(actor)['reference'])['identifier'])
  const form = system === carrierSystem ? slug : system === siteSystem ? siteOfSlug : undefined
  return form !== undefined && typeof value === 'string' && form.test(value) ? [value] : []
}

function purposeOf(coding: unknown): readonly ReleasePurpose[] {
  const { system, code } = members(coding)
  return system === reasons ? releasePurposes.filter(purpose => purpose === code) : []
}

/** Codes narrow what is handed over, beyond what types tell; the MII's stand for what it is for. */
function policyPurpose(concept: unknown): readonly ReleasePurpose[] {
  return codings(concept).some(({ system, code }) => system === miiPolicies && code === miiResearch) ? ['HRESCH'] : []
}

function typeOf(coding: unknown): readonly string[] {
  const { system, code } = members(coding)
  return system === resourceTypeSystem && typeof code === 'string' && isResourceType(code) ? [code] : []
}
