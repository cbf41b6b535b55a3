import { requireInTime } from '../cancel-time.ts'
import { cancelledCopy } from '../cancelled-copy.ts'
import { readAppointment, tellPatients, type Operation } from '../desk.ts'
import { reseat } from '../reseat.ts'
import { readCancelation } from './cancelation-input.ts'

/** Cancels what has not begun: the appointment says who and why, and its slots are free again. Cancelling what is cancelled changes nothing.
 *  Faults: scheduling/appointment-missing, scheduling/wrong-status, scheduling/too-late, scheduling/reason. */
export const cancel: Operation = async (desk, call) => {
  const cancelation = readCancelation(call.input, desk)
  const before = await readAppointment(desk, call.id)
  if (before.status === 'cancelled') return { status: 200, resource: before }
  await requireInTime(desk, before)
  const { id } = before
  const written = await reseat(desk, id, {
    from: ['proposed', 'pending', 'booked', 'waitlist'],
    takenAs: 'released',
    change: (appointment) => cancelledCopy(appointment, cancelation),
  })
  await desk.carrier.count('cancelled', 1, `cancelled:${id}`)
  await tellPatients(desk, written, 'appointment-changed', `cancelled:${id}`)
  desk.changed()
  return { status: 200, resource: written }
}
