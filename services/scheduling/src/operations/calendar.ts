import { Fault } from '@steckwerk/kernel'
import { calendarFile } from '../calendar-file.ts'
import { requireStaff, type Operation } from '../desk.ts'
import { slotsOf } from '../make-slots.ts'
import { isAppointment, isSchedule } from '../resources.ts'
import { eventOf, zoneOf } from './ical.ts'

const day = 24 * 60 * 60_000
const slotsAtOnce = 50

/** A calendar's appointments from a month ago to the end of its slots, for the calendar program of those who work there. It leaves the house's own
 *  software, so no name of a patient goes along. Staff only. Faults: scheduling/staff-only, scheduling/schedule-missing. */
export const calendar: Operation = async (desk, call) => {
  requireStaff(desk)
  const { fhir } = desk.carrier
  const schedule = call.id === undefined ? undefined : await fhir.read('Schedule', call.id)
  if (!isSchedule(schedule)) throw new Fault('not-found', 'scheduling/schedule-missing', 'There is no such calendar.')
  const taken = (await slotsOf(fhir, schedule.id, desk.now - 30 * day)).filter(({ status }) => status === 'busy' || status === 'busy-tentative')
  const found = new Map<string, ReturnType<typeof eventOf>>()
  for (let at = 0; at < taken.length; at += slotsAtOnce) {
    const slots = taken.slice(at, at + slotsAtOnce).map(({ id }) => `Slot/${id}`).join(',')
    for (const appointment of (await fhir.all('Appointment', [['slot', slots], ['status', 'pending,booked,arrived,fulfilled,checked-in,noshow']])).filter(isAppointment)) {
      found.set(appointment.id, eventOf(desk, appointment, appointment.status === 'pending' ? 'Anfrage' : 'Termin', schedule))
    }
  }
  const name = schedule.actor?.find(({ display }) => display !== undefined)?.display ?? 'Kalender'
  return { status: 200, resource: calendarFile({ name, timeZone: zoneOf(schedule), now: desk.now, events: [...found.values()] }) }
}
