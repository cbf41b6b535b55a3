import type { ExactFound } from '@steckwerk/access'
import { Fault, viewAllows, type Ctx } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ownWork } from '../authentication.ts'
import type { DeskBooking, DeskFound } from '../contract/desk-booking.ts'
import { readBody } from '../leitstand/read-body.ts'
import { mustWait } from '../person/person-call.ts'
import { day, id, text } from './body-parts.ts'
import type { BookingParts } from './booking-parts.ts'
import { guestForm, isReachable, requireBorn } from './guest-form.ts'
import { tellGuest, withGuest } from './guest-making.ts'
import { languageOf } from './language.ts'
import { isRefusal, refused, requireDone, requireId, taken } from './refusals.ts'
import { resourceOf, type Slot } from './shapes.ts'

const name = z.string().trim().min(1).max(200)
const search = z.union([z.strictObject({ identifier: name }), z.strictObject({ family: name, birthDate: day, given: name.optional() })])
const booking = { slot: id, note: text.optional() }
const bookBody = z.union([z.strictObject({ ...booking, known: search }), z.strictObject({ ...booking, fresh: guestForm.refine(isReachable, { path: ['email'] }) })])

interface OfCarrier { Params: { carrier: string } }
interface Desk { readonly ctx: Ctx; readonly account: string }
type Found = Exclude<ExactFound, { readonly kind: 'wait' }>

/** Booking at the desk for somebody whose record the desk does not see, or who has none yet; below /portal/api. Wire types: contract/desk-booking.ts.
 *  Whoever asks has the desk and may arrange appointments; that a record is there they learn only by saying exactly whose it is. */
export function deskBookingRoutes(parts: BookingParts): (server: FastifyInstance) => Promise<void> {
  const { access, authentication, store, provider, clock } = parts
  const { exactSearches } = access.persons

  /** Faults: those of enter, api/not-permitted. */
  async function atDesk(request: FastifyRequest<OfCarrier>): Promise<Desk> {
    const { ctx, who } = await authentication.entered(request, request.params.carrier, 'person.desk')
    if (!viewAllows(ctx.view, 'Appointment', 'u')) throw new Fault('forbidden', 'api/not-permitted', 'This account may not do this.')
    return { ctx: ownWork(ctx), account: who.account }
  }

  /** Faults: api/person-wait. */
  async function find({ ctx, account }: Desk, reply: FastifyReply, wanted: z.output<typeof search>): Promise<Found> {
    const found = await exactSearches.find(ctx, account, wanted)
    return found.kind === 'wait' ? mustWait(reply, found.seconds) : found
  }

  async function freeSlot(ctx: Ctx, slotId: string): Promise<Slot> {
    const slot = await store.read(ctx, async (reader) => resourceOf<Slot>(await reader.get('Slot', slotId)))
    if (slot?.status !== 'free') throw taken()
    return slot
  }

  async function book(ctx: Ctx, patient: string, slotId: string, note: string | undefined, language: string): Promise<string> {
    const { start, end } = await freeSlot(ctx, slotId)
    const appointment = {
      resourceType: 'Appointment', status: 'proposed', start, end, slot: [{ reference: `Slot/${slotId}` }], ...(note === undefined ? {} : { comment: note }),
      participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' }],
    }
    const answer = await provider.call(ctx.carrier, {
      type: 'Appointment', level: 'type', name: 'book', input: { resourceType: 'Parameters', parameter: [{ name: 'appt-resource', resource: appointment }] },
      caller: { actor: ctx.actor, purpose: ctx.purpose, trace: ctx.trace, language },
    }).then(requireDone).catch(async (thrown: unknown) => {
      if (!isRefusal(thrown)) throw thrown
      // Whatever a provider calls it: where the time is gone, that is the reason.
      await freeSlot(ctx, slotId)
      throw refused(thrown)
    })
    const made = requireId(answer)
    await access.audit.record(ctx, { event: 'operation', type: 'Appointment', id: made, patients: [patient], detail: { operation: 'book' } })
    return made
  }

  return async (server) => {
    server.post<OfCarrier>('/carriers/:carrier/desk-booking/search', async (request, reply): Promise<DeskFound> => {
      const found = await find(await atDesk(request), reply, readBody(request, search))
      return found.kind === 'one' ? { found: 'one', name: found.patient.name, birthDate: found.patient.birthDate ?? null } : { found: found.kind }
    })

    server.post<OfCarrier>('/carriers/:carrier/desk-booking/appointments', async (request, reply): Promise<DeskBooking> => {
      const desk = await atDesk(request)
      const wish = readBody(request, bookBody)
      const language = languageOf(request)
      reply.code(201)
      if ('known' in wish) {
        // Said again, not shown again: no id of a record leaves the hub for it.
        const found = await find(desk, reply, wish.known)
        if (found.kind !== 'one') throw new Fault('not-found', 'api/patient-unknown', 'There is no such patient here.')
        return { appointment: await book(desk.ctx, found.patient.id, wish.slot, wish.note, language) }
      }
      const { fresh } = wish
      requireBorn(fresh, clock.now())
      const there = await find(desk, reply, { family: fresh.family, birthDate: fresh.birthDate, given: fresh.given })
      if (there.kind !== 'none') throw new Fault('conflict', 'api/person-known', 'Somebody of this name and birth date is known here already.')
      const { booked, code } = await withGuest(parts, fresh, wish.slot, () => desk.ctx, async (ctx, patient) => {
        const appointment = await book(ctx, patient, wish.slot, wish.note, language)
        await tellGuest(parts, ctx, patient, appointment, language)
        return appointment
      })
      return { appointment: booked, code: code.code, codeUntil: code.lastDay }
    })
  }
}
