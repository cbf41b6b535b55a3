import { referencedId } from '../fhir-shapes.ts'
import { request } from '../request.ts'
import type { Appointment, Slot } from './shapes.ts'

/** What staff do with appointments: FHIR operations, answered by whichever service the carrier has chosen. */
const path = (carrier: string, ...parts: readonly string[]): string => ['/fhir', ...[carrier, 'Appointment', ...parts].map(part => part.startsWith('$') ? part : encodeURIComponent(part))].join('/')

/** FHIR knows no empty lists. */
const parameters = (parameter: readonly object[]): object => ({ resourceType: 'Parameters', ...(parameter.length === 0 ? {} : { parameter }) })
const replaces = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.replaces'

interface Answer {
  readonly resourceType?: string
  readonly id?: string
  readonly parameter?: readonly { readonly resource?: Answer }[]
  readonly entry?: readonly { readonly resource?: Answer }[]
}

/** The Appointment's id of an answer: bare, among Parameters, or in a Bundle. */
function idOf(answer: Answer | undefined): string {
  if (answer?.resourceType === 'Appointment') return answer.id ?? ''
  return [...answer?.parameter ?? [], ...answer?.entry ?? []].map(({ resource }) => resource).find(one => one?.resourceType === 'Appointment')?.id ?? ''
}

/** Books a slot for a Patient. Answers the Appointment's id. */
export async function bookSlot(carrier: string, slot: Slot, patient: string, note: string): Promise<string> {
  const appointment = {
    resourceType: 'Appointment', status: 'proposed', start: slot.start, end: slot.end, slot: [{ reference: `Slot/${slot.id ?? ''}` }],
    participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' }], ...(note === '' ? {} : { comment: note }),
  }
  return idOf(await request<Answer>(path(carrier, '$book'), { method: 'POST', json: parameters([{ name: 'appt-resource', resource: appointment }]) }))
}

/** The appointment as it is to be at another slot: who comes, what for and how long stay, whose calendar it is the new one says. Its numbers stay with the old one: the clinic's
 *  system gives the new one its own. */
export function movedTo(appointment: Appointment, slot: Slot): object {
  const { id: _, meta: __, created: ___, cancelationReason: ____, identifier: _____, ...rest } = appointment
  const kept = (appointment.participant ?? []).filter(({ actor }) => ['Patient', 'RelatedPerson', 'HealthcareService'].some(type => referencedId(actor, type) !== undefined))
  const extension = (appointment.extension ?? []).filter(({ url }) => url !== replaces)
  const length = Date.parse(appointment.end ?? '') - Date.parse(appointment.start ?? '')
  const end = Date.parse(slot.start ?? '') + length < Date.parse(slot.end ?? '') ? new Date(Date.parse(slot.start ?? '') + length).toISOString() : slot.end
  return { ...rest, ...(extension.length === 0 ? { extension: undefined } : { extension }), status: 'proposed', start: slot.start, end, slot: [{ reference: `Slot/${slot.id ?? ''}` }], participant: kept }
}

/** Moves an appointment: the new one stands and the old one is cancelled, both or neither. Answers the new one's id. */
export async function moveAppointment(carrier: string, id: string, slot: Slot): Promise<string> {
  const appointment = await request<Appointment>(path(carrier, id))
  return idOf(await request<Answer>(path(carrier, '$book'), {
    method: 'POST', json: parameters([{ name: 'appt-resource', resource: movedTo(appointment, slot) }, { name: 'cancelled-appt-id', valueUri: `Appointment/${id}` }]),
  }))
}

/** Codes of appointment-cancellation-reason that ISiK takes and staff choose from. */
export const cancelReasons = ['pat', 'prov', 'maint', 'other'] as const
export type CancelReason = (typeof cancelReasons)[number]

export async function cancelAppointment(carrier: string, id: string, reason: CancelReason, comment: string): Promise<void> {
  await request(path(carrier, id, '$cancel'), { method: 'POST', json: parameters([{ name: 'reason', valueCode: reason }, ...(comment === '' ? [] : [{ name: 'comment', valueString: comment }])]) })
}

/** Agrees to a request at the time it asks for. */
export async function confirmAppointment(carrier: string, id: string): Promise<void> {
  await request(path(carrier, id, '$confirm'), { method: 'POST', json: parameters([]) })
}

const slotPart = (slot: string): object => ({ name: 'slot', valueReference: { reference: `Slot/${slot}` } })

/** Holds a time for who waits, for so many hours, and no longer than until it begins (milliseconds since 1970). */
export async function offerSlot(carrier: string, id: string, slot: string, held: { readonly start: number; readonly hours: number }): Promise<void> {
  const until = new Date(Math.min(Date.now() + held.hours * 3_600_000, held.start)).toISOString()
  await request(path(carrier, id, '$offer'), { method: 'POST', json: parameters([slotPart(slot), { name: 'until', valueDateTime: until }]) })
}

/** Keeps a free time from being booked: Slot.status becomes busy-unavailable. */
export async function blockSlot(carrier: string, slot: string): Promise<void> {
  await request(path(carrier, '$block-slot'), { method: 'POST', json: parameters([slotPart(slot)]) })
}

/** Gives a blocked time back. */
export async function freeSlot(carrier: string, slot: string): Promise<void> {
  await request(path(carrier, '$free-slot'), { method: 'POST', json: parameters([slotPart(slot)]) })
}
