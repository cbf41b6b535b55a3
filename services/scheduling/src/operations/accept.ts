import { readAppointment, tellPatients, type Operation } from '../desk.ts'
import { requireOffer } from '../offers.ts'
import { without } from '../resources.ts'
import { answered, reseat } from '../reseat.ts'
import { vocabulary } from '../vocabulary.ts'

/** The patient takes what was offered: pending → booked.
 *  Faults: scheduling/appointment-missing, scheduling/no-offer, scheduling/offer-expired, scheduling/wrong-status. */
export const accept: Operation = async (desk, call) => {
  const { id } = await readAppointment(desk, call.id)
  const written = await reseat(desk, id, {
    from: ['pending'],
    takenAs: 'busy',
    change: (appointment) => {
      requireOffer(appointment, desk.now)
      return { ...answered(appointment, 'accepted', desk.base), status: 'booked', extension: without(appointment.extension, vocabulary.offerExpires, vocabulary.offerPassed, vocabulary.waitsFor, vocabulary.wishedTimes) }
    },
  })
  await desk.carrier.count('booked', 1, `booked:${id}:${written.meta?.versionId ?? ''}`)
  await tellPatients(desk, written, 'appointment-booked', `accepted:${id}:${written.meta?.versionId ?? ''}`)
  desk.changed()
  return { status: 200, resource: written }
}
