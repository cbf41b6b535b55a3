import { Fault } from '@steckwerk/kernel'
import type { FhirResource, OperationAnswer } from '@steckwerk/plug'
import type { Reader } from '@steckwerk/store'
import type { AppointmentView, Wishes } from '../contract/booking.ts'
import { patientOf, viewOf } from './appointment-view.ts'
import type { BookingFor, BookingParts } from './booking-parts.ts'
import type { Bookable } from './offers.ts'
import { takesAnswers, takesBookings, takesCancellations } from './provider.ts'
import { isRefusal, refused, requireDone, requireId, taken } from './refusals.ts'
import { searchAll } from './searches.ts'
import { idOf, resourceOf, type Appointment, type Slot } from './shapes.ts'
import { waitingStateOf, wishParts } from './waiting.ts'

const mostListed = 200

/** What a patient does with appointments, at one hospital, by the provider's FHIR operations. Each look and each act is in the access log. */
export interface Appointments {
  /** Newest first, 200 at most. */
  list(of: BookingFor): Promise<readonly AppointmentView[]>
  /** Faults: api/appointment-unknown, also for somebody else's. */
  read(of: BookingFor, id: string): Promise<AppointmentView>
  /** Faults: api/slot-taken, api/booking-refused, and those of the provider's unavailability. */
  book(of: BookingFor, bookable: Bookable, slot: string, options: { readonly note?: string; readonly replaces?: string }): Promise<AppointmentView>
  /** Puts the patient on the waiting list. Faults: api/already-waiting, api/booking-refused. */
  wait(of: BookingFor, bookable: Bookable, wishes: Wishes, note: string | undefined): Promise<AppointmentView>
  /** Takes what was offered, or lets it pass. Faults: api/appointment-unknown, api/offer-over, api/booking-refused. */
  answer(of: BookingFor, id: string, answer: 'accept' | 'decline'): Promise<AppointmentView>
  /** Faults: api/appointment-unknown, api/booking-refused. */
  cancel(of: BookingFor, id: string, reason: string | undefined): Promise<AppointmentView>
}

