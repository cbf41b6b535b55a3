import { Fault, timeOrderedId } from '@steckwerk/kernel'
import { ownId, readForm, readParameters } from '../book-request.ts'
import { mayActFor, type Operation } from '../desk.ts'
import { requirePatients } from '../patients.ts'
import { refusal } from '../refusal.ts'
import { isSchedule, patientsOf, tidy, without } from '../resources.ts'
import { unseated } from '../reseat.ts'
import { vocabulary } from '../vocabulary.ts'

/** Puts somebody on a calendar's waiting list: an Appointment (appt-resource) with the wished times as requestedPeriod, and the calendar (schedule).
 *  201 with the Appointment of status waitlist.
 *  Faults: scheduling/syntax, scheduling/other-patient, scheduling/patient-missing, scheduling/schedule-unknown, those of requirePatients. */
export const wait: Operation = async (desk, call) => {
  const parameters = readParameters(call.input)
  const asked = readForm(parameters.get('appt-resource')?.['resource'], desk.base)
  const scheduleId = ownId((parameters.get('schedule')?.['valueReference'] as { reference?: unknown } | undefined)?.reference, 'Schedule', desk.base, 'schedule')
  if (patientsOf(asked, desk.base).length === 0) throw refusal('scheduling/patient-missing', 'An appointment needs its patient as a participant.', 'Appointment.participant', 'required')
  if (!mayActFor(desk, asked)) throw new Fault('forbidden', 'scheduling/other-patient', 'Appointments are booked for oneself and for those one acts for.')
  const names = await requirePatients(desk.carrier.fhir, asked, desk.base)
  const schedule = await desk.carrier.fhir.read('Schedule', scheduleId)
  if (!isSchedule(schedule)) throw refusal('scheduling/schedule-unknown', 'There is no such calendar.', 'schedule', 'not-found')
  const id = timeOrderedId(desk.now)
  const written = await desk.carrier.fhir.update(
    tidy({
      ...unseated({ ...asked, id }),
      meta: {
        ...(asked.meta?.profile === undefined ? {} : { profile: asked.meta.profile }),
        ...(desk.caller.patients === undefined ? {} : { tag: [{ system: vocabulary.metaTag, code: 'external' }] }),
      },
      status: 'waitlist',
      created: new Date(desk.now).toISOString(),
      serviceType: asked.serviceType ?? schedule.serviceType,
      specialty: asked.specialty ?? schedule.specialty,
      participant: asked.participant.map((p) => ({ ...p, ...(p.actor === undefined ? {} : { actor: { ...(names.has(p.actor.reference ?? '') ? { display: names.get(p.actor.reference ?? '') } : {}), ...p.actor } }) })),
      extension: [
        ...without(asked.extension, vocabulary.waitsFor, vocabulary.offerExpires, vocabulary.offerPassed, vocabulary.cancelledBy),
        { url: vocabulary.waitsFor, valueReference: { reference: `Schedule/${scheduleId}` } },
      ],
    }),
  )
  await desk.carrier.count('waiting', 1, `waiting:${id}`)
  desk.changed()
  return { status: 201, resource: written, location: `Appointment/${id}` }
}
