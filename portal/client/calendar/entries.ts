import { referencedId, type Patient } from '../fhir-shapes.ts'
import { listName } from '../names.ts'
import type { Booked, Calendar, Entry, EntryState } from './model.ts'
import type { Appointment, Slot } from './shapes.ts'

/** Appointments that take time in a calendar. What was cancelled or never came about gives its time back. */
const shown: Readonly<Record<string, EntryState>> = {
  'booked': 'booked', 'pending': 'requested', 'proposed': 'requested', 'arrived': 'here', 'checked-in': 'here', 'fulfilled': 'done', 'noshow': 'missed',
}
const slotStates: Readonly<Record<string, EntryState>> = { 'free': 'free', 'busy': 'busy', 'busy-tentative': 'busy', 'busy-unavailable': 'blocked' }

type Stretch = Omit<Entry, 'lane' | 'lanes'>

/** A calendar's column: each appointment once, however many slots it holds, and every other slot by itself, in the order of time. */
export function entriesOf(calendar: Calendar, slots: readonly Slot[], appointments: readonly Appointment[], patients: ReadonlyMap<string, Patient>): readonly Entry[] {
  const own = slots.filter(slot => referencedId(slot.schedule, 'Schedule') === calendar.id && slot.status !== 'entered-in-error')
  const bySlot = new Map(appointments.flatMap(one => shown[one.status ?? ''] === undefined ? [] : slotsOf(one).map(id => [id, one] as const)))
  const found: Stretch[] = []
  const told = new Set<string>()
  for (const slot of own) {
    const span = spanOf(slot)
    const state = slotStates[slot.status ?? '']
    if (span === undefined || slot.id === undefined || state === undefined) continue
    const appointment = bySlot.get(slot.id)
    if (appointment === undefined) found.push({ key: `slot ${slot.id}`, calendar: calendar.id, ...span, state, slot: slot.id, booked: undefined, byHand: state === 'blocked' && !waitsForResource(slot) })
    else if (!told.has(appointment.id ?? '')) {
      told.add(appointment.id ?? '')
      found.push(bookedStretch(calendar, appointment, own.filter(one => bySlot.get(one.id ?? '') === appointment), patients))
    }
  }
  // What the clinic's own system told has no slot here, but says whose it is.
  for (const appointment of appointments) {
    const isElsewhere = shown[appointment.status ?? ''] === undefined || told.has(appointment.id ?? '') || slotsOf(appointment).length > 0 || spanOf(appointment) === undefined
    if (!isElsewhere && isAbout(appointment, calendar)) found.push(bookedStretch(calendar, appointment, [], patients))
  }
  return inLanes(found)
}

function bookedStretch(calendar: Calendar, appointment: Appointment, slots: readonly Slot[], patients: ReadonlyMap<string, Patient>): Stretch {
  const spans = slots.flatMap(slot => spanOf(slot) ?? [])
  const whole = spanOf(appointment)
  return {
    key: `appointment ${appointment.id} ${calendar.id}`,
    calendar: calendar.id,
    start: whole?.start ?? Math.min(...spans.map(({ start }) => start)),
    end: whole?.end ?? Math.max(...spans.map(({ end }) => end)),
    state: shown[appointment.status ?? ''] ?? 'busy',
    slot: slots.length === 1 ? slots[0]!.id : undefined,
    booked: bookedOf(appointment, patients),
    byHand: false,
  }
}

function bookedOf(appointment: Appointment, patients: ReadonlyMap<string, Patient>): Booked {
  const actors = (appointment.participant ?? []).flatMap(({ actor }) => actor ?? [])
  const actor = actors.find(one => referencedId(one, 'Patient') !== undefined)
  const id = referencedId(actor, 'Patient')
  const patient = patients.get(id ?? '')
  const [type] = appointment.serviceType ?? []
  return {
    id: appointment.id ?? '',
    service: type?.text ?? type?.coding?.[0]?.display ?? actors.find(one => referencedId(one, 'HealthcareService') !== undefined)?.display ?? appointment.description ?? '',
    note: appointment.comment ?? '',
    person: id === undefined ? undefined : { id, name: listName(patient?.name) || actor?.display || '', birthDate: patient?.birthDate, number: patient?.identifier?.[0]?.value, hasRecord: patient !== undefined },
  }
}

/** Not free only because a room or device is taken: the service that keeps the calendar says so (services/scheduling/src/vocabulary.ts). */
const waitsForResource = ({ meta }: Slot): boolean => meta?.tag?.some(({ system }) => system === 'urn:steckwerk:slot-tag') === true

/** People are one column each; a place or a service alone stands for many. */
function isAbout(appointment: Appointment, calendar: Calendar): boolean {
  const named = new Set((appointment.participant ?? []).flatMap(({ actor }) => actor?.reference ?? []))
  const telling = calendar.actors.filter(reference => calendar.kind === 'person' ? /^Practitioner/.test(reference) : /^(Location|Device)\//.test(reference))
  return telling.some(reference => named.has(reference))
}

export const slotsOf = (appointment: Appointment): readonly string[] => (appointment.slot ?? []).flatMap(slot => referencedId(slot, 'Slot') ?? [])

function spanOf({ start, end }: { readonly start?: string; readonly end?: string }): { readonly start: number; readonly end: number } | undefined {
  const span = { start: Date.parse(start ?? ''), end: Date.parse(end ?? '') }
  return span.start < span.end ? span : undefined
}

/** What overlaps stands side by side, in as few places as that takes. */
function inLanes(stretches: readonly Stretch[]): readonly Entry[] {
  const entries: Entry[] = []
  let group: { stretch: Stretch; lane: number }[] = []
  let ends: number[] = []
  const close = () => {
    for (const { stretch, lane } of group) entries.push({ ...stretch, lane, lanes: ends.length })
    group = []
    ends = []
  }
  for (const stretch of stretches.toSorted((a, b) => a.start - b.start || b.end - a.end || a.key.localeCompare(b.key))) {
    if (ends.every(end => end <= stretch.start)) close()
    const free = ends.findIndex(end => end <= stretch.start)
    const lane = free === -1 ? ends.length : free
    ends[lane] = stretch.end
    group.push({ stretch, lane })
  }
  close()
  return entries
}
