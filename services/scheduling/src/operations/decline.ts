import { cancelledCopy } from '../cancelled-copy.ts'
import { readAppointment, tellPatients, type Operation } from '../desk.ts'
import { offeredUntil, passed, waitsFor } from '../offers.ts'
import { refusal } from '../refusal.ts'
import { reseat } from '../reseat.ts'
import { readCancelation } from './cancelation-input.ts'

/** No to a request (staff) or to an offer (patient). Who was on the waiting list waits on; otherwise it ends as cancelled, with who and why.
 *  Faults: scheduling/appointment-missing, scheduling/wrong-status, scheduling/no-offer, scheduling/reason. */
export const decline: Operation = async (desk, call) => {
  const cancelation = readCancelation(call.input, desk)
  const { id } = await readAppointment(desk, call.id)
  const written = await reseat(desk, id, {
    from: ['pending'],
    takenAs: 'released',
    change: (appointment) => {
      const isOffer = offeredUntil(appointment) !== undefined
      if (desk.caller.patients !== undefined && !isOffer) throw refusal('scheduling/no-offer', 'Nothing is offered here.', 'Appointment.status')
      return isOffer && waitsFor(appointment).length > 0 ? passed(appointment, desk.base) : cancelledCopy(appointment, cancelation)
    },
  })
  if (written.status === 'cancelled') await desk.carrier.count('cancelled', 1, `cancelled:${id}`)
  if (desk.caller.patients === undefined) await tellPatients(desk, written, 'appointment-changed', `declined:${id}:${written.meta?.versionId ?? ''}`)
  desk.changed()
  return { status: 200, resource: written }
}
