import type { Carrier, Reader } from '@steckwerk/store'
import type { AppointmentView, Brand } from '../contract/booking.ts'
import type { Offers } from './offers.ts'
import { addressOf, idOf, linesOf, phoneOf, resourceOf, wordOf, type Appointment, type Place, type Schedule, type Slot } from './shapes.ts'
import { offeredUntil, waitingOf, waitingStateOf } from './waiting.ts'

const states: Readonly<Record<string, AppointmentView['state']>> = {
  booked: 'booked', pending: 'requested', proposed: 'requested', waitlist: 'waiting', arrived: 'arrived', 'checked-in': 'arrived', fulfilled: 'over', cancelled: 'cancelled', noshow: 'missed',
  // Told by the one that took its place.
  moved: 'moved',
}

export interface ViewParts {
  readonly carrier: Carrier
  readonly brand: Brand
  readonly patient: { readonly id: string; readonly name: string }
  readonly offers: Offers
  /** What the carrier's provider can do. */
  readonly can: AppointmentView['can']
  readonly now: number
}

/** The Patient an Appointment is for; undefined where it names none or several. */
export function patientOf(appointment: Appointment): string | undefined {
  const ids = new Set((appointment.participant ?? []).flatMap(({ actor }) => idOf(actor, 'Patient') ?? []))
  return ids.size === 1 ? [...ids][0] : undefined
}

const cancelledBy = 'urn:steckwerk:extension:cancelled-by'

/** Who it was: named, or by the code, whose system says it of each. Source: http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason */
function cancelledOf(appointment: Appointment): NonNullable<AppointmentView['cancelled']> {
  const reason = appointment.cancelationReason
  const named = appointment.extension?.find(({ url }) => url === cancelledBy)?.valueReference
  const isPatients = named !== undefined ? /(?:^|\/)(?:Patient|RelatedPerson|Person)\//.test(named.reference ?? '') : reason?.coding?.some(({ code }) => code !== undefined && /^pat(-|$)/.test(code)) === true
  const text = wordOf(reason)
  return { by: isPatients ? 'patient' : 'hospital', ...(text === undefined ? {} : { reason: text }), at: appointment.meta?.lastUpdated ?? '' }
}

/** The calendar's actors stand in for what the Appointment itself does not name. */
async function actorsOf(reader: Reader, appointment: Appointment): Promise<readonly { readonly reference?: string; readonly display?: string }[]> {
  const own = (appointment.participant ?? []).flatMap(({ actor }) => actor ?? [])
  const slotId = idOf(appointment.slot?.[0], 'Slot')
  const slot = slotId === undefined ? undefined : resourceOf<Slot>(await reader.get('Slot', slotId))
  const scheduleId = idOf(slot?.schedule, 'Schedule')
  const schedule = scheduleId === undefined ? undefined : resourceOf<Schedule>(await reader.get('Schedule', scheduleId))
  return [...own, ...(schedule?.actor ?? [])]
}

/** An Appointment in what a patient wants to know of it: what, where, when, with whom, what to bring. */
export async function viewOf(reader: Reader, appointment: Appointment, parts: ViewParts): Promise<AppointmentView> {
  const { carrier, now } = parts
  const actors = await actorsOf(reader, appointment)
  const serviceId = actors.map((actor) => idOf(actor, 'HealthcareService')).find((id) => id !== undefined)
  const offer = serviceId === undefined ? undefined : await parts.offers.told(reader, carrier, serviceId)
  const locationRef = actors.find((actor) => idOf(actor, 'Location') !== undefined)
  const location = locationRef === undefined ? undefined : resourceOf<Place>(await reader.get('Location', idOf(locationRef, 'Location')!))
  const places = [location?.name ?? locationRef?.display, offer?.site, carrier.name].filter((name) => name !== undefined)
  const lines = addressOf(location) === undefined ? (offer?.address ?? []) : linesOf(addressOf(location))
  const who = new Set(actors.filter((actor) => /(?:^|\/)Practitioner(?:Role)?\//.test(actor.reference ?? '')).flatMap(({ display }) => display ?? []))
  const told = waitingStateOf(appointment, now) ?? states[appointment.status ?? ''] ?? 'requested'
  // Who waits has wishes, and no time yet.
  const start = told === 'waiting' ? undefined : (appointment.start ?? appointment.requestedPeriod?.[0]?.start)
  const end = told === 'waiting' ? undefined : (appointment.end ?? appointment.requestedPeriod?.[0]?.end)
  const isOver = end !== undefined && Date.parse(end) < now
  const state = told === 'booked' && isOver ? 'over' : told
  const isAhead = (state === 'booked' || state === 'requested') && start !== undefined && Date.parse(start) > now
  const waiting = state === 'offered' || state === 'waiting' ? waitingOf(appointment) : undefined
  const phone = phoneOf(location?.telecom) ?? offer?.phone
  const bring = appointment.patientInstruction ?? offer?.bring
  return {
    carrier: { slug: carrier.slug, name: carrier.name },
    brand: parts.brand,
    id: appointment.id,
    state,
    what: wordOf(appointment.serviceType?.[0]) ?? offer?.name ?? appointment.description ?? carrier.name,
    ...(start === undefined ? {} : { start: new Date(start).toISOString() }),
    ...(end === undefined ? {} : { end: new Date(end).toISOString() }),
    where: [...new Set([...places, ...lines])],
    who: [...who],
    ...(phone === undefined ? {} : { phone }),
    ...(bring === undefined ? {} : { bring }),
    ...(offer === undefined ? {} : { costs: offer.costs }),
    ...(appointment.comment === undefined ? {} : { note: appointment.comment }),
    ...(state === 'cancelled' ? { cancelled: cancelledOf(appointment) } : {}),
    can: {
      cancel: (isAhead || state === 'waiting') && parts.can.cancel,
      move: isAhead && parts.can.move && serviceId !== undefined && state === 'booked',
      answer: state === 'offered' && parts.can.answer,
    },
    ...(state === 'offered' ? { offer: { until: new Date(offeredUntil(appointment)!).toISOString() } } : {}),
    ...(waiting === undefined ? {} : { waiting }),
    patient: parts.patient,
    ...(serviceId === undefined ? {} : { service: serviceId }),
    changedAt: appointment.meta?.lastUpdated ?? '',
  }
}
