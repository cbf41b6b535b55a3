/** What happened to the region's people: cases, diagnoses, orders, papers. */
export const loinc = 'http://loinc.org'
export const snomed = 'http://snomed.info/sct'
export const icd = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm'
export const act = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
const clinical = 'http://terminology.hl7.org/CodeSystem/condition-clinical'

const ref = (reference: string): { reference: string } => ({ reference })
const concept = (...codings: readonly [system: string, code: string][]): unknown => ({ coding: codings.map(([system, code]) => ({ system, code })) })
const status = (code: string): unknown => concept([clinical, code])

const encounters = [
  {
    resourceType: 'Encounter', id: 'e1', status: 'finished', class: { system: act, code: 'IMP' }, subject: ref('Patient/p1'), serviceProvider: ref('Organization/o-ward'),
    period: { start: '2024-03-01T08:00:00Z', end: '2024-03-10T12:00:00Z' }, length: { value: 9, unit: 'd', system: 'http://unitsofmeasure.org', code: 'd' },
    location: [{ location: ref('Location/l-bed') }, { location: ref('Location/l-ward') }], participant: [{ individual: ref('Practitioner/d-ann') }],
    identifier: [{ system: 'urn:case', value: 'F-1' }],
  },
  {
    resourceType: 'Encounter', id: 'e1w', status: 'finished', class: { system: act, code: 'AMB' }, subject: ref('Patient/p1'), partOf: ref('Encounter/e1'),
    period: { start: '2024-03-02T08:00:00Z', end: '2024-03-04T08:00:00Z' },
  },
  // Still open.
  { resourceType: 'Encounter', id: 'e2', status: 'in-progress', class: { system: act, code: 'IMP' }, subject: ref('Patient/p1'), period: { start: '2024-05-01T00:00:00Z' } },
  {
    resourceType: 'Encounter', id: 'e3', status: 'finished', class: { system: act, code: 'AMB' }, subject: ref('Patient/p2'), serviceProvider: ref('Organization/o-hosp'),
    period: { start: '2024-03-05T09:00:00Z', end: '2024-03-05T10:00:00Z' }, participant: [{ individual: ref('Practitioner/d-bob') }, { individual: ref('Practitioner/d-ann') }],
  },
  // Two years long.
  { resourceType: 'Encounter', id: 'e4', status: 'finished', class: { system: act, code: 'IMP' }, subject: ref('Patient/p3'), period: { start: '2023-01-01', end: '2024-12-31' } },
  // Without a period.
  { resourceType: 'Encounter', id: 'e5', status: 'planned', class: { system: act, code: 'AMB' }, subject: ref('Patient/p4') },
]

const conditions = [
  {
    // SNOMED CT as the second coding, a third of the hospital's own.
    resourceType: 'Condition', id: 'c1', subject: ref('Patient/p1'), encounter: ref('Encounter/e1'), clinicalStatus: status('active'), onsetDateTime: '2024-02-28',
    code: concept([icd, 'J18.9'], [snomed, '233604007'], ['urn:local', 'PNEU']), category: [concept(['urn:cat', 'first']), concept(['urn:cat', 'second'])],
  },
  {
    resourceType: 'Condition', id: 'c2', subject: ref('Patient/p2'), encounter: ref('Encounter/e3'), clinicalStatus: status('active'), code: concept([icd, 'I10']),
    onsetAge: { value: 44, unit: 'a', system: 'http://unitsofmeasure.org', code: 'a' },
  },
  { resourceType: 'Condition', id: 'c3', subject: ref('Patient/p3'), clinicalStatus: status('resolved'), code: concept([icd, 'E11.9']), onsetPeriod: { start: '2010-01-01', end: '2020-12-31' } },
  // A code without a system; the subject known by its number only.
  { resourceType: 'Condition', id: 'c4', subject: { identifier: { system: 'urn:kis:a', value: '44' } }, clinicalStatus: status('active'), code: { coding: [{ code: 'I10' }] } },
]

