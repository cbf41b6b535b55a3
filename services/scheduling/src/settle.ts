import type { FhirBundle } from '@steckwerk/plug'
import { commit, heldSlots, type Change } from './commit.ts'
import { tellPatients } from './desk.ts'
import { isAppointment, isSlot, slotIds } from './resources.ts'
import { isOpen } from './slot-plan.ts'
import type { Background } from './waiting-list.ts'

/** What another system (the KIS, say) did to an appointment, followed by its slots: cancelled ones free theirs, booked ones hold theirs. Repeatable.
 *  Ours are as they should be already. True where slots changed. */
export async function settle(desk: Background, id: string): Promise<boolean> {
  const { fhir } = desk.carrier
  const appointment = await fhir.read('Appointment', id)
  if (!isAppointment(appointment)) return false
  if (appointment.status === 'cancelled') {
    const { free } = await commit(fhir, async () => change(await heldSlots(fhir, appointment, desk.base), []))
    await tellPatients(desk, appointment, 'appointment-changed', `cancelled:${id}`)
    return free.length > 0
  }
  if (appointment.status !== 'booked') return false
  const { take } = await commit(fhir, async () => {
    const slots = (await Promise.all(slotIds(appointment, desk.base).map(async (slot) => fhir.read('Slot', slot)))).filter(isSlot)
    return change([], slots.filter((slot) => isOpen(slot) || slot.status === 'busy-tentative'))
  })
  return take.length > 0
}

/** Ids of the Appointments and Schedules that a notification is about, whole or by id only. */
export function toldOf(notification: FhirBundle): { readonly appointments: readonly string[]; readonly isSchedule: boolean } {
  const text = JSON.stringify(notification.entry ?? [])
  const whole = (notification.entry ?? []).flatMap(({ resource }) => (isAppointment(resource) ? [resource.id] : []))
  const named = [...text.matchAll(/"(?:[^"\s]*\/)?Appointment\/([A-Za-z0-9.-]{1,64})(?:\/_history\/\d+)?"/g)].map((match) => match[1]!)
  return { appointments: [...new Set([...whole, ...named])], isSchedule: /"resourceType":"Schedule"|Schedule\//.test(text) }
}

const change = (free: Change['free'], take: Change['take']): Change => ({ appointments: [], take, takenAs: 'busy', free })
