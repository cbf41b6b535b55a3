import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { OperationAnswer } from '@steckwerk/plug'
import { readBookRequest, requireBookable } from '../book-request.ts'
import { cancelledCopy } from '../cancelled-copy.ts'
import { findClaim } from '../claim.ts'
import { requireInTime } from '../cancel-time.ts'
import { commit, heldSlots, type Change } from '../commit.ts'
import { completed } from '../completed.ts'
import { mayActFor, tellPatients, type Desk, type Operation } from '../desk.ts'
import { requirePatients } from '../patients.ts'
import { refusal } from '../refusal.ts'
import { isAppointment, slotIds, type Appointment, type Stored } from '../resources.ts'

const movable = new Set(['proposed', 'pending', 'booked', 'waitlist'])

interface Booking extends Change {
  readonly booked: Stored<Appointment>
  readonly cancelled: Stored<Appointment> | undefined
}

/** Books an appointment, or moves one: the new one stands and the old one is cancelled, both or neither. 201 with the Appointment, `booked` or, where the
 *  calendar takes requests, `pending`. An Appointment whose id is known here is moved under that id.
 *  Faults: scheduling/syntax (400); 422: those of requireBookable, requirePatients, findClaim, scheduling/cancelled-unknown, scheduling/not-movable,
 *  scheduling/too-late.
 *  Source: ISiK Terminplanung Stufe 4, `$book`. */
export const book: Operation = async (desk, call) => {
  const request = readBookRequest(call.input, desk.base)
  const span = requireBookable(request, desk.base, desk.now)
  const { fhir } = desk.carrier
  if (!mayActFor(desk, request.appointment)) throw new Fault('forbidden', 'scheduling/other-patient', 'Appointments are booked for oneself and for those one acts for.')
  const patients = await requirePatients(fhir, request.appointment, desk.base)
  const fresh = timeOrderedId(desk.now)
  const { booked, cancelled } = await commit(fhir, async (): Promise<Booking> => {
    const known = request.appointment.id === undefined ? undefined : await readMovable(desk, request.appointment.id)
    const cancelled = request.cancelled === undefined ? undefined : await readMovable(desk, request.cancelled)
    if (request.cancelled !== undefined && cancelled === undefined) throw refusal('scheduling/cancelled-unknown', 'The appointment to be moved is not there.', 'cancelled-appt-id', 'not-found')
    for (const appointment of [known, cancelled]) if (appointment !== undefined) await requireInTime(desk, appointment)
    const replaced = [known, cancelled].filter((appointment) => appointment !== undefined)
    const held = (await Promise.all(replaced.map(async (appointment) => heldSlots(fhir, appointment, desk.base)))).flat()
    const claim = await findClaim(fhir, desk.base, {
      ...span,
      slots: slotIds(request.appointment, desk.base),
      schedule: request.schedule,
      held: new Set(held.map(({ id }) => id)),
      now: desk.now,
      keepsLeadTimes: desk.caller.patients !== undefined,
    })
    const status = claim.rule?.mode === 'request' ? 'pending' : 'booked'
    const appointment = completed(request.appointment, claim, patients, {
      status,
      id: known?.id ?? fresh,
      created: known?.created ?? new Date(desk.now).toISOString(),
      isExternal: desk.caller.patients !== undefined,
      replaces: cancelled?.id,
    })
    const booked = known === undefined ? appointment : { ...appointment, meta: { ...appointment.meta, versionId: known.meta?.versionId ?? '' } }
    const gone = cancelled && cancelledCopy(cancelled, desk.caller.patients === undefined ? { reason: 'prov', by: 'hospital', comment: undefined } : { reason: 'pat', by: 'patient', comment: undefined })
    return {
      booked,
      cancelled,
      appointments: [booked, ...(gone === undefined ? [] : [gone])],
      take: claim.slots,
      takenAs: status === 'booked' ? 'busy' : 'busy-tentative',
      free: held,
    }
  })
  return answer(desk, booked, cancelled)
}

async function readMovable(desk: Desk, id: string): Promise<Stored<Appointment> | undefined> {
  const found = await desk.carrier.fhir.read('Appointment', id)
  if (!isAppointment(found) || !mayActFor(desk, found)) return undefined
  if (!movable.has(found.status)) throw refusal('scheduling/not-movable', 'This appointment can no longer be moved.', 'Appointment.status')
  return found
}

async function answer(desk: Desk, booked: Stored<Appointment>, cancelled: Stored<Appointment> | undefined): Promise<OperationAnswer> {
  const { carrier } = desk
  const resource = (await carrier.fhir.read('Appointment', booked.id)) ?? booked
  const key = `${booked.id}:${resource.meta?.versionId ?? ''}`
  await carrier.count(booked.status === 'booked' ? 'booked' : 'requested', 1, `booked:${key}`)
  if (cancelled !== undefined) await carrier.count('moved', 1, `moved:${cancelled.id}`)
  await tellPatients(desk, booked, cancelled === undefined ? 'appointment-booked' : 'appointment-changed', `booked:${key}`)
  desk.changed()
  return { status: 201, resource, location: `Appointment/${booked.id}` }
}
