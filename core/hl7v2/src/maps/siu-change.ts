import type { Resource } from '@steckwerk/fhir'
import type { SiuEvent } from './siu-write.ts'
import { sameJson } from './same-json.ts'

const told: ReadonlySet<unknown> = new Set(['booked', 'arrived', 'checked-in', 'fulfilled', 'noshow'])

/** What a change of an Appointment means to a system of the house, if anything. Requests (proposed, pending, waitlist) are not told
 *  before they are booked. `before` undefined: there was none; `after` undefined: it was deleted. `known`: the system has been told of
 *  the appointment, or told us of it. */
export function siuEventOf(before: Resource | undefined, after: Resource | undefined, known: boolean): SiuEvent | undefined {
  const stood = known && told.has(before?.['status'])
  const stands = told.has(after?.['status'])
  if (!stands) return stood ? 'S15' : undefined
  if (!stood) return 'S12'
  if (differ(before, after, ['start', 'end', 'minutesDuration']) || !sameJson(places(before), places(after))) return 'S13'
  return differ(before, after, carried) ? 'S14' : undefined
}

/** Elements a message carries besides when and where. */
const carried = ['status', 'participant', 'serviceType', 'appointmentType', 'reasonCode', 'description', 'comment', 'cancelationReason']

function differ(before: Resource | undefined, after: Resource | undefined, elements: readonly string[]): boolean {
  return elements.some((element) => !sameJson(before?.[element] ?? null, after?.[element] ?? null))
}

function places(appointment: Resource | undefined): (string | undefined)[] {
  const participants = (appointment?.['participant'] as { actor?: { reference?: string } }[] | undefined) ?? []
  return participants.map(({ actor }) => actor?.reference).filter((reference) => reference?.startsWith('Location/') === true).toSorted()
}
