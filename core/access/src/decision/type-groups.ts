import { compartmentTypes, resourceTypes } from '@steckwerk/fhir'

/** What a resource type is about, as far as rights go. */
export const typeGroups = ['organizational', 'definitional', 'form', 'identity', 'case', 'appointment', 'administrative', 'clinical', 'consent', 'audit', 'closed'] as const
export type TypeGroup = (typeof typeGroups)[number]

/** Named one by one; what is in R4's Patient compartment beside these is clinical, what is outside it is definitional. */
const named: Readonly<Record<Exclude<TypeGroup, 'clinical' | 'definitional'>, readonly string[]>> = {
  organizational: [
    'Organization', 'OrganizationAffiliation', 'Location', 'Practitioner', 'PractitionerRole', 'HealthcareService', 'Endpoint', 'Schedule', 'Slot',
    'InsurancePlan',
  ],
  // Staff write these in the portal; nothing else that is definitional.
  form: ['Questionnaire'],
  identity: ['Patient', 'RelatedPerson'],
  // Whoever could write these would admit themselves to a Patient: an Encounter is what a treatment context is made of.
  case: ['Encounter', 'EpisodeOfCare'],
  // Whoever has the desk sees who comes, before there is a case. It admits nobody to the Patient.
  appointment: ['Appointment', 'AppointmentResponse'],
  administrative: [
    'Coverage', 'Account', 'ChargeItem', 'Claim', 'ClaimResponse', 'CoverageEligibilityRequest',
    'CoverageEligibilityResponse', 'EnrollmentRequest', 'ExplanationOfBenefit', 'Invoice', 'Contract',
  ],
  consent: ['Consent'],
  audit: ['AuditEvent'],
  // What may speak of several people, or of somebody without saying of whom.
  closed: [
    'Binary', 'BiologicallyDerivedProduct', 'Bundle', 'EnrollmentResponse', 'Group', 'Linkage', 'MessageHeader', 'OperationOutcome', 'Parameters',
    'PaymentNotice', 'PaymentReconciliation', 'Person', 'Subscription', 'TestReport', 'VerificationResult', 'DeviceMetric', 'MeasureReport',
  ],
}
/** Of one patient, though R4 leaves them out of the compartment. */
const alsoClinical: readonly string[] = ['Device', 'GuidanceResponse']

function groupOf(type: string, compartment: ReadonlySet<string>): TypeGroup {
  for (const [group, types] of Object.entries(named)) if (types.includes(type)) return group as TypeGroup
  return compartment.has(type) || alsoClinical.includes(type) ? 'clinical' : 'definitional'
}

const compartment = new Set(compartmentTypes('Patient'))
const groups: ReadonlyMap<string, TypeGroup> = new Map(resourceTypes.map((type) => [type, groupOf(type, compartment)]))
const byGroup = new Map(typeGroups.map((group) => [group, resourceTypes.filter((type) => groups.get(type) === group)]))

/** undefined for a name that is no resource type. */
export function typeGroupOf(type: string): TypeGroup | undefined {
  return groups.get(type)
}

export function typesOfGroup(group: TypeGroup): readonly string[] {
  return byGroup.get(group)!
}

/** Groups whose resources belong to nobody: no set of Patients reaches them, so a right to them is one to all of them. */
export const impersonalGroups: readonly TypeGroup[] = ['organizational', 'definitional', 'form']
