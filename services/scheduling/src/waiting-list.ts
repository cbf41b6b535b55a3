import { Fault } from '@steckwerk/kernel'
import { tellPatients, type Desk } from './desk.ts'
import { slotsOf } from './make-slots.ts'
import { isPassed, offered, offeredUntil, passed, waitsFor } from './offers.ts'
import { leadTimeHolds } from './open-times.ts'
import { isAppointment, isSchedule, localId, type Slot, type Stored } from './resources.ts'
import { reseat } from './reseat.ts'
import { readRule } from './rule.ts'
import { isOpen, slotSpan } from './slot-plan.ts'
import { isWished } from './wishes.ts'

export type Background = Pick<Desk, 'carrier' | 'base' | 'now'>

const hour = 60 * 60_000

/** Takes back offers nobody took, and offers what is free to who has waited longest. Repeatable. Returns how many offers were made. */
export async function tendWaitingList(desk: Background, offerHours: number): Promise<number> {
  await expire(desk)
  const found = (await desk.carrier.fhir.all('Appointment', [['status', 'waitlist']])).filter(isAppointment)
  const waiting = found.toSorted((a, b) => (a.created ?? '').localeCompare(b.created ?? '') || a.id.localeCompare(b.id))
  const calendars = new Map<string, Offerable>()
  let offers = 0
  for (const appointment of waiting) {
    const own = waitsFor(appointment).flatMap((reference) => localId(reference, 'Schedule', desk.base) ?? [])
    for (const id of own) if (!calendars.has(id)) calendars.set(id, await offerable(desk, id))
    const fitting = own
      .flatMap((id) => calendars.get(id)!.slots.filter((slot) => isWished(appointment, slot, { now: desk.now, timeZone: calendars.get(id)!.timeZone }) && !isPassed(appointment, slot.id)).map((slot) => ({ id, slot })))
      .toSorted((a, b) => slotSpan(a.slot).start - slotSpan(b.slot).start)
    for (const { id, slot } of fitting) {
      const { slots } = calendars.get(id)!
      slots.splice(slots.indexOf(slot), 1)
      if (!(await offer(desk, appointment.id, [slot.id], Math.min(desk.now + offerHours * hour, slotSpan(slot).start)))) continue
      offers++
      break
    }
  }
  return offers
}

/** Holds slots for somebody until a moment. False where they are no longer free, or the person no longer waits. */
export async function offer(desk: Background, id: string, slots: readonly string[], until: number): Promise<boolean> {
  try {
    const written = await reseat(desk, id, { from: ['waitlist'], slots, takenAs: 'busy-tentative', change: (appointment) => offered(appointment, until, desk.base) })
    await tellPatients(desk, written, 'waiting-list-offer', `offer:${id}:${slots.join()}`)
    await desk.carrier.count('offered', 1, `offer:${id}:${slots.join()}`)
    return true
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.kind === 'unprocessable') return false
    throw thrown
  }
}

async function expire(desk: Background): Promise<void> {
  const pending = (await desk.carrier.fhir.all('Appointment', [['status', 'pending']])).filter(isAppointment)
  for (const appointment of pending) {
    const until = offeredUntil(appointment)
    if (until === undefined || until > desk.now || waitsFor(appointment).length === 0) continue
    try {
      await reseat(desk, appointment.id, { from: ['pending'], takenAs: 'released', change: (current) => ((offeredUntil(current) ?? Infinity) <= desk.now ? passed(current, desk.base) : current) })
    } catch (thrown) {
      // Accepted, declined or cancelled meanwhile.
      if (!(thrown instanceof Fault) || thrown.kind !== 'unprocessable') throw thrown
    }
  }
}

interface Offerable {
  readonly slots: Stored<Slot>[]
  readonly timeZone: string
}

async function offerable({ carrier, now }: Background, id: string): Promise<Offerable> {
  const schedule = await carrier.fhir.read('Schedule', id)
  const rule = isSchedule(schedule) ? readRule(schedule) : undefined
  const timeZone = rule?.timeZone ?? 'Europe/Berlin'
  if (!isSchedule(schedule) || schedule.active === false) return { slots: [], timeZone }
  const slots = await slotsOf(carrier.fhir, id, now)
  return { slots: slots.filter((slot) => isOpen(slot) && slot.status === 'free' && (rule === undefined || leadTimeHolds(rule, slotSpan(slot).start, now))), timeZone }
}
