import type { CodeableConcept, Encounter, Patient, Reference } from './fhir-shapes.ts'
import { searchPage } from './fhir.ts'
import { request } from './request.ts'

interface Coded {
  readonly resourceType: string
  readonly id?: string
  readonly code?: CodeableConcept
  readonly medicationCodeableConcept?: CodeableConcept
  readonly medicationReference?: Reference
}

/** What counts first in an emergency, each in the words the record has for it. */
export interface EmergencyRecord {
  readonly patient: Patient | undefined
  readonly allergies: readonly string[]
  readonly conditions: readonly string[]
  readonly medications: readonly string[]
  readonly encounters: readonly Encounter[]
}

const wordsOf = ({ code, medicationCodeableConcept, medicationReference }: Coded): string => {
  const concept = code ?? medicationCodeableConcept
  return concept?.text ?? concept?.coding?.[0]?.display ?? concept?.coding?.[0]?.code ?? medicationReference?.display ?? ''
}

async function coded(carrier: string, type: string, params: Readonly<Record<string, string>>, signal: AbortSignal): Promise<readonly string[]> {
  const bundle = await request<{ entry?: readonly { resource?: Coded }[] }>(`/fhir/${encodeURIComponent(carrier)}/${type}/_search`, { method: 'POST', form: new URLSearchParams({ ...params, _count: '50' }), signal })
  return [...new Set((bundle.entry ?? []).flatMap(({ resource }) => resource?.resourceType === type ? [wordsOf(resource)] : []))].filter(words => words !== '')
}

export async function fetchEmergencyRecord(carrier: string, patient: string, signal: AbortSignal): Promise<EmergencyRecord> {
  const [[found], allergies, conditions, statements, requests, encounters] = await Promise.all([
    searchPage<Patient>(carrier, 'Patient', { _id: patient }, signal),
    coded(carrier, 'AllergyIntolerance', { patient }, signal),
    coded(carrier, 'Condition', { patient }, signal),
    coded(carrier, 'MedicationStatement', { patient, status: 'active,intended,on-hold' }, signal),
    coded(carrier, 'MedicationRequest', { patient, status: 'active,on-hold' }, signal),
    searchPage<Encounter>(carrier, 'Encounter', { patient, _sort: '-date', _count: '5' }, signal),
  ])
  return { patient: found, allergies, conditions, medications: [...new Set([...statements, ...requests])], encounters }
}
