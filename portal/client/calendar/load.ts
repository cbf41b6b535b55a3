import { fetchByIds, searchAll } from '../fhir.ts'
import { referencedId, type Patient } from '../fhir-shapes.ts'
import type { Appointment, Schedule, Slot } from './shapes.ts'

const page = '1000'
/** Calendars that are asked for at once: a search's values have a limit. */
const calendarsAtOnce = 50

export const fetchSchedules = (carrier: string, signal: AbortSignal): Promise<readonly Schedule[]> => searchAll<Schedule>(carrier, 'Schedule', { _count: page }, signal)

/** Everything of these calendars between two instants (milliseconds since 1970), with the people it is about, as far as the account may see them. */
export async function fetchSpan(carrier: string, calendars: readonly string[], span: { readonly from: number; readonly to: number }, signal: AbortSignal): Promise<{
  readonly slots: readonly Slot[]; readonly appointments: readonly Appointment[]; readonly patients: ReadonlyMap<string, Patient>
}> {
  const between = (name: string): [string, string][] => [[name, `ge${new Date(span.from).toISOString()}`], [name, `lt${new Date(span.to).toISOString()}`]]
  const [slots, appointments] = await Promise.all([
    slotsOf(carrier, calendars, between('start'), signal),
    searchAll<Appointment>(carrier, 'Appointment', [...between('date'), ['status', 'proposed,pending,booked,arrived,checked-in,fulfilled,noshow'], ['_count', page]], signal),
  ])
  const ids = new Set(appointments.flatMap(({ participant }) => (participant ?? []).flatMap(({ actor }) => referencedId(actor, 'Patient') ?? [])))
  const patients = await fetchByIds<Patient>(carrier, 'Patient', [...ids], signal)
  return { slots, appointments, patients: new Map(patients.map(patient => [patient.id ?? '', patient])) }
}

/** Free slots of one calendar on one day, the earliest first. */
export async function fetchFree(carrier: string, calendar: string, span: { readonly from: number; readonly to: number }, signal: AbortSignal): Promise<readonly Slot[]> {
  const slots = await searchAll<Slot>(carrier, 'Slot', [
    ['schedule', `Schedule/${calendar}`], ['status', 'free'], ['start', `ge${new Date(span.from).toISOString()}`], ['start', `lt${new Date(span.to).toISOString()}`], ['_count', page],
  ], signal)
  return slots.toSorted((a, b) => Date.parse(a.start ?? '') - Date.parse(b.start ?? ''))
}

async function slotsOf(carrier: string, calendars: readonly string[], between: readonly [string, string][], signal: AbortSignal): Promise<readonly Slot[]> {
  const chunks = Array.from({ length: Math.ceil(calendars.length / calendarsAtOnce) }, (_, index) => calendars.slice(index * calendarsAtOnce, (index + 1) * calendarsAtOnce))
  const found = await Promise.all(chunks.map(chunk => searchAll<Slot>(carrier, 'Slot', [['schedule', chunk.map(id => `Schedule/${id}`).join(',')], ...between, ['_count', page]], signal)))
  return found.flat()
}
