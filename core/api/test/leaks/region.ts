import { carrierSystem } from '@steckwerk/fhir'

/** What stands at both carriers before there is anything to hide, and what is then hidden at alpha. */

interface Planted {
  readonly resourceType: string
  readonly id: string
  readonly [member: string]: unknown
}

export const kvnr = 'http://fhir.de/sid/gkv/kvid-10'

const loinc = (code: string): object => ({ coding: [{ system: 'http://loinc.org', code }] })
const recipient = (purpose: string): object => ({
  type: 'permit',
  actor: [{ role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] }, reference: { identifier: { system: carrierSystem, value: 'beta' } } }],
  purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: purpose }],
})

export const consent = (id: string, patient: string, status: string, purpose: string | undefined): Planted => ({
  resourceType: 'Consent', id, status, scope: { coding: [{ code: 'patient-privacy' }] }, category: [{ coding: [{ system: 'http://loinc.org', code: '57016-8' }] }],
  patient: { reference: `Patient/${patient}` }, policyRule: { text: 'release' },
  provision: { type: 'deny', ...(purpose === undefined ? {} : { provision: [recipient(purpose)] }) },
})

/** A Patient with a case and all that hangs on it. */
function record(id: string, patient: object, value: number, illness: string): Planted[] {
  const subject = { reference: `Patient/${id}` }
  const encounter = { reference: `Encounter/${id}-e` }
  return [
    { resourceType: 'Patient', id, managingOrganization: { reference: 'Organization/haus' }, ...patient },
    {
      resourceType: 'Encounter', id: `${id}-e`, status: 'in-progress', class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' }, subject,
      serviceProvider: { reference: 'Organization/haus' }, period: { start: '2025-01-01' },
    },
    { resourceType: 'Observation', id: `${id}-o`, status: 'final', code: loinc('8867-4'), subject, encounter, effectiveDateTime: '2025-01-02', valueQuantity: { value, unit: 'x', system: 'http://unitsofmeasure.org', code: '1' } },
    { resourceType: 'Condition', id: `${id}-c`, code: { text: illness }, subject, encounter },
    {
      resourceType: 'Appointment', id: `${id}-a`, status: 'booked', start: '2025-01-02T08:00:00Z', end: '2025-01-02T08:30:00Z', description: illness,
      participant: [{ actor: { ...subject, display: (patient as { name: [{ family: string }] }).name[0].family }, status: 'accepted' }],
    },
    { resourceType: 'Provenance', id: `${id}-p`, target: [{ reference: `Observation/${id}-o` }], recorded: '2025-01-02T00:00:00Z', agent: [{ who: { display: 'KIS' } }] },
  ]
}

/** Released to beta, and pointing at what will be hidden. */
const released: Planted[] = [
  { resourceType: 'Organization', id: 'haus', name: 'Haus' },
  ...record('offen', { name: [{ family: 'Offen', given: ['Ole'] }], birthDate: '1950-05-05', gender: 'male', identifier: [{ system: kvnr, value: 'A123456780' }] }, 1, 'Husten'),
  consent('offen-k', 'offen', 'active', 'TREAT'),
  { resourceType: 'Observation', id: 'offen-panel', status: 'final', code: loinc('35094-2'), subject: { reference: 'Patient/offen' }, hasMember: [{ reference: 'Observation/offen-o' }, { reference: 'Observation/geheim-o' }] },
]

/** The same person at beta as the hidden one at alpha: same name, birth date and insurance number, and an account of hers. */
const atBeta: Planted[] = [
  { resourceType: 'Organization', id: 'haus', name: 'Haus' },
  ...record('amelie', { name: [{ family: 'Muster', given: ['amelie'] }], birthDate: '1980-05-17', gender: 'female' }, 2, 'Fieber'),
  ...record('bert', { name: [{ family: 'Muster', given: ['bert'] }], birthDate: '1980-05-17', gender: 'male' }, 3, 'Schnupfen'),
]

export const seen: Readonly<Record<'alpha' | 'beta', readonly Planted[]>> = { alpha: released, beta: atBeta }

const person = {
  name: [{ family: 'Verborgen', given: ['amelie'] }], birthDate: '1980-05-17', gender: 'other', identifier: [{ system: kvnr, value: 'Q987654328' }],
  telecom: [{ system: 'phone', value: '0170 17377' }], address: [{ city: 'Verborgenheim', postalCode: '17377' }],
}

const { identifier: _, ...withoutNumber } = person

/** What nobody of beta may learn: without any release; with one that was withdrawn; with one for another purpose. */
export const hidden: readonly Planted[] = [
  ...record('geheim', person, 17.377, 'Seltenkrank'),
  consent('geheim-k', 'geheim', 'active', undefined),
  ...record('geheim2', withoutNumber, 17.377, 'Seltenkrank'),
  consent('geheim2-k', 'geheim2', 'inactive', 'TREAT'),
  ...record('geheim3', withoutNumber, 17.377, 'Seltenkrank'),
  consent('geheim3-k', 'geheim3', 'active', 'HRESCH'),
]
