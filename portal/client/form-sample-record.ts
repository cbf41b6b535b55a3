import type { FormContext } from '@steckwerk/form'

const bundle = (...resources: readonly object[]): object => ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map(resource => ({ resource })) })
const loinc = 'http://loinc.org'

/** The record of somebody who does not exist: what a preview is filled in from, as the forms service fills in a form from a real one. */
export function sampleRecord(now: Date): Pick<FormContext, 'variables' | 'observations' | 'now'> {
  const day = new Date(now.getTime() - 20 * 86_400_000).toISOString().slice(0, 10)
  const measured = (id: string, code: string, value: number, unit: string, sign: string): Readonly<Record<string, unknown>> => ({
    resourceType: 'Observation', id, effectiveDateTime: day, code: { coding: [{ system: loinc, code }] }, valueQuantity: { value, unit: sign, system: 'http://unitsofmeasure.org', code: unit },
  })
  return {
    now,
    variables: {
      patient: {
        resourceType: 'Patient', id: 'sample', meta: { lastUpdated: `${day}T08:00:00Z` }, gender: 'female', birthDate: '1958-03-04', name: [{ use: 'official', family: 'Beispiel', given: ['Ute'] }],
        telecom: [{ system: 'phone', value: '+49 89 0000000' }, { system: 'email', value: 'ute.beispiel@example.org' }], address: [{ line: ['Musterweg 5'], postalCode: '80331', city: 'München' }],
        contact: [{ name: { family: 'Beispiel', given: ['Karl'] }, telecom: [{ system: 'phone', value: '+49 89 0000001' }] }],
      },
      coverages: bundle({ resourceType: 'Coverage', id: 'c1', type: { coding: [{ system: 'http://fhir.de/CodeSystem/versicherungsart-de-basis', code: 'GKV' }] }, payor: [{ display: 'Beispielkasse' }], subscriberId: 'X000000000' }),
      conditions: bundle({ resourceType: 'Condition', id: 'k1', recordedDate: day, code: { text: 'Bluthochdruck' }, onsetDateTime: '2011' }),
      medications: bundle({ resourceType: 'MedicationStatement', id: 'm1', dateAsserted: day, medicationCodeableConcept: { text: 'Ramipril 5 mg' }, dosage: [{ text: '1-0-0' }] }, { resourceType: 'MedicationStatement', id: 'm2', dateAsserted: day, medicationCodeableConcept: { text: 'Simvastatin 20 mg' }, dosage: [{ text: '0-0-1' }] }),
      allergies: bundle({ resourceType: 'AllergyIntolerance', id: 'a1', recordedDate: day, code: { text: 'Penicillin' }, reaction: [{ manifestation: [{ text: 'Hautausschlag' }] }] }),
    },
    observations: [measured('o1', '29463-7', 72.5, 'kg', 'kg'), measured('o2', '8302-2', 168, 'cm', 'cm'), measured('o3', '8310-5', 36.8, 'Cel', '°C'), measured('o4', '8867-4', 70, '/min', '/min')],
  }
}
