import type { ResourceKey } from '@steckwerk/fhir'
import type { Message } from '../message.ts'
import { applyPerson } from './adt-person.ts'
import { noPatientNumber, unmappable, type EventReading, type Unmappable } from './event-reading.ts'
import type { MapContext } from './map-context.ts'
import { namedPatient, personKeys, readPerson } from './message-reading.ts'
import {
  appointmentIds, knownAppointment, putAppointment, resourceKeys, type AppointmentEffect, type AppointmentResources,
} from './resources/appointment.ts'
import { appointmentFactsOf, conceptAt, freeConceptOf } from './segments/sch.ts'
import { patientLocationOf } from './values/place.ts'
import type { Reference } from './values/shapes.ts'
import { staffMemberOf } from './values/staff.ts'

/** What each event does to an Appointment, with words for the docs. Source: HL7 v2.5 chapter 10.3. */
const effects = {
  S12: ['book', 'booked; the echo of a booking made here only brings the number of the house'],
  S13: ['change', 'moved: start and end'],
  S14: ['change', 'changed'],
  S15: ['cancel', 'cancelled, with the reason of SCH-6; its slots are free'],
  S17: ['remove', 'entered-in-error; its slots are free'],
  S26: ['noshow', 'noshow'],
} as const satisfies Record<string, readonly [AppointmentEffect, string]>

export type AppointmentEvent = keyof typeof effects

export const siuEvents = Object.keys(effects) as AppointmentEvent[]

/** Lines for docs/mapping.md. */
export const siuLines: readonly string[] = siuEvents.map((event) => `| SIU^${event} | Appointment: ${effects[event][1]} |`)

/** Reads a message about an appointment. Of one that was asked for here the patient is left alone: what we sent comes back, and admission messages
 *  tell of patients. */
export function readAppointmentEvent(event: AppointmentEvent, message: Message, context: MapContext): EventReading | Unmappable {
  const pid = message.segment('PID')
  const patient = namedPatient(pid, 3, context)
  if (pid === undefined || patient === undefined) return noPatientNumber()
  const sch = message.segment('SCH')
  const facts = sch && appointmentFactsOf(sch, message, context)
  if (facts === undefined || (facts.own === undefined && facts.placer === undefined && facts.filler === undefined)) {
    return unmappable('hl7v2/no-appointment-number', 'The message names no appointment: SCH-1 and SCH-2 are absent or empty.', [patient.id])
  }
  const person = readPerson(pid, patient, message.all('NK1'), message.all('IN1'), context)
  const resources = resourcesOf(message, context)
  const ids = appointmentIds(facts, resources, context)
  const keys: ResourceKey[] = [{ type: 'Appointment', id: ids.appointment }, { type: 'Slot', id: ids.slot }]
  if (facts.own !== undefined) keys.push({ type: 'Appointment', id: facts.own })
  if (ids.schedule !== undefined) keys.push({ type: 'Schedule', id: ids.schedule })
  if (facts.changedBy?.id !== undefined) keys.push({ type: 'Practitioner', id: facts.changedBy.id })
  personKeys(person, keys)
  resourceKeys(resources, context, keys)
  const number = facts.filler ?? facts.placer
  return {
    needs: { read: keys, mentioning: [], identified: number === undefined ? [] : [{ type: 'Appointment', system: number.system, value: number.value }] },
    patients: [patient.id],
    warnings: context.warnings,
    apply(draft) {
      const current = knownAppointment(draft, facts, ids)
      const known = current === undefined ? undefined : patientOf(current['participant'])
      const patientId = facts.own !== undefined && known !== undefined ? known : applyPerson(draft, person, context)
      putAppointment(draft, effects[event][0], current, patientId, facts, resources, ids, context)
      return patientId === patient.id || patientId === known ? [patientId] : [patient.id, patientId]
    },
  }
}

function patientOf(participants: unknown): string | undefined {
  for (const { actor } of (participants ?? []) as { actor?: Reference }[]) {
    if (actor?.reference?.startsWith('Patient/') === true) return actor.reference.slice('Patient/'.length)
  }
  return undefined
}

function resourcesOf(message: Message, context: MapContext): AppointmentResources {
  const ais = message.segment('AIS')
  const repetitions = (name: string) => message.all(name).flatMap((segment) => segment.field(3).repetitions.slice(0, 1))
  return {
    service: ais && conceptAt(ais, 3),
    staff: repetitions('AIP').flatMap((repetition) => staffMemberOf(repetition, context) ?? []),
    places: repetitions('AIL').flatMap((repetition) => patientLocationOf(repetition, context) ?? []),
    others: repetitions('AIG').flatMap((repetition) => freeConceptOf(repetition)?.text ?? []),
  }
}