const orders = [
  { resourceType: 'Medication', id: 'med1', code: concept(['urn:pzn', '00000001']), manufacturer: ref('Organization/o-hosp') },
  {
    resourceType: 'MedicationRequest', id: 'mr1', status: 'active', intent: 'order', subject: ref('Patient/p1'), requester: ref('Practitioner/d-ann'), encounter: ref('Encounter/e1'),
    medicationReference: ref('Medication/med1'), authoredOn: '2024-03-01',
  },
  {
    resourceType: 'MedicationRequest', id: 'mr2', status: 'stopped', intent: 'order', subject: ref('Patient/p2'), requester: ref('Practitioner/d-bob'),
    medicationCodeableConcept: concept(['urn:pzn', '00000002']), authoredOn: '2024-04-01',
  },
  {
    // Two patients at one appointment.
    resourceType: 'Appointment', id: 'ap1', status: 'booked', start: '2024-06-01T09:00:00Z', end: '2024-06-01T09:30:00Z',
    participant: ['Patient/p1', 'Patient/p2', 'Practitioner/d-ann'].map((actor) => ({ actor: ref(actor), status: 'accepted' })),
  },
  { resourceType: 'Appointment', id: 'ap2', status: 'cancelled', start: '2024-06-02T09:00:00Z', end: '2024-06-02T09:30:00Z', participant: [{ actor: ref('Patient/p3'), status: 'declined' }] },
]

const characteristic = (code: string, value: string): unknown => ({ code: concept(['urn:c', code]), valueCodeableConcept: concept(['urn:v', value]), exclude: false })

const papers = [
  {
    resourceType: 'Group', id: 'g1', type: 'person', actual: true, member: [{ entity: ref('Patient/p1') }, { entity: ref('Patient/p3') }],
    characteristic: [characteristic('colour', 'red'), characteristic('size', 'large')],
  },
  { resourceType: 'Group', id: 'g2', type: 'person', actual: true, member: [{ entity: ref('Patient/p2') }], characteristic: [characteristic('colour', 'large')] },
  { resourceType: 'DocumentReference', id: 'doc1', status: 'superseded', subject: ref('Patient/p1'), content: [{ attachment: { url: 'https://anna.example/1.pdf', contentType: 'application/pdf' } }] },
  {
    resourceType: 'DocumentReference', id: 'doc2', status: 'current', subject: ref('Patient/p1'), content: [{ attachment: { contentType: 'application/pdf' } }],
    relatesTo: [{ code: 'replaces', target: ref('DocumentReference/doc1') }, { code: 'appends', target: ref('DocumentReference/doc3') }],
  },
  { resourceType: 'DocumentReference', id: 'doc3', status: 'current', subject: ref('Patient/p2'), content: [{ attachment: { contentType: 'text/plain' } }] },
  {
    resourceType: 'ValueSet', id: 'vs-lung', status: 'active', url: 'http://example.org/ValueSet/lung', version: '1.0', name: 'Lung',
    compose: { include: [{ system: snomed, concept: [{ code: '233604007' }] }, { system: icd, concept: [{ code: 'J44.9' }] }] },
  },
  { resourceType: 'ValueSet', id: 'vs-icd', status: 'draft', url: 'http://example.org/ValueSet/icd', name: 'All', compose: { include: [{ system: icd }] } },
  // What others say of a value set, by its canonical URL, once with a version.
  { resourceType: 'ValueSet', id: 'vs-both', status: 'active', url: 'http://example.org/ValueSet/both', name: 'Both', compose: { include: [{ valueSet: ['http://example.org/ValueSet/lung|1.0'] }] } },
  { resourceType: 'Invoice', id: 'i1', status: 'issued', subject: ref('Patient/p1'), totalGross: { value: 119.0, currency: 'EUR' } },
  { resourceType: 'Invoice', id: 'i2', status: 'issued', subject: ref('Patient/p2'), totalGross: { value: 80.5, currency: 'EUR' } },
  // Written down by a device nobody here knows.
  { resourceType: 'Condition', id: 'c5', subject: ref('https://elsewhere.example/fhir/Patient/p1'), clinicalStatus: status('active'), code: concept([icd, 'Z00.0']) },
]

export const clinicalRecords = [...encounters, ...conditions, ...orders, ...papers]
