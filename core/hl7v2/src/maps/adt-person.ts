import type { ResourceKey } from '@steckwerk/fhir'
import type { Message } from '../message.ts'
import type { Draft } from './draft.ts'
import { noPatientNumber, type EventReading, type Unmappable } from './event-reading.ts'
import type { MapContext } from './map-context.ts'
import { namedPatient, personKeys, readPerson, type PersonReading } from './message-reading.ts'
import { putCoverage } from './resources/coverage.ts'
import { putPatient } from './resources/patient.ts'
import { putMother, putRelative } from './resources/related-person.ts'

/** A28 and A31, a person added or updated: PID, NK1 and IN1 only, whatever PV1 says. */
export function readPersonEvent(message: Message, context: MapContext): EventReading | Unmappable {
  const pid = message.segment('PID')
  const patient = namedPatient(pid, 3, context)
  if (pid === undefined || patient === undefined) return noPatientNumber()
  const person = readPerson(pid, patient, message.all('NK1'), message.all('IN1'), context)
  const keys: ResourceKey[] = []
  personKeys(person, keys)
  return {
    needs: { read: keys, mentioning: [] },
    patients: [patient.id],
    warnings: context.warnings,
    apply(draft) {
      const id = applyPerson(draft, person, context)
      return id === patient.id ? [id] : [patient.id, id]
    },
  }
}

/** Lays a person over Patient, Coverage and RelatedPerson; returns the id under which the patient is kept. */
export function applyPerson(draft: Draft, person: PersonReading, context: MapContext): string {
  const id = putPatient(draft, person.patient, person.facts)
  for (const insurance of person.insurances) putCoverage(draft, insurance.id, id, insurance, context)
  for (const relative of person.relatives) putRelative(draft, relative.id, id, relative)
  if (person.mother) putMother(draft, person.mother.relativeId, id, person.mother)
  return id
}
