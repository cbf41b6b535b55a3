import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AppointmentView, GuestBooking } from '../contract/booking.ts'
import { readBody } from '../leitstand/read-body.ts'
import { mustWait } from '../person/person-call.ts'
import { requireSameOrigin } from '../web/same-origin.ts'
import type { Appointments } from './appointments.ts'
import { day, id, text } from './body-parts.ts'
import type { BookingFor, BookingParts } from './booking-parts.ts'
import { calendarOf } from './calendar.ts'
import { guestForm, isReachable, requireBorn } from './guest-form.ts'
import { tellGuest, withGuest } from './guest-making.ts'
import { languageOf } from './language.ts'
import { cancelBody, moveBody } from './own-routes.ts'

const guestBody = z.strictObject({ carrier: z.string().max(64), service: id, slot: id, ...guestForm.shape, note: text.optional() }).refine(isReachable, { path: ['email'] })
const keyBody = z.strictObject({ code: z.string().min(1).max(64), birthDate: day })

/** Bookings without an account. Whoever books proves nothing, so they learn nothing but what they have made themselves, and that only by its code and birth date. */
export function guestRoutes(parts: BookingParts, appointments: Appointments): (server: FastifyInstance) => Promise<void> {
  const { access, address, clock, offers } = parts
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

  return async (server) => {
    server.post('/booking/guests', async (request, reply): Promise<GuestBooking> => {
      requireSameOrigin(request, address.origin)
      const wish = readBody(request, guestBody)
      const now = clock.now()
      requireBorn(wish, now)
      const bookable = await offers.find(wish.carrier, wish.service)
      const contact = (wish.email ?? wish.phone!).toLowerCase().replaceAll(/[\s()/-]/g, '')
      const seconds = await guests.begin({ address: request.ip, contact }, now)
      if (seconds !== undefined) return mustWait(reply, seconds)
      const language = languageOf(request)
      const { booked, code } = await withGuest(parts, wish, wish.slot, (patient) => guests.ctx(bookable.carrier, patient, request.id), async (ctx, patient) => {
        const of: BookingFor = { carrier: bookable.carrier, ctx, patient: { id: patient, name: `${wish.given} ${wish.family}` }, language }
        const appointment = await appointments.book(of, bookable, wish.slot, wish.note === undefined ? {} : { note: wish.note })
        await tellGuest(parts, ctx, patient, appointment.id, language)
        return appointment
      })
      reply.code(201)
      return { code: code.code, codeUntil: code.lastDay, appointment: booked }
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
