import { readParameters, ownId } from '../book-request.ts'
import { requireStaff, readAppointment, tellPatients, type Operation } from '../desk.ts'
import { without } from '../resources.ts'
import { answered, reseat } from '../reseat.ts'
import { vocabulary } from '../vocabulary.ts'

/** The house agrees to a request, at the time asked for or, with `slot`, at another: pending → booked. Staff only.
 *  Faults: scheduling/staff-only, scheduling/appointment-missing, scheduling/wrong-status, those of findClaim. */
export const confirm: Operation = async (desk, call) => {
  requireStaff(desk)
  const slot = readParameters(call.input).get('slot')
  const { id } = await readAppointment(desk, call.id)
  const written = await reseat(desk, id, {
    from: ['pending'],
    slots: slot && [ownId((slot['valueReference'] as { reference?: unknown } | undefined)?.reference, 'Slot', desk.base, 'slot')],
    takenAs: 'busy',
    change: (appointment) => ({ ...answered(appointment, 'accepted', desk.base), status: 'booked', extension: without(appointment.extension, vocabulary.offerExpires) }),
  })
  await desk.carrier.count('booked', 1, `booked:${id}:${written.meta?.versionId ?? ''}`)
  await tellPatients(desk, written, 'appointment-booked', `confirmed:${id}:${written.meta?.versionId ?? ''}`)
  desk.changed()
  return { status: 200, resource: written }
}
