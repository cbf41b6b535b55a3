import { ownId, readParameters } from '../book-request.ts'
import { readAppointment, requireStaff, tellPatients, type Operation } from '../desk.ts'
import { offered } from '../offers.ts'
import { refusal } from '../refusal.ts'
import { reseat } from '../reseat.ts'

/** The house offers a time (`slot`) to who asked or waits, held until `until` (24 hours from now without it). Staff only.
 *  Faults: scheduling/staff-only, scheduling/syntax, scheduling/offer-until, scheduling/wrong-status, those of findClaim. */
export const offer: Operation = async (desk, call) => {
  requireStaff(desk)
  const parameters = readParameters(call.input)
  const slot = ownId((parameters.get('slot')?.['valueReference'] as { reference?: unknown } | undefined)?.reference, 'Slot', desk.base, 'slot')
  const given = parameters.get('until')?.['valueDateTime'] ?? parameters.get('until')?.['valueInstant']
  const until = given === undefined ? desk.now + 24 * 60 * 60_000 : Date.parse(typeof given === 'string' ? given : '')
  if (!(until > desk.now)) throw refusal('scheduling/offer-until', 'An offer holds until a moment that is still to come.', 'until')
  const { id } = await readAppointment(desk, call.id)
  const written = await reseat(desk, id, { from: ['pending', 'waitlist'], slots: [slot], takenAs: 'busy-tentative', change: (appointment) => offered(appointment, until, desk.base) })
  await desk.carrier.count('offered', 1, `offer:${id}:${written.meta?.versionId ?? ''}`)
  await tellPatients(desk, written, 'waiting-list-offer', `offer:${id}:${slot}`)
  desk.changed()
  return { status: 200, resource: written }
}