const unknown = (): Fault => new Fault('not-found', 'api/appointment-unknown', 'There is no such appointment here.')
export function createAppointments(parts: BookingParts): Appointments {
  const { store, access, clock, provider, offers, brands } = parts

  const canAt = async (carrier: string): Promise<AppointmentView['can']> =>
    ({ cancel: await takesCancellations(provider, carrier), move: await takesBookings(provider, carrier), answer: await takesAnswers(provider, carrier) })

  async function shown(of: BookingFor, work: (reader: Reader) => Promise<readonly Appointment[]>): Promise<AppointmentView[]> {
    const [brand, can] = await Promise.all([brands.of(of.carrier), canAt(of.carrier.slug)])
    return store.read(of.ctx, async (reader) => {
      const views: AppointmentView[] = []
      for (const appointment of await work(reader)) views.push(await viewOf(reader, appointment, { carrier: of.carrier, brand, patient: of.patient, offers, can, now: clock.now() }))
      return views
    })
  }

  async function read(of: BookingFor, id: string): Promise<AppointmentView> {
    const [view] = await shown(of, async (reader) => {
      const appointment = resourceOf<Appointment>(await reader.get('Appointment', id))
      if (appointment === undefined || patientOf(appointment) !== of.patient.id) return []
      const replaced = appointment.status === 'cancelled' && (await isReplaced(reader, of.patient.id, id))
      return [replaced ? { ...appointment, status: 'moved' } : appointment]
    })
    if (view === undefined) throw unknown()
    await access.audit.record(of.ctx, { event: 'read', type: 'Appointment', id, patients: [of.patient.id] })
    return view
  }

  async function call(of: BookingFor, request: { readonly level: 'type' | 'instance'; readonly name: string; readonly id?: string; readonly input: FhirResource }): Promise<OperationAnswer> {
    return requireDone(await provider.call(of.carrier.slug, {
      type: 'Appointment', ...request,
      caller: { actor: of.ctx.actor, patients: [of.patient.id], purpose: of.ctx.purpose, trace: of.ctx.trace, language: of.language },
    }))
  }

  const acted = (of: BookingFor, operation: string, id: string): Promise<void> =>
    access.audit.record(of.ctx, { event: 'operation', type: 'Appointment', id, patients: [of.patient.id], detail: { operation } })

  async function slotOf(of: BookingFor, bookable: Bookable, id: string): Promise<Slot> {
    const slot = await store.read(of.ctx, async (reader) => resourceOf<Slot>(await reader.get('Slot', id)))
    // A slot of another calendar is none of this offer.
    if (slot === undefined || !bookable.schedules.some((schedule) => schedule.id === idOf(slot.schedule, 'Schedule'))) throw taken()
    if (slot.status !== 'free') throw taken()
    return slot
  }

  return {
    read,

    list: async (of) => {
      const views = await shown(of, async (reader) => {
        const found = (await searchAll<Appointment>(reader, 'Appointment', [['patient', of.patient.id], ['_sort', '-date']], mostListed)).filter((one) => patientOf(one) === of.patient.id && one.status !== 'entered-in-error')
        const replaced = new Set(found.flatMap(replacedOf))
        return found.map((one) => (one.status === 'cancelled' && replaced.has(one.id) ? { ...one, status: 'moved' } : one))
      })
      await access.audit.record(of.ctx, { event: 'search', type: 'Appointment', patients: [of.patient.id] })
      return views
    },

    book: async (of, bookable, slotId, { note, replaces }) => {
      const slot = await slotOf(of, bookable, slotId)
      const appointment: FhirResource = { ...proposed(of, bookable, note), start: slot.start, end: slot.end, slot: [{ reference: `Slot/${slot.id}` }] }
      const parameter = [{ name: 'appt-resource', resource: appointment }, ...(replaces === undefined ? [] : [{ name: 'cancelled-appt-id', valueUri: `Appointment/${replaces}` }])]
      const answer = await call(of, { level: 'type', name: 'book', input: { resourceType: 'Parameters', parameter } }).catch(async (thrown: unknown) => {
        if (!isRefusal(thrown)) throw thrown
        // Whatever a provider calls it: where the time is gone, that is the reason.
        await slotOf(of, bookable, slotId)
        throw refused(thrown)
      })
      const id = requireId(answer)
      await acted(of, 'book', id)
      return read(of, id)
    },

    wait: async (of, bookable, wishes, note) => {
      const waits = await store.read(of.ctx, async (reader) =>
        (await searchAll<Appointment>(reader, 'Appointment', [['patient', of.patient.id], ['status', 'waitlist,pending']], mostListed)).some((one) =>
          patientOf(one) === of.patient.id && waitingStateOf(one, clock.now()) !== undefined && one.participant?.some(({ actor }) => idOf(actor, 'HealthcareService') === bookable.offer.service) === true))
      if (waits) throw new Fault('conflict', 'api/already-waiting', 'For this the patient is on the waiting list already.')
      const appointment: FhirResource = { ...proposed(of, bookable, note), ...wishParts(wishes) }
      const parameter = [{ name: 'appt-resource', resource: appointment }, ...bookable.schedules.map(({ id }) => ({ name: 'schedule', valueReference: { reference: `Schedule/${id}` } }))]
      const answer = await call(of, { level: 'type', name: 'wait', input: { resourceType: 'Parameters', parameter } }).catch((thrown: unknown) => {
        throw isRefusal(thrown) ? refused(thrown) : thrown
      })
      const id = requireId(answer)
      await acted(of, 'wait', id)
      return read(of, id)
    },

    answer: async (of, id, name) => {
      const over = (): Fault => new Fault('conflict', 'api/offer-over', 'This offer is over: it was not taken in time, or is no more.')
      const before = await read(of, id)
      // Pressed twice, or taken on another device.
      if (name === 'accept' && before.state === 'booked') return before
      if (before.state !== 'offered') throw over()
      if (!before.can.answer) throw refused()
      const parameter = name === 'accept' ? undefined : [{ name: 'reason', valueCode: 'pat' }]
      await call(of, { level: 'instance', name, id, input: { resourceType: 'Parameters', ...(parameter === undefined ? {} : { parameter }) } }).catch(async (thrown: unknown) => {
        if (!isRefusal(thrown)) throw thrown
        // Whatever a provider calls it: where it is offered no more, that is the reason.
        if ((await read(of, id)).state !== 'offered') throw over()
        throw refused(thrown)
      })
      await acted(of, name, id)
      return read(of, id)
    },

    cancel: async (of, id, reason) => {
      const before = await read(of, id)
      if (!before.can.cancel) throw refused()
      const parameter = [{ name: 'reason', valueCode: 'pat' }, ...(reason === undefined ? [] : [{ name: 'comment', valueString: reason }])]
      await call(of, { level: 'instance', name: 'cancel', id, input: { resourceType: 'Parameters', parameter } }).catch((thrown: unknown) => {
        throw isRefusal(thrown) ? refused(thrown) : thrown
      })
      await acted(of, 'cancel', id)
      return read(of, id)
    },
  }
}

/** What a patient asks for, without a time. */
const proposed = (of: BookingFor, { offer }: Bookable, note: string | undefined): FhirResource => ({
  resourceType: 'Appointment',
  status: 'proposed',
  meta: { tag: [{ system: 'http://fhir.de/CodeSystem/common-meta-tag-de', code: 'external' }] },
  serviceType: [{ text: offer.name }],
  ...(note === undefined ? {} : { comment: note }),
  participant: [
    { actor: { reference: `Patient/${of.patient.id}`, ...(of.patient.name === '' ? {} : { display: of.patient.name }) }, status: 'accepted' },
    { actor: { reference: `HealthcareService/${offer.service}`, display: offer.name }, status: 'accepted' },
  ],
})

const replaces = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.replaces'

/** Appointments that this one took the place of. */
const replacedOf = (appointment: Appointment): readonly string[] =>
  (appointment.extension ?? []).flatMap(({ url, valueReference }) => (url === replaces ? (idOf(valueReference, 'Appointment') ?? []) : []))

async function isReplaced(reader: Reader, patient: string, id: string): Promise<boolean> {
  return (await searchAll<Appointment>(reader, 'Appointment', [['patient', patient], ['_sort', '-date']], mostListed)).some((one) => replacedOf(one).includes(id))
}
