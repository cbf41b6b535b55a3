import { code, each, extension, patient, reference, status, ucum, type InvariantCase, type Members } from './invariant-case.ts'

const observation = { resourceType: 'Observation', status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '1' }] } }
const condition = { resourceType: 'Condition', subject: reference }
const allergy = { resourceType: 'AllergyIntolerance', patient: reference }
const task = { resourceType: 'Task', status: 'draft', intent: 'order' }
const appointment = { resourceType: 'Appointment', participant: [{ actor: reference, status: 'accepted' }] }
const request = { resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: reference }
const timed = (broken: Members, mended: Members) =>
  [request, { occurrenceTiming: { repeat: broken } }, { occurrenceTiming: { repeat: mended } }] as const
const consent = { resourceType: 'Consent', status: 'active', category: [code], policyRule: code }
const medication = { resourceType: 'Medication', id: 'm' }
const medicationRequest = {
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  subject: reference,
  contained: [medication],
}

/** Data types and the resources of care. */
export const clinicalCases: readonly InvariantCase[] = [
  // Data types
  each('ext-1', 'Patient.extension[0]', patient, { extension: [{ url: 'urn:a' }] }, { extension: [{ url: 'urn:a', valueBoolean: true }] }),
  each(
    'ref-1',
    'Patient.managingOrganization.reference',
    patient,
    { managingOrganization: { reference: '#o' } },
    { managingOrganization: { reference: '#o' }, contained: [{ resourceType: 'Organization', id: 'o', name: 'a' }] },
  ),
  each(
    'per-1',
    'Patient.name[0].period',
    patient,
    { name: [{ period: { start: '2026-02-01', end: '2026-01-31' } }] },
    { name: [{ period: { start: '2026-02', end: '2026-02-01' } }] },
  ),
  each('att-1', 'Patient.photo[0]', patient, { photo: [{ data: 'AAAA' }] }, { photo: [{ data: 'AAAA', contentType: 'image/png' }] }),
  each('cpt-2', 'Patient.telecom[0]', patient, { telecom: [{ value: '1' }] }, { telecom: [{ value: '1', system: 'phone' }] }),
  each(
    'qty-3',
    'Observation.valueQuantity',
    observation,
    { valueQuantity: { value: 1, code: 'mg' } },
    { valueQuantity: { value: 1, code: 'mg', system: ucum } },
  ),
  each(
    'rng-2',
    'Observation.valueRange',
    observation,
    { valueRange: { low: { value: 2 }, high: { value: 1 } } },
    { valueRange: { low: { value: 1 }, high: { value: 2 } } },
  ),
  each(
    'rng-2',
    'Observation.valueRange',
    observation,
    { valueRange: { low: { value: 1, system: ucum, code: 'g' }, high: { value: 500, system: ucum, code: 'mg' } } },
    { valueRange: { low: { value: 0.1, system: ucum, code: 'g' }, high: { value: 500, system: ucum, code: 'mg' } } },
  ),
  each(
    'rat-1',
    'Observation.valueRatio',
    observation,
    { valueRatio: { numerator: { value: 1 } } },
    { valueRatio: { numerator: { value: 1 }, denominator: { value: 2 } } },
  ),
  each(
    'age-1',
    'Condition.onsetAge',
    condition,
    { onsetAge: { value: -1, code: 'a', system: ucum } },
    { onsetAge: { value: 1, code: 'a', system: ucum } },
  ),
  each('tim-1', 'ServiceRequest.occurrenceTiming.repeat', ...timed({ duration: 1 }, { duration: 1, durationUnit: 'h' })),
  each('tim-2', 'ServiceRequest.occurrenceTiming.repeat', ...timed({ period: 1 }, { period: 1, periodUnit: 'h' })),
  each(
    'tim-4',
    'ServiceRequest.occurrenceTiming.repeat',
    ...timed({ duration: -1, durationUnit: 'h' }, { duration: 0, durationUnit: 'h' }),
  ),
  each('tim-5', 'ServiceRequest.occurrenceTiming.repeat', ...timed({ period: -1, periodUnit: 'h' }, { period: 0, periodUnit: 'h' })),
  each('tim-6', 'ServiceRequest.occurrenceTiming.repeat', ...timed({ periodMax: 2 }, { periodMax: 2, period: 1, periodUnit: 'h' })),
  each('tim-7', 'ServiceRequest.occurrenceTiming.repeat', ...timed({ durationMax: 2 }, { durationMax: 2, duration: 1, durationUnit: 'h' })),
  each('tim-8', 'ServiceRequest.occurrenceTiming.repeat', ...timed({ countMax: 2 }, { countMax: 2, count: 1 })),
  each('tim-9', 'ServiceRequest.occurrenceTiming.repeat', ...timed({ offset: 5, when: ['C'] }, { offset: 5, when: ['MORN'] })),
  each('tim-10', 'ServiceRequest.occurrenceTiming.repeat', ...timed({ timeOfDay: ['08:00:00'], when: ['MORN'] }, { when: ['MORN'] })),
  // Every resource
  each(
    'dom-2',
    'Patient.contained[0].contained',
    { ...patient, generalPractitioner: [{ reference: '#o' }] },
    { contained: [{ resourceType: 'Organization', id: 'o', name: 'a', contained: [medication] }] },
    { contained: [{ resourceType: 'Organization', id: 'o', name: 'a' }] },
  ),
  each('dom-3', 'MedicationRequest', medicationRequest, { medicationCodeableConcept: code }, { medicationReference: { reference: '#m' } }),
  each(
    'dom-4',
    'MedicationRequest',
    { ...medicationRequest, medicationReference: { reference: '#m' } },
    { contained: [{ ...medication, meta: { versionId: '1' } }] },
    { contained: [{ ...medication, meta: { profile: ['urn:a'] } }] },
  ),
  each(
    'dom-5',
    'MedicationRequest',
    { ...medicationRequest, medicationReference: { reference: '#m' } },
    { contained: [{ ...medication, meta: { security: [{ code: 'R' }] } }] },
    {},
  ),
  // Clinical resources
  each(
    'pat-1',
    'Patient.contact[0]',
    patient,
    { contact: [{ gender: 'female' }] },
    { contact: [{ gender: 'female', organization: reference }] },
  ),
  each(
    'obs-3',
    'Observation.referenceRange[0]',
    observation,
    { referenceRange: [{ type: code }] },
    { referenceRange: [{ type: code, text: 'a' }] },
  ),
  each('obs-6', 'Observation', observation, { dataAbsentReason: code, valueInteger: 1 }, { dataAbsentReason: code }),
  each(
    'obs-7',
    'Observation',
    { ...observation, valueInteger: 1 },
    { component: [{ code: { coding: [{ system: 'http://loinc.org', code: '2' }, { system: 'http://loinc.org', code: '1' }] } }] },
    { component: [{ code: { coding: [{ system: 'http://loinc.org', code: '2' }] } }] },
  ),
  each('con-1', 'Condition.stage[0]', condition, { stage: [{ type: code }] }, { stage: [{ type: code, summary: code }] }),
  each('con-2', 'Condition.evidence[0]', condition, { evidence: [{ extension }] }, { evidence: [{ extension, code: [code] }] }),
  each(
    'con-3',
    'Condition',
    condition,
    { category: [status('condition-category', 'problem-list-item')] },
    { category: [status('condition-category', 'encounter-diagnosis')] },
  ),
  each(
    'con-4',
    'Condition',
    { ...condition, abatementDateTime: '2026' },
    { clinicalStatus: status('condition-clinical', 'active') },
    { clinicalStatus: status('condition-clinical', 'resolved') },
  ),
  each(
    'con-5',
    'Condition',
    { ...condition, verificationStatus: status('condition-ver-status', 'entered-in-error') },
    { clinicalStatus: status('condition-clinical', 'active') },
    {},
  ),
  each('ait-1', 'AllergyIntolerance', allergy, {}, { clinicalStatus: status('allergyintolerance-clinical', 'active') }),
  each(
    'ait-2',
    'AllergyIntolerance',
    { ...allergy, clinicalStatus: status('allergyintolerance-clinical', 'active') },
    { verificationStatus: status('allergyintolerance-verification', 'entered-in-error') },
    { verificationStatus: status('allergyintolerance-verification', 'confirmed') },
  ),
  each('prr-1', 'ServiceRequest', request, { orderDetail: [code] }, { orderDetail: [code], code }),
  each(
    'inv-1',
    'Task',
    task,
    { authoredOn: '2026-02-02', lastModified: '2026-02-01' },
    { authoredOn: '2026-02-01', lastModified: '2026-02-02' },
  ),
  each(
    'mdd-1',
    'MedicationDispense',
    { resourceType: 'MedicationDispense', status: 'completed', medicationCodeableConcept: code, whenPrepared: '2026-02-02' },
    { whenHandedOver: '2026-02-01' },
    { whenHandedOver: '2026-02-03' },
  ),
  each(
    'ras-2',
    'RiskAssessment.prediction[0]',
    { resourceType: 'RiskAssessment', status: 'final', subject: reference },
    { prediction: [{ probabilityDecimal: 101 }] },
    { prediction: [{ probabilityDecimal: 99.5 }] },
  ),
  each(
    'ras-1',
    'RiskAssessment.prediction[0].probabilityRange',
    { resourceType: 'RiskAssessment', status: 'final', subject: reference },
    { prediction: [{ probabilityRange: { low: { value: 1, code: '1', system: ucum } } }] },
    { prediction: [{ probabilityRange: { low: { value: 1, code: '%', system: ucum } } }] },
  ),
  each('ppc-1', 'Consent', { ...consent, scope: code, patient: reference }, { policyRule: undefined }, {}),
  each('ppc-2', 'Consent', { ...consent, scope: status('consentscope', 'patient-privacy') }, {}, { patient: reference }),
  each('ppc-5', 'Consent', { ...consent, scope: status('consentscope', 'treatment') }, {}, { patient: reference }),
  // Organization, scheduling
  each('org-1', 'Organization', { resourceType: 'Organization' }, { active: true }, { active: true, name: 'a' }),
  each(
    'org-2',
    'Organization.address[1]',
    { resourceType: 'Organization', name: 'a' },
    { address: [{ city: 'a' }, { use: 'home', city: 'a' }] },
    { address: [{ use: 'work', city: 'a' }] },
  ),
  each(
    'org-3',
    'Organization.telecom[0]',
    { resourceType: 'Organization', name: 'a' },
    { telecom: [{ use: 'home', value: '1', system: 'phone' }] },
    { telecom: [{ use: 'work', value: '1', system: 'phone' }] },
  ),
  each('app-1', 'Appointment.participant[0]', { ...appointment, status: 'proposed' }, { participant: [{ status: 'accepted' }] }, {}),
  each(
    'app-2',
    'Appointment',
    { ...appointment, status: 'proposed' },
    { start: '2026-01-01T08:00:00Z' },
    { start: '2026-01-01T08:00:00Z', end: '2026-01-01T09:00:00Z' },
  ),
  each('app-3', 'Appointment', appointment, { status: 'booked' }, { status: 'waitlist' }),
  each('app-4', 'Appointment', { ...appointment, cancelationReason: code }, { status: 'proposed' }, { status: 'cancelled' }),
]
