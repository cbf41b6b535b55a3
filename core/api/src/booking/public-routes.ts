import { dayOf, isDay } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { FreeDays, FreeTimes, OfferDetail, OfferList } from '../contract/booking.ts'
import { rawQuery } from '../web/raw-query.ts'
import type { BookingParts } from './booking-parts.ts'
import { takesWaiting } from './provider.ts'

interface OfOffer {
  Params: { carrier: string; service: string }
}

/** Faults: api/day. */
function dayAsked(request: FastifyRequest, name: string): string | undefined {
  const text = new URLSearchParams(rawQuery(request)).get(name) ?? undefined
  if (text !== undefined && !isDay(text)) throw new Fault('invalid', 'api/day', 'A day is given as YYYY-MM-DD.')
  return text
}

/** What everybody may know: what can be booked, where, and when it is free. Nothing in it is about anybody. */
export function publicBookingRoutes({ offers, free, brands, clock, provider }: BookingParts): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.get('/booking/offers', (): Promise<OfferList> => offers.list())

    server.get<OfOffer>('/booking/offers/:carrier/:service', async ({ params }): Promise<OfferDetail> => {
      const { carrier, offer } = await offers.find(params.carrier, params.service)
      return { offer, brand: await brands.of(carrier), waits: await takesWaiting(provider, carrier.slug) }
    })

    server.get<OfOffer>('/booking/offers/:carrier/:service/days', async (request): Promise<FreeDays> =>
      free.days(await offers.find(request.params.carrier, request.params.service), dayAsked(request, 'from') ?? dayOf(clock.now())))

    server.get<OfOffer>('/booking/offers/:carrier/:service/times', async (request): Promise<FreeTimes> =>
      free.times(await offers.find(request.params.carrier, request.params.service), dayAsked(request, 'day') ?? dayOf(clock.now())))
  }
}
