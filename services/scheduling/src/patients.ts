import type { FhirClient, FhirResource } from '@steckwerk/plug'
import { refusal } from './refusal.ts'
import { patientsOf, type Appointment } from './resources.ts'

interface HumanName {
  readonly use?: string
  readonly text?: string
  readonly family?: string
  readonly given?: readonly string[]
}

/** Every patient of the appointment is known here and active; their names by reference.
 *  Faults: scheduling/patient-unknown, scheduling/patient-inactive. */
export async function requirePatients(fhir: FhirClient, appointment: Appointment, base: string): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const reference of patientsOf(appointment, base)) {
    const patient = await fhir.read('Patient', reference.slice('Patient/'.length))
    if (patient === undefined) throw refusal('scheduling/patient-unknown', 'There is no such patient.', 'Appointment.participant', 'not-found')
    if (patient['active'] === false) throw refusal('scheduling/patient-inactive', 'This patient’s record is not in use any more.', 'Appointment.participant')
    names.set(reference, nameOf(patient))
  }
  return names
}

function nameOf(patient: FhirResource): string {
  const names = (patient['name'] ?? []) as readonly HumanName[]
  const name = names.find(({ use }) => use === 'official') ?? names[0]
  const written = name?.text ?? [...(name?.given ?? []), name?.family].filter(Boolean).join(' ')
  return written === '' ? 'Patient' : written
}
