import { dayOf, isDay } from '@steckwerk/access'
import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AppointmentView, GuestBooking } from '../contract/booking.ts'
import { readBody } from '../leitstand/read-body.ts'
import { mustWait } from '../person/person-call.ts'
import { requireSameOrigin } from '../web/same-origin.ts'
import type { Appointments } from './appointments.ts'
import type { BookingFor, BookingParts } from './booking-parts.ts'
import { calendarOf } from './calendar.ts'
import { guestResources } from './guest-resources.ts'
import { languageOf } from './language.ts'
import { cancelBody, moveBody } from './own-routes.ts'

const id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)
const name = z.string().trim().min(1).max(80).regex(/^[^\p{Cc}<>]+$/u)
const day = z.string().refine(isDay)
const guestBody = z.strictObject({
  carrier: z.string().max(64), service: id, slot: id, given: name, family: name, birthDate: day, email: z.email().max(254).optional(),
  phone: z.string().trim().regex(/^\+?[0-9 ()/-]{5,30}$/).optional(), insurance: z.enum(['GKV', 'PKV', 'SEL']), note: z.string().trim().min(1).max(500).optional(),
}).refine(({ email, phone }) => email !== undefined || phone !== undefined, { path: ['email'] })
const keyBody = z.strictObject({ code: z.string().min(1).max(64), birthDate: day })

/** Bookings without an account. Whoever books proves nothing, so they learn nothing but what they have made themselves, and that only by its code and birth date. */
export function guestRoutes(parts: BookingParts, appointments: Appointments): (server: FastifyInstance) => Promise<void> {
  const { access, address, clock, log, notify, offers, store } = parts
  const { guests } = access.persons

  /** The guest's one appointment that counts: the newest of the Patient that was made for it.
   *  Faults: api/cross-site, access/activation-refused, api/person-wait. */
  async function opened(request: FastifyRequest, reply: Parameters<typeof mustWait>[0], key: z.output<typeof keyBody>): Promise<{ readonly of: BookingFor; readonly view: AppointmentView }> {
    const guest = await guests.open({ ...key, address: request.ip }, request.id)
    if (guest.kind === 'wait') return mustWait(reply, guest.seconds)
    const of: BookingFor = { carrier: guest.carrier, ctx: guest.ctx, patient: { id: guest.patient, name: '' }, language: languageOf(request) }
    // Not by the code's own: moving makes a new one.
    const views = (await appointments.list(of)).filter(({ state }) => state !== 'moved')
    const view = views.toSorted((a, b) => (b.start ?? '').localeCompare(a.start ?? ''))[0]
    if (view === undefined) throw new Fault('not-found', 'api/appointment-unknown', 'There is no such appointment here.')
    return { of, view }
  }

  /** The confirmation to the address the guest left, if any: whoever answers this carrier's $book, and whether or not it tells people itself. A booking that
   *  stands is told as one, whatever becomes of the mail. */
  async function told({ ctx, patient, language }: BookingFor, appointment: string): Promise<void> {
    try {
      await notify?.notify(ctx, { to: { patient: patient.id }, template: 'appointment', path: '/buchung', key: `guest-booked ${appointment}`, language: language === 'en' ? 'en' : 'de' })
    } catch (thrown) {
      log.error('booking.guest-not-told', thrown, { carrier: ctx.carrier })
    }
  }

  return async (server) => {
    server.post('/booking/guests', async (request, reply): Promise<GuestBooking> => {
      requireSameOrigin(request, address.origin)
      const wish = readBody(request, guestBody)
      const now = clock.now()
      if (wish.birthDate > dayOf(now) || wish.birthDate < '1900-01-01') throw new Fault('invalid', 'api/body', 'A birth date lies in the past.', { at: 'birthDate' })
      const bookable = await offers.find(wish.carrier, wish.service)
      const contact = (wish.email ?? wish.phone!).toLowerCase().replaceAll(/[\s()/-]/g, '')
      const seconds = await guests.begin({ address: request.ip, contact }, now)
      if (seconds !== undefined) return mustWait(reply, seconds)
      const patient = timeOrderedId(now)
      const ctx = guests.ctx(bookable.carrier, patient, request.id)
      const changes = guestResources(patient, wish)
      const until = new Date(now + 400 * 86_400_000)
      const slotEnd = await slotEndOf(wish.slot)
      const code = await guests.make(ctx, { patient, birthDate: wish.birthDate, contact: JSON.stringify({ email: wish.email, phone: wish.phone }), until: slotEnd ?? until }, async (writer) => {
        for (const { type, id: made, version, patient: of } of await writer.apply(changes)) writer.note(access.audit.row(ctx, { event: 'create', type, id: made, version, patients: of === undefined ? [] : [of] }))
      })
      const of: BookingFor = { carrier: bookable.carrier, ctx, patient: { id: patient, name: `${wish.given} ${wish.family}` }, language: languageOf(request) }
      try {
        const appointment = await appointments.book(of, bookable, wish.slot, wish.note === undefined ? {} : { note: wish.note })
        await told(of, appointment.id)
        reply.code(201)
        return { code: code.code, codeUntil: code.lastDay, appointment }
      } catch (thrown) {
        // Nothing came of it: nothing of the guest is kept.
        await guests.drop(ctx, code, async (writer) => {
          await writer.apply(changes.map(({ type, id: made }) => ({ kind: 'delete', type, id: made, expect: 'any' })))
        })
        throw thrown
      }

      async function slotEndOf(slot: string): Promise<Date | undefined> {
        const text = await store.read(ctx, async (reader) => (await reader.get('Slot', slot))?.text)
        const end = text === undefined ? undefined : (JSON.parse(text) as { end?: string }).end
        return end === undefined ? undefined : new Date(end)
      }
    })

    server.post('/booking/guests/open', async (request, reply): Promise<AppointmentView> => {
      requireSameOrigin(request, address.origin)
      return (await opened(request, reply, readBody(request, keyBody))).view
    })

    server.post('/booking/guests/calendar', async (request, reply) => {
      requireSameOrigin(request, address.origin)
      const { view } = await opened(request, reply, readBody(request, keyBody))
      return reply.type('text/calendar; charset=utf-8').header('content-disposition', 'attachment; filename="termin.ics"').send(calendarOf(view, clock.now()))
    })

    for (const answer of ['accept', 'decline'] as const) {
      server.post(`/booking/guests/${answer}`, async (request, reply): Promise<AppointmentView> => {
        requireSameOrigin(request, address.origin)
        const { of, view } = await opened(request, reply, readBody(request, keyBody))
        return appointments.answer(of, view.id, answer)
      })
    }

    server.post('/booking/guests/cancel', async (request, reply): Promise<AppointmentView> => {
      requireSameOrigin(request, address.origin)
      const { reason, ...key } = readBody(request, cancelBody.extend(keyBody.shape))
      const { of, view } = await opened(request, reply, key)
      return appointments.cancel(of, view.id, reason)
    })

    server.post('/booking/guests/move', async (request, reply): Promise<AppointmentView> => {
      requireSameOrigin(request, address.origin)
      const { slot, ...key } = readBody(request, moveBody.extend(keyBody.shape))
      const { of, view } = await opened(request, reply, key)
      if (!view.can.move) throw new Fault('unprocessable', 'api/booking-refused', 'The hospital\'s calendar does not allow this.')
      reply.code(201)
      return appointments.book(of, await offers.find(of.carrier.slug, view.service!), slot, { replaces: view.id, ...(view.note === undefined ? {} : { note: view.note }) })
    })
  }
}
