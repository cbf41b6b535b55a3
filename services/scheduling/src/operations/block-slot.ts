import { ownId, readParameters } from '../book-request.ts'
import { commit, type Change } from '../commit.ts'
import { requireStaff, type Desk, type Operation } from '../desk.ts'
import { refusal, slotTaken } from '../refusal.ts'
import { isSlot, type Slot, type Stored } from '../resources.ts'
import { isBlocked, isOpen, slotSpan } from '../slot-plan.ts'

const nothing: Change = { appointments: [], take: [], takenAs: 'busy-unavailable', free: [] }

/** Keeps a free time (`slot`) from being booked: Slot.status busy-unavailable. What is blocked stays so. It is asked of Appointments, for who may arrange
 *  these blocks times; other changes of calendars are not theirs. Staff only.
 *  Faults: scheduling/staff-only, scheduling/syntax, scheduling/slot-unknown, scheduling/slot-taken, scheduling/time-past. */
export const blockSlot: Operation = change((slot, desk) => {
  if (isBlocked(slot)) return nothing
  if (!isOpen(slot)) throw slotTaken()
  if (slotSpan(slot).start <= desk.now) throw refusal('scheduling/time-past', 'This time has passed.', 'slot')
  return { ...nothing, take: [slot] }
})

/** Gives a time that was blocked by hand back to be booked; what is free stays so. Staff only.
 *  Faults: scheduling/staff-only, scheduling/syntax, scheduling/slot-unknown, scheduling/not-blocked. */
export const freeSlot: Operation = change((slot) => {
  if (isOpen(slot)) return nothing
  if (!isBlocked(slot)) throw refusal('scheduling/not-blocked', 'This time was not blocked by hand.', 'slot')
  return { ...nothing, free: [slot] }
})

function change(of: (slot: Stored<Slot>, desk: Desk) => Change): Operation {
  return async (desk, call) => {
    requireStaff(desk)
    const { fhir } = desk.carrier
    const id = ownId((readParameters(call.input).get('slot')?.['valueReference'] as { reference?: unknown } | undefined)?.reference, 'Slot', desk.base, 'slot')
    const read = async (): Promise<Stored<Slot>> => {
      const slot = await fhir.read('Slot', id)
      if (!isSlot(slot)) throw refusal('scheduling/slot-unknown', 'There is no such slot.', 'slot', 'not-found')
      return slot
    }
    await commit(fhir, async () => of(await read(), desk))
    desk.changed()
    return { status: 200, resource: await read() }
  }
}
