import { amendments } from '../amendments.ts'
import { readForm, readParameters } from '../book-request.ts'
import { readAppointment, requireStatus, type Operation } from '../desk.ts'
import { isAppointment } from '../resources.ts'

/** Changes what may be changed without booking anew: texts, priority, reasons. `appt-resource` is the Appointment as it should be.
 *  Faults: scheduling/syntax, scheduling/appointment-missing, scheduling/wrong-status, scheduling/amend-fixed.
 *  Source: ISiK Terminplanung, PATCH: never slot, start, end, patient. */
export const amend: Operation = async (desk, call) => {
  const asked = readForm(readParameters(call.input).get('appt-resource')?.['resource'], desk.base)
  const before = await readAppointment(desk, call.id)
  requireStatus(before, 'proposed', 'pending', 'booked', 'waitlist')
  const changed = amendments(before, asked, desk.caller.patients !== undefined)
  const written = await desk.carrier.fhir.update(changed, { version: before.meta?.versionId ?? '' })
  return { status: 200, resource: isAppointment(written) ? written : changed }
}
