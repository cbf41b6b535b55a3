import { Fault, timeOrderedId } from '@steckwerk/kernel'
import { ownId, readForm, readParameters, readRepeated } from '../book-request.ts'
import { mayActFor, type Operation } from '../desk.ts'
import { requirePatients } from '../patients.ts'
import { refusal } from '../refusal.ts'
import { isSchedule, patientsOf, tidy, without } from '../resources.ts'
import { unseated } from '../reseat.ts'
import { vocabulary } from '../vocabulary.ts'
import { requireWishes } from '../wishes.ts'

/** No service has more calendars that somebody could wait for at once. */
const mostCalendars = 50

/** Puts somebody on a waiting list: an Appointment (appt-resource) with the wished times as requestedPeriod and in the extension for them (wishes.ts), and
 *  the calendars they wait for (schedule, one or more). 201 with the Appointment of status waitlist.
 *  Faults: scheduling/syntax, scheduling/other-patient, scheduling/patient-missing, scheduling/schedule-unknown, scheduling/wish-form, those of requirePatients. */
export const wait: Operation = async (desk, call) => {
  const { repeated, others } = readRepeated(call.input, 'schedule')
  if (repeated.length === 0 || repeated.length > mostCalendars) throw new Fault('invalid', 'scheduling/syntax', 'What was sent is not what this operation takes.', { at: 'schedule' })
  const parameters = readParameters(others)
  const asked = readForm(parameters.get('appt-resource')?.['resource'], desk.base)
  const ids = [...new Set(repeated.map(({ valueReference }) => ownId((valueReference as { reference?: unknown } | undefined)?.reference, 'Schedule', desk.base, 'schedule')))]
  if (patientsOf(asked, desk.base).length === 0) throw refusal('scheduling/patient-missing', 'An appointment needs its patient as a participant.', 'Appointment.participant', 'required')
  if (!mayActFor(desk, asked)) throw new Fault('forbidden', 'scheduling/other-patient', 'Appointments are booked for oneself and for those one acts for.')
  const names = await requirePatients(desk.carrier.fhir, asked, desk.base)
  requireWishes(asked)
  const schedules = await Promise.all(ids.map(async (id) => desk.carrier.fhir.read('Schedule', id)))
  const [schedule] = schedules
  if (!isSchedule(schedule) || !schedules.every(isSchedule)) throw refusal('scheduling/schedule-unknown', 'There is no such calendar.', 'schedule', 'not-found')
  const appointmentId = timeOrderedId(desk.now)
  const written = await desk.carrier.fhir.update(
    tidy({
      ...unseated({ ...asked, id: appointmentId }),
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
        ...ids.map((id) => ({ url: vocabulary.waitsFor, valueReference: { reference: `Schedule/${id}` } })),
      ],
    }),
  )
  await desk.carrier.count('waiting', 1, `waiting:${appointmentId}`)
  desk.changed()
  return { status: 201, resource: written, location: `Appointment/${appointmentId}` }
}
