import type { FhirClient } from '@steckwerk/plug'
import { slotsOf } from './make-slots.ts'
import { leadTimeHolds, type Span } from './open-times.ts'
import { refusal, slotTaken } from './refusal.ts'
import { isSchedule, isSlot, localId, type Schedule, type Slot, type Stored } from './resources.ts'
import { readRule, type Rule } from './rule.ts'
import { cover, isOpen, overlap, slotSpan } from './slot-plan.ts'

/** No slot is longer. */
const day = 24 * 60 * 60_000

export interface ClaimWish extends Span {
  /** Ids of slots that were asked for by name. */
  readonly slots: readonly string[]
  /** The calendar to look in when no slot was named. */
  readonly schedule: string | undefined
  /** Slots that the appointment to be moved holds now: they count as free for it. */
  readonly held: ReadonlySet<string>
  readonly now: number
  /** A patient's own booking keeps the lead times; staff may do without. */
  readonly keepsLeadTimes: boolean
}

/** Everything that a booking takes, at the versions seen. */
export interface Claim {
  readonly slots: readonly Stored<Slot>[]
  /** The calendar that was chosen; its needs are part of `slots`. */
  readonly schedule: Stored<Schedule>
  readonly rule: Rule | undefined
}

/** Finds the slots of a booking: those named, or those of the calendar at that time, and of every room and device that the calendar needs.
 *  Reads only; taking them is one transaction over the versions seen.
 *  Faults: scheduling/slot-unknown, scheduling/slot-taken, scheduling/outside-slot, scheduling/schedule-unknown, scheduling/schedule-inactive,
 *  scheduling/no-slot, scheduling/resource-taken, scheduling/too-early, scheduling/rule-form. */
export async function findClaim(fhir: FhirClient, base: string, wish: ClaimWish): Promise<Claim> {
  const named = await Promise.all(wish.slots.map(async (id) => fhir.read('Slot', id)))
  if (!named.every(isSlot)) throw refusal('scheduling/slot-unknown', 'There is no such slot.', 'Appointment.slot', 'not-found')
  const calendarOf = (slot: Slot): string | undefined => localId(slot.schedule.reference, 'Schedule', base)
  const byCalendar = Map.groupBy(named, calendarOf)
  const schedules = await Promise.all([...new Set([...(wish.schedule === undefined ? [] : [wish.schedule]), ...named.flatMap((slot) => calendarOf(slot) ?? [])])].map(async (id) => fhir.read('Schedule', id)))
  if (schedules.length === 0 || !schedules.every(isSchedule)) throw refusal('scheduling/schedule-unknown', 'There is no such calendar.', 'Appointment.slot', 'not-found')
  if (schedules.some(({ active }) => active === false)) throw refusal('scheduling/schedule-inactive', 'This calendar takes no bookings.', 'Appointment.slot')
  const ruled = schedules.map((schedule) => ({ schedule, rule: readRule(schedule) }))
  // Of a room and the person in it, the calendar that needs the other says how it is booked.
  const chosen = ruled.find(({ rule }) => (rule?.resources.length ?? 0) > 0) ?? ruled[0]!
  if (wish.keepsLeadTimes && chosen.rule !== undefined && !leadTimeHolds(chosen.rule, wish.start, wish.now)) {
    throw refusal('scheduling/too-early', 'This time is too near or too far away to be booked here.', 'Appointment.start')
  }
  const slots = [...named]
  for (const { schedule } of ruled) {
    const own = byCalendar.get(schedule.id)
    if (own !== undefined) requireNamed(own, wish)
    else slots.push(...(await findCover(fhir, schedule.id, wish, false)))
  }
  for (const resource of chosen.rule?.resources ?? []) {
    if (!ruled.some(({ schedule }) => schedule.id === resource)) slots.push(...(await findCover(fhir, resource, wish, true)))
  }
  return { slots, schedule: chosen.schedule, rule: chosen.rule }
}

function requireNamed(own: readonly Stored<Slot>[], wish: ClaimWish): void {
  if (own.some((slot) => !isOpen(slot) && !wish.held.has(slot.id))) throw slotTaken()
  const fits = cover(own, wish, wish.held) !== undefined && own.every((slot) => overlap(slotSpan(slot), wish))
  if (!fits) throw refusal('scheduling/outside-slot', 'The appointment’s time does not lie within its slots.', 'Appointment.start')
}

async function findCover(fhir: FhirClient, schedule: string, wish: ClaimWish, isResource: boolean): Promise<readonly Stored<Slot>[]> {
  const slots = await slotsOf(fhir, schedule, wish.start - day, wish.end)
  const found = cover(slots, wish, wish.held)
  if (found !== undefined) return found
  if (isResource) throw refusal('scheduling/resource-taken', 'A room or device that this appointment needs is taken at that time.', 'Appointment.start', 'conflict')
  if (slots.some((slot) => overlap(slotSpan(slot), wish))) throw slotTaken()
  throw refusal('scheduling/no-slot', 'There is no slot at this time.', 'Appointment.start', 'not-found')
}
