import { isResourceType } from '../model/resource-types.ts'
import { members } from '../search/extract/sink.ts'
import { carrierSystem, releasePurposes, siteSystem, type ReleasePurpose } from './permit-keys.ts'
import { always, listOf, spanOf, type Span } from './reading.ts'

/** A provision of a Consent as far as it decides: where a side is undefined, it does not narrow what the provision stands in. */
export interface Provision {
  readonly decides: 'permit' | 'deny' | undefined
  readonly span: Span
  readonly recipients: ReadonlySet<string> | undefined
  readonly purposes: ReadonlySet<ReleasePurpose> | undefined
  readonly types: ReadonlySet<string> | undefined
  readonly exceptions: readonly Provision[]
}

const reasons = 'http://terminology.hl7.org/CodeSystem/v3-ActReason'
const resourceTypeSystem = 'http://hl7.org/fhir/resource-types'
/** Policies of the MII's consent module; Source: medizininformatik-initiative.de, ModulConsent, MII_CS_Consent_Policy. */
const miiPolicies = 'urn:oid:2.16.840.1.113883.3.1937.777.24.5.3'
/** MDAT_wissenschaftlich_nutzen_EU_DSGVO_NIVEAU: use of medical data for research. */
const miiResearch = '2.16.840.1.113883.3.1937.777.24.5.3.8'
const handingOver = new Set(['access', 'disclose'])

/** What is narrowed by these cannot be told from a resource's type: a permit so narrowed releases nothing, a denial denies all the same. */
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

/** Reads a provision, in doubt against handing over: a permit counts only as far as it is understood, a denial reaches further. */
export function provisionOf(value: unknown): Provision {
  const fields = members(value)
  const type = fields['type']
  const decides = type === 'permit' || type === 'deny' ? type : undefined
  const denies = decides === 'deny'
  const side = <T>(found: Read<T> | undefined): ReadonlySet<T> | undefined => (found === undefined || (denies && found.doubtful) ? undefined : found.values)
  const span = spanOf(fields['period']) ?? (denies ? always : never)
  const understood = denies || (unsupported.every(name => fields[name] === undefined) && mayHandOver(fields['action']))
  return {
    decides,
    span: understood ? span : never,
    recipients: side(read(fields['actor'], recipientOf)),
    purposes: purposes(side(read(fields['purpose'], coding => purposeOf(coding, denies))), side(read(fields['code'], policyPurpose))),
    types: side(read(fields['class'], typeOf)),
    exceptions: listOf(fields['provision']).map(provisionOf),
  }
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

function purposeOf(coding: unknown, denies: boolean): readonly ReleasePurpose[] {
  const { system, code } = members(coding)
  return system === reasons || denies ? releasePurposes.filter(purpose => purpose === code) : []
}

/** Codes narrow what is handed over, beyond what types tell; the MII's stand for what it is for. */
function policyPurpose(concept: unknown): readonly ReleasePurpose[] {
  return codings(concept).some(({ system, code }) => system === miiPolicies && code === miiResearch) ? ['HRESCH'] : []
}

function purposes(named: ReadonlySet<ReleasePurpose> | undefined, policies: ReadonlySet<ReleasePurpose> | undefined): ReadonlySet<ReleasePurpose> | undefined {
  if (named === undefined || policies === undefined) return named ?? policies
  return new Set([...named].filter(purpose => policies.has(purpose)))
}

function typeOf(coding: unknown): readonly string[] {
  const { system, code } = members(coding)
  return system === resourceTypeSystem && typeof code === 'string' && isResourceType(code) ? [code] : []
}
