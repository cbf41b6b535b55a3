import { tellPatients } from './desk.ts'
import { isAppointment } from './resources.ts'
import type { Background } from './waiting-list.ts'

const hour = 60 * 60_000
const mostTold = 50_000

/** Reminds of what begins within so many hours; one who moves to another time is reminded of that one, too. Each piece of news has a key, so that it is told
 *  once, however often and by however many hubs this runs. `told` spares the asking. Returns how many were told now. */
export async function remind(desk: Background, hours: number, told: Set<string>): Promise<number> {
  const until = new Date(desk.now + hours * hour).toISOString()
  const found = await desk.carrier.fhir.all('Appointment', [['status', 'booked'], ['date', `gt${new Date(desk.now).toISOString()}`], ['date', `le${until}`]])
  if (told.size > mostTold) told.clear()
  let count = 0
  for (const appointment of found.filter(isAppointment)) {
    const key = `reminder:${appointment.id}:${appointment.start ?? ''}`
    const bookedFor = Date.parse(appointment.start ?? '') - Date.parse(appointment.created ?? '')
    // Who booked an hour ago for tomorrow needs no reminder.
    if (told.has(key) || bookedFor < hours * hour) continue
    await tellPatients(desk, appointment, 'appointment-reminder', key)
    await desk.carrier.count('reminded', 1, key)
    told.add(key)
    count++
  }
  return count
}
