import { readAppointment, requireStaff, requireStatus, type Operation } from '../desk.ts'
import { refusal } from '../refusal.ts'
import { isAppointment } from '../resources.ts'

/** Somebody did not come: booked → noshow, once the appointment has begun. The slot stays taken, as it was. Staff only.
 *  Faults: scheduling/staff-only, scheduling/appointment-missing, scheduling/wrong-status, scheduling/not-begun. */
export const noShow: Operation = async (desk, call) => {
  requireStaff(desk)
  const before = await readAppointment(desk, call.id)
  if (before.status === 'noshow') return { status: 200, resource: before }
  requireStatus(before, 'booked')
  if (Date.parse(before.start ?? '') > desk.now) throw refusal('scheduling/not-begun', 'This appointment is still to come.', 'Appointment.start')
  const written = await desk.carrier.fhir.update({ ...before, status: 'noshow' }, { version: before.meta?.versionId ?? '' })
  await desk.carrier.count('missed', 1, `missed:${before.id}`)
  return { status: 200, resource: isAppointment(written) ? written : before }
}
