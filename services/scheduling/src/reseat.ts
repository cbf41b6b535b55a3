import { findClaim } from './claim.ts'
import { commit, heldSlots, type Change } from './commit.ts'
import { requireStatus, type Desk } from './desk.ts'
import { slotTaken } from './refusal.ts'
import { isAppointment, isSlot, tidy, type Appointment, type ParticipantStatus, type SlotStatus, type Stored } from './resources.ts'

export interface Seat {
  readonly from: readonly string[]
  /** Slots to sit in; undefined = those it has. */
  readonly slots?: readonly string[] | undefined
  /** The appointment as it is to be, but for slots and times. */
  readonly change: (appointment: Stored<Appointment>) => Stored<Appointment>
  readonly takenAs: SlotStatus | 'released'
}

/** Changes an appointment's status and its slots together, over the versions seen.
 *  Faults: scheduling/wrong-status, scheduling/slot-taken and those of findClaim. */
export async function reseat(desk: Pick<Desk, 'carrier' | 'base' | 'now'>, id: string, seat: Seat): Promise<Stored<Appointment>> {
  const { fhir } = desk.carrier
  const { appointments } = await commit(fhir, async (): Promise<Change> => {
    const appointment = await fhir.read('Appointment', id)
    if (!isAppointment(appointment)) throw slotTaken()
    requireStatus(appointment, ...seat.from)
    const held = await heldSlots(fhir, appointment, desk.base)
    const changed = seat.change(appointment)
    if (seat.takenAs === 'released') return { appointments: [changed], take: [], takenAs: 'free', free: held }
    if (seat.slots === undefined) return { appointments: [changed], take: held, takenAs: seat.takenAs, free: [] }
    const wanted = (await Promise.all(seat.slots.map(async (slot) => fhir.read('Slot', slot)))).filter(isSlot)
    const start = wanted.map((slot) => slot.start).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? ''
    const end = wanted.map((slot) => slot.end).toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? ''
    const claim = await findClaim(fhir, desk.base, {
      start: Date.parse(start),
      end: Date.parse(end),
      slots: seat.slots,
      schedule: undefined,
      held: new Set(held.map((slot) => slot.id)),
      now: desk.now,
      keepsLeadTimes: false,
    })
    const seated = { ...changed, start, end, slot: claim.slots.map((slot) => ({ reference: `Slot/${slot.id}` })) }
    return { appointments: [seated], take: claim.slots, takenAs: seat.takenAs, free: held }
  })
  const written = await fhir.read('Appointment', id)
  return isAppointment(written) ? written : appointments[0]!
}

/** The appointment with every participant's answer, or the patient's only. */
export function answered(appointment: Stored<Appointment>, status: ParticipantStatus, base: string, whose: 'patient' | 'all' = 'all'): Stored<Appointment> {
  const isPatient = (reference: string | undefined): boolean => reference !== undefined && (reference.startsWith('Patient/') || reference.startsWith(`${base}/Patient/`))
  return { ...appointment, participant: appointment.participant.map((p) => (whose === 'all' || isPatient(p.actor?.reference) ? { ...p, status } : p)) }
}

/** Without times and slots, as one who waits again. */
export function unseated(appointment: Stored<Appointment>): Stored<Appointment> {
  const { start: _start, end: _end, slot: _slot, ...rest } = appointment
  return tidy(rest)
}

