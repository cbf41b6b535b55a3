import type { Desk } from './desk.ts'
import { refusal } from './refusal.ts'
import { isSchedule, isSlot, localId, slotIds, type Appointment } from './resources.ts'
import { readRule } from './rule.ts'

/** A patient cancels and moves only as long as the calendar allows it; staff always may. Faults: scheduling/too-late, scheduling/rule-form. */
export async function requireInTime({ caller, carrier, base, now }: Desk, appointment: Appointment): Promise<void> {
  if (caller.patients === undefined || appointment.start === undefined) return
  const start = Date.parse(appointment.start)
  for (const id of slotIds(appointment, base)) {
    const slot = await carrier.fhir.read('Slot', id)
    const schedule = isSlot(slot) ? await carrier.fhir.read('Schedule', localId(slot.schedule.reference, 'Schedule', base) ?? '') : undefined
    const rule = isSchedule(schedule) ? readRule(schedule) : undefined
    if (rule !== undefined && start - rule.cancelMinutes * 60_000 < now) {
      throw refusal('scheduling/too-late', 'It is too late to change this appointment here. Please call the hospital.', 'Appointment.start')
    }
  }
}
