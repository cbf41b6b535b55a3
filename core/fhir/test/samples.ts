import type { Resource } from '../src/resource.ts'

/** Invented people and stays, in the shape German hospitals send. */
export const patient: Resource = {
  resourceType: 'Patient',
  id: 'p1',
  meta: {
    profile: ['http://example.org/StructureDefinition/patient|1.0'],
    tag: [{ system: 'http://example.org/tags', code: 'demo' }],
    source: 'http://example.org/kis',
  },
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Zoë Müller-Groß</p></div>' },
  identifier: [
    {
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
      system: 'http://example.org/mr',
      value: '0815',
    },
    { system: 'http://fhir.de/sid/gkv/kvid-10', value: 'X485231029' },
  ],
  active: true,
  name: [
    {
      use: 'official',
      family: 'Müller-Groß',
      _family: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/humanname-own-name', valueString: 'Müller-Groß' }] },
      given: ['Zoë', 'Ana'],
      _given: [null, { id: 'second' }],
      prefix: ['Dr.'],
    },
  ],
  telecom: [
    { system: 'phone', value: '+49 30 0000', use: 'home' },
    { system: 'email', value: 'zoe@example.org' },
  ],
  gender: 'female',
  birthDate: '1971-02-28',
  _birthDate: {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '1971-02-28T13:28:17+01:00' }],
  },
  deceasedBoolean: false,
  address: [{ type: 'both', line: ['Straße 1'], city: 'Köln', postalCode: '50667', country: 'DE' }],
  contact: [{ relationship: [{ text: 'Mutter' }], name: { family: 'Groß' } }],
  generalPractitioner: [{ reference: 'Practitioner/gp' }, { reference: '#org' }],
  contained: [{ resourceType: 'Organization', id: 'org', name: 'Praxis am Ring' }],
  link: [{ other: { reference: 'Patient/p0' }, type: 'replaces' }],
}

export const encounter: Resource = {
  resourceType: 'Encounter',
  id: 'e1',
  identifier: [{ system: 'http://example.org/case', value: '4711' }],
  status: 'in-progress',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  type: [{ coding: [{ system: 'http://fhir.de/CodeSystem/Kontaktebene', code: 'abteilungskontakt' }] }],
  subject: { reference: 'Patient/p1' },
  period: { start: '2026-11-21T20:15:00+01:00' },
  location: [
    { location: { reference: 'Location/ward-1' }, status: 'completed', period: { start: '2026-11-21', end: '2026-11-22' } },
    { location: { reference: 'Location/ward-2' }, status: 'active' },
  ],
  participant: [{ individual: { reference: 'Practitioner/d1' } }, { individual: { reference: 'RelatedPerson/r1' } }],
  serviceProvider: { reference: 'Organization/dep' },
  diagnosis: [{ condition: { reference: 'Condition/c1' } }],
}

export const observation: Resource = {
  resourceType: 'Observation',
  id: 'o1',
  status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }],
  code: {
    coding: [
      { system: 'http://loinc.org', code: '8480-6' },
      { system: 'http://snomed.info/sct', code: '271649006' },
    ],
  },
  subject: { reference: 'Patient/p1/_history/3' },
  effectiveDateTime: '2026-11-21T08:15:30.25+01:00',
  valueQuantity: { value: 120.5, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  component: [
    {
      code: { coding: [{ system: 'http://loinc.org', code: '8462-4' }] },
      valueCodeableConcept: { coding: [{ system: 'http://example.org/c', code: 'x' }] },
    },
  ],
  derivedFrom: [{ reference: 'http://elsewhere.example/fhir/Observation/77' }],
}

export const medicationRequest: Resource = {
  resourceType: 'MedicationRequest',
  id: 'm1',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: { coding: [{ system: 'http://fhir.de/CodeSystem/ifa/pzn', code: '06313728' }] },
  subject: { reference: 'Patient/p1' },
  authoredOn: '2026-11',
  dosageInstruction: [
    {
      timing: { event: ['2026-11-22', '2026-11-24'], repeat: { boundsPeriod: { start: '2026-11-21', end: '2026-11-30' } } },
      asNeededBoolean: true,
    },
  ],
}

export const questionnaire: Resource = {
  resourceType: 'Questionnaire',
  id: 'q1',
  url: 'http://example.org/Questionnaire/q1',
  status: 'draft',
  derivedFrom: ['http://example.org/Questionnaire/q0|2.1'],
  useContext: [
    {
      code: { system: 'http://terminology.hl7.org/CodeSystem/usage-context-type', code: 'focus' },
      valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '44054006' }] },
    },
  ],
  item: [{ linkId: '1', type: 'group', item: [{ linkId: '1.1', type: 'choice', answerOption: [{ valueCoding: { code: 'a' } }] }] }],
}

export const slot: Resource = {
  resourceType: 'Slot',
  id: 's1',
  schedule: { reference: 'Schedule/sch' },
  status: 'free',
  start: '2026-11-23T08:00:00Z',
  end: '2026-11-23T08:15:00Z',
}

export const auditEvent: Resource = {
  resourceType: 'AuditEvent',
  id: 'a1',
  type: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110112' },
  recorded: '2026-11-21T20:15:00.123Z',
  agent: [{ requestor: true, who: { reference: 'Practitioner/d1' } }],
  source: { observer: { display: 'hub' } },
  entity: [
    { what: { reference: 'Patient/p1' } },
    { what: { reference: 'urn:uuid:1c9b3b3e-0000-4000-8000-000000000001', type: 'Patient' } },
  ],
}

export const conceptMap: Resource = {
  resourceType: 'ConceptMap',
  id: 'cm1',
  status: 'active',
  sourceUri: 'http://example.org/ValueSet/a',
  targetCanonical: 'http://example.org/ValueSet/b|3',
}

export const samples: readonly Resource[] = [
  patient,
  encounter,
  observation,
  medicationRequest,
  questionnaire,
  slot,
  auditEvent,
  conceptMap,
]
