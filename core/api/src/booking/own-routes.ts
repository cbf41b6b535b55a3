import { personCtx, type PersonCall, type PersonLink } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AppointmentList, AppointmentView } from '../contract/booking.ts'
import type { CarrierName } from '../contract/person.ts'
import { readBody } from '../leitstand/read-body.ts'
import { carrierOf } from '../person/person-call.ts'
import type { Appointments } from './appointments.ts'
import { day, id, text } from './body-parts.ts'
import type { BookingFor, BookingParts } from './booking-parts.ts'
import { calendarOf } from './calendar.ts'
import { languageOf } from './language.ts'

const bookBody = z.strictObject({ carrier: z.string().max(64), service: id, slot: id, patient: id, note: text.optional() })
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const wishes = z.strictObject({
  from: day.optional(), until: day.optional(), days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).max(7), after: clockTime.optional(), before: clockTime.optional(),
  noticeHours: z.number().int().min(0).max(60 * 24),
}).refine(({ from, until }) => from === undefined || until === undefined || from <= until, { path: ['until'] })
  .refine(({ after, before }) => after === undefined || before === undefined || after < before, { path: ['before'] })
const waitBody = z.strictObject({ carrier: z.string().max(64), service: id, patient: id, wishes, note: text.optional() })
const noBody = z.strictObject({})
export const cancelBody = z.strictObject({ reason: text.optional() })
export const moveBody = z.strictObject({ slot: id })

interface OfAppointment {
  Params: { carrier: string; id: string }
}

/** Appointments of who is signed in, and of those they look after. A proxy needs the topic of appointments, and to change anything the right to act. */
export function ownBookingRoutes(parts: BookingParts, appointments: Appointments): (server: FastifyInstance) => Promise<void> {
  const { access, store, authentication, clock, offers } = parts
  const { persons } = access

  async function callOf(request: FastifyRequest): Promise<PersonCall> {
    const who = await authentication.principal(request)
    if (who.kind !== 'session') throw new Fault('forbidden', 'api/not-permitted', 'This is for people who are signed in.')
    return { account: who.account, name: who.name, trace: request.id, now: clock.now() }
  }

  const bookingFor = (call: PersonCall, { carrier, patient }: PersonLink, request: FastifyRequest): BookingFor => ({
    carrier, ctx: personCtx(persons.keys, carrier, call), patient: { id: patient!.id, name: patient!.name }, language: languageOf(request),
  })

  const sees = (link: PersonLink): boolean => link.state === 'active' && (link.relation !== 'proxy' || link.topics?.includes('appointments') === true)
  const acts = (link: PersonLink): boolean => sees(link) && (link.relation !== 'proxy' || link.may === 'act')

  /** A view for those who may only look. */
  const readOnly = (view: AppointmentView, link: PersonLink): AppointmentView => (acts(link) ? view : { ...view, can: { cancel: false, move: false, answer: false } })

  /** The one of the account's Patients whose appointment this is. Faults: api/carrier-unknown, api/appointment-unknown. */
  async function found(request: FastifyRequest<OfAppointment>, may: (link: PersonLink) => boolean): Promise<{ readonly of: BookingFor; readonly view: AppointmentView }> {
    const call = await callOf(request)
    const carrier = await carrierOf(store, request.params.carrier)
    for (const link of (await persons.links.at(call.account, carrier)).filter(may)) {
      const of = bookingFor(call, link, request)
      const view = await appointments.read(of, request.params.id).catch((thrown: unknown) => {
        if (thrown instanceof Fault && thrown.code === 'api/appointment-unknown') return undefined
        throw thrown
      })
      if (view !== undefined) return { of, view: readOnly(view, link) }
    }
    throw new Fault('not-found', 'api/appointment-unknown', 'There is no such appointment here.')
  }

  /** One of the account's Patients whom it may book for. Faults: api/carrier-unknown, api/not-permitted. */
  async function actingFor(request: FastifyRequest, slug: string, patient: string): Promise<BookingFor> {
    const call = await callOf(request)
    const link = (await persons.links.at(call.account, await carrierOf(store, slug))).find((one) => acts(one) && one.patient!.id === patient)
    if (link === undefined) throw new Fault('forbidden', 'api/not-permitted', 'This account may not do this.')
    return bookingFor(call, link, request)
  }

  return async (server) => {
    server.get('/booking/appointments', async (request): Promise<AppointmentList> => {
      const call = await callOf(request)
      const links = (await persons.links.list(call)).filter(sees)
      // Somebody linked twice to one Patient sees their appointments once.
      const each = [...new Map(links.toSorted((a, b) => Number(acts(a)) - Number(acts(b))).map((link) => [`${link.carrier.slug}/${link.patient!.id}`, link])).values()]
      const failed: CarrierName[] = []
      const lists = await Promise.all(each.map(async (link) => {
        try {
          return (await appointments.list(bookingFor(call, link, request))).map((view) => readOnly(view, link))
        } catch (thrown) {
          if (!(thrown instanceof Fault) || thrown.kind !== 'unavailable') throw thrown
          failed.push({ slug: link.carrier.slug, name: link.carrier.name })
          return []
        }
      }))
      return { appointments: lists.flat(), failed }
    })

    server.post('/booking/appointments', async (request, reply): Promise<AppointmentView> => {
      const { carrier, service, slot, patient, note } = readBody(request, bookBody)
      const view = await appointments.book(await actingFor(request, carrier, patient), await offers.find(carrier, service), slot, note === undefined ? {} : { note })
      reply.code(201)
      return view
    })

    server.post('/booking/waiting', async (request, reply): Promise<AppointmentView> => {
      const { carrier, service, patient, wishes: wished, note } = readBody(request, waitBody)
      const view = await appointments.wait(await actingFor(request, carrier, patient), await offers.find(carrier, service), wished, note)
      reply.code(201)
      return view
    })

    server.get<OfAppointment>('/booking/appointments/:carrier/:id', async (request): Promise<AppointmentView> => (await found(request, sees)).view)

    server.get<OfAppointment>('/booking/appointments/:carrier/:id/calendar', async (request, reply) => {
      const { view } = await found(request, sees)
      // Who waits has no time yet.
      if (view.start === undefined) throw new Fault('not-found', 'api/appointment-unknown', 'There is no such appointment here.')
      return reply.type('text/calendar; charset=utf-8').header('content-disposition', 'attachment; filename="termin.ics"').send(calendarOf(view, clock.now()))
    })

    server.post<OfAppointment>('/booking/appointments/:carrier/:id/cancel', async (request): Promise<AppointmentView> => {
      const { reason } = readBody(request, cancelBody)
      return appointments.cancel((await found(request, acts)).of, request.params.id, reason)
    })

    for (const answer of ['accept', 'decline'] as const) {
      server.post<OfAppointment>(`/booking/appointments/:carrier/:id/${answer}`, async (request): Promise<AppointmentView> => {
        readBody(request, noBody)
        return appointments.answer((await found(request, acts)).of, request.params.id, answer)
      })
    }

    server.post<OfAppointment>('/booking/appointments/:carrier/:id/move', async (request, reply): Promise<AppointmentView> => {
      const { slot } = readBody(request, moveBody)
      const { of, view } = await found(request, acts)
      if (!view.can.move) throw new Fault('unprocessable', 'api/booking-refused', 'The hospital\'s calendar does not allow this.')
      const moved = await appointments.book(of, await offers.find(of.carrier.slug, view.service!), slot, { replaces: view.id, ...(view.note === undefined ? {} : { note: view.note }) })
      reply.code(201)
      return moved
    })
  }
}
