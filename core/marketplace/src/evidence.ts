import { Fault } from '@steckwerk/kernel'
import type { Evidence, EvidenceKind, Offer } from './offers.ts'

/** Days before the end from which on evidence is shown as expiring: a C5 audit is not repeated in less. */
const soonDays = 90

export type EvidenceState = 'valid' | 'expiring' | 'expired'

/** Days are the calendar's, UTC. On the day it expires it counts no longer. */
export function evidenceState({ expires, issued }: Pick<Evidence, 'expires' | 'issued'>, now: Date): EvidenceState {
  const today = now.toISOString().slice(0, 10)
  if (expires !== undefined && expires <= today) return 'expired'
  // Not in force yet is as good as none.
  if (issued !== undefined && issued > today) return 'expired'
  return expires !== undefined && Date.parse(expires) - now.getTime() < soonDays * 86_400_000 ? 'expiring' : 'valid'
}

/** Required evidence that is not there, or not for long. `not-type-2`: an attestation of a moment (type 1), or one that does not say what it is.
 *  `expiring` still counts. */
export interface EvidenceConcern {
  readonly kind: EvidenceKind
  readonly why: 'absent' | 'expired' | 'not-type-2' | 'expiring'
  /** The day from which on it counts no longer, of what expires. */
  readonly expires?: string | undefined
}

/** What is required and not valid for the time to come, in the order of the requirements. */
export function evidenceConcerns(required: readonly EvidenceKind[], evidence: readonly Evidence[], now: Date): readonly EvidenceConcern[] {
  return required.flatMap((kind): EvidenceConcern[] => {
    const there = evidence.filter((one) => one.kind === kind)
    if (there.length === 0) return [{ kind, why: 'absent' }]
    const counting = there.filter(isOfItsKind)
    if (counting.length === 0) return [{ kind, why: 'not-type-2' }]
    const best = (state: EvidenceState): Evidence | undefined => counting.filter((one) => evidenceState(one, now) === state).sort((a, b) => (b.expires ?? '').localeCompare(a.expires ?? ''))[0]
    if (best('valid') !== undefined) return []
    const expiring = best('expiring')
    if (expiring !== undefined) return [{ kind, why: 'expiring', expires: expiring.expires }]
    return [{ kind, why: 'expired', expires: best('expired')?.expires }]
  })
}

/** What keeps a carrier from ordering. */
export function missingEvidence(required: readonly EvidenceKind[], evidence: readonly Evidence[], now: Date): readonly EvidenceConcern[] {
  return evidenceConcerns(required, evidence, now).filter(({ why }) => why !== 'expiring')
}

/** A C5 attestation has to be one of type 2, over a period of time. Source: § 393 Abs. 4 SGB V, since 1 July 2025. */
function isOfItsKind({ kind, value }: Evidence): boolean {
  return kind !== 'c5' || /\b(?:type|typ)[ -]?(?:2|II)\b/i.test(value ?? '')
}

/** Types that tell nothing of a patient. */
const withoutPatients: ReadonlySet<string> = new Set([
  'Organization', 'OrganizationAffiliation', 'Location', 'HealthcareService', 'Practitioner', 'PractitionerRole', 'Endpoint', 'Schedule', 'Slot', 'Questionnaire', 'CodeSystem', 'ValueSet',
  'ConceptMap', 'NamingSystem', 'StructureDefinition', 'OperationDefinition', 'SearchParameter', 'CapabilityStatement', 'ActivityDefinition', 'PlanDefinition', 'Medication', 'Substance',
])

/** Whether a service has to do with patients' data: by the rights that it asks for. One that asks for none may be given them all the same (storage, a messenger). */
export function processesPatientData({ scopes }: Pick<Offer, 'scopes'>): boolean {
  return scopes.length === 0 || scopes.some((scope) => !withoutPatients.has(/^system\/(\w+)\./.exec(scope)?.[1] ?? ''))
}

/** What a carrier asks of services: always, and beyond that of those that process patients' data outside of the hub. A service of the hub's own brings no cloud
 *  of its own: it runs where the platform runs, under the platform's attestation. */
export function requiredOf(policy: { readonly required: readonly EvidenceKind[]; readonly requiredForPatientData: readonly EvidenceKind[] }, offer: Pick<Offer, 'scopes'>, inside: boolean): readonly EvidenceKind[] {
  return inside || !processesPatientData(offer) ? policy.required : [...new Set([...policy.required, ...policy.requiredForPatientData])]
}

const kindWords: Readonly<Record<EvidenceKind, string>> = {
  'c5': 'C5 attestation', 'avv': 'processing agreement (AVV)', 'medical-device': 'medical device class', 'data-location': 'data location', 'exit-format': 'exit format',
  'penetration-test': 'penetration test', 'accessibility': 'accessibility', 'other': 'other evidence',
}
const whyWords: Readonly<Record<EvidenceConcern['why'], string>> = { 'absent': 'absent', 'expired': 'expired', 'not-type-2': 'not of type 2', 'expiring': 'expires soon' }

/** Refuses what the carrier's policy does not allow. Faults: marketplace/evidence-missing, naming each kind and what is wrong with it. */
export function requireEvidence(required: readonly EvidenceKind[], evidence: readonly Evidence[], now: Date): void {
  const missing = missingEvidence(required, evidence, now)
  if (missing.length === 0) return
  const words = missing.map(({ kind, why }) => `${kindWords[kind]} (${whyWords[why]})`).join(', ')
  throw new Fault('unprocessable', 'marketplace/evidence-missing', `This carrier uses only services with valid evidence. Missing here: ${words}.`, {
    issues: missing.map(({ kind, why }) => ({ severity: 'error' as const, type: 'business-rule', text: `${kindWords[kind]}: ${whyWords[why]}`, at: kind })),
  })
}
