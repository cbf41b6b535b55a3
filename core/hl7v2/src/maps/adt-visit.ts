import type { ResourceKey } from '@steckwerk/fhir'
import type { Message } from '../message.ts'
import { admit, preAdmit, register } from './adt-admit.ts'
import { cancelAdmit } from './adt-cancel.ts'
import { cancelDischarge, discharge } from './adt-discharge.ts'
import { leave, returnFromLeave } from './adt-leave.ts'
import { applyPerson } from './adt-person.ts'
import { cancelTransfer, transfer } from './adt-transfer.ts'
import { update, updateMovement } from './adt-update.ts'
import type { Draft } from './draft.ts'
import { noPatientNumber, type EventReading, type Unmappable } from './event-reading.ts'
import type { MapContext } from './map-context.ts'
import { namedPatient, personKeys, readPerson, readVisit, visitKeys } from './message-reading.ts'
import { putEncounter, type Visit } from './resources/encounter.ts'
import { putSiteOrganization } from './resources/organizations.ts'
import { putPlaces } from './resources/places.ts'
import { visitNumberOf } from './values/visit-number.ts'
import type { VisitRule } from './visit-rule.ts'

/** The events of a visit. */
export const visitRules: readonly VisitRule[] = [
  admit,
  transfer,
  discharge,
  register,
  preAdmit,
  update,
  cancelAdmit,
  cancelTransfer,
  cancelDischarge,
  leave,
  returnFromLeave,
  updateMovement,
]

/** Reads a message about a visit. Without a visit number (PV1-19) only the person is told. */
export function readVisitEvent(rule: VisitRule, message: Message, context: MapContext): EventReading | Unmappable {
  const pid = message.segment('PID')
  const patient = namedPatient(pid, 3, context)
  if (pid === undefined || patient === undefined) return noPatientNumber()
  const person = readPerson(pid, patient, message.all('NK1'), message.all('IN1'), context)
  const visit = readVisit(message, context, visitNumberOf(message.segment('PV1'), context), person.facts.account)
  if (visit === undefined && rule !== update) context.warn('PV1-19', 'The message names no visit; only the patient was taken over.')
  const keys: ResourceKey[] = []
  personKeys(person, keys)
  if (visit) visitKeys(visit, context, keys)
  return {
    needs: { read: keys, mentioning: [] },
    patients: [patient.id],
    warnings: context.warnings,
    apply(draft) {
      const id = applyPerson(draft, person, context)
      if (visit) applyVisit(draft, visit, id, rule, context)
      return id === patient.id ? [id] : [patient.id, id]
    },
  }
}

function applyVisit(draft: Draft, visit: Visit, patientId: string, rule: VisitRule, context: MapContext): void {
  const { location, priorLocation } = visit.facts
  putSiteOrganization(draft, context)
  if (location) putPlaces(draft, location, context)
  if (priorLocation && rule.stay === 'takeBack') putPlaces(draft, priorLocation, context)
  putEncounter(draft, visit, patientId, rule, context)
}
