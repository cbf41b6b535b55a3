import { calendarFile, type CalendarEvent } from '../calendar-file.ts'
import { readAppointment, type Desk, type Operation } from '../desk.ts'
import { isSchedule, isSlot, localId, slotIds, type Appointment, type Schedule, type Stored } from '../resources.ts'
import { readRule } from '../rule.ts'

const usualZone = 'Europe/Berlin'

/** One appointment as a calendar file. Its title is the service and the house: what a person's calendar shows others is theirs to say.
 *  Faults: scheduling/appointment-missing. */
export const ical: Operation = async (desk, call) => {
  const appointment = await readAppointment(desk, call.id)
  const [slot] = slotIds(appointment, desk.base)
  const found = slot === undefined ? undefined : await desk.carrier.fhir.read('Slot', slot)
  const schedule = isSlot(found) ? await desk.carrier.fhir.read('Schedule', localId(found.schedule.reference, 'Schedule', desk.base) ?? '') : undefined
  const name = desk.caller.language === 'en' ? 'Appointment' : 'Termin'
  const event = eventOf(desk, appointment, `${name}: ${desk.carrier.name}`, isSchedule(schedule) ? schedule : undefined)
  return { status: 200, resource: calendarFile({ name, timeZone: zoneOf(schedule), now: desk.now, events: [event] }) }
}

export function eventOf({ carrier }: Pick<Desk, 'carrier'>, appointment: Stored<Appointment>, title: string, schedule: Schedule | undefined): CalendarEvent {
  const place = schedule?.actor?.find(({ reference }) => reference?.startsWith('Location/'))?.display
  return { appointment, title, place: [place, carrier.name].filter((part) => part !== undefined && part !== '').join(', '), url: undefined }
}

/** A calendar's own zone; without a rule that of the country. */
export function zoneOf(schedule: unknown): string {
  return (isSchedule(schedule as Schedule | undefined) ? readRule(schedule as Schedule)?.timeZone : undefined) ?? usualZone
}
