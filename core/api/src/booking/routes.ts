import type { FastifyInstance } from 'fastify'
import { brandRoutes } from '../brand/routes.ts'
import { createBrands } from '../brand/brands.ts'
import { answerFaultsAsText } from '../web/text-faults.ts'
import { createAppointments } from './appointments.ts'
import type { BookingParts } from './booking-parts.ts'
import { deskBookingRoutes } from './desk-routes.ts'
import { createFreeSlots } from './free-times.ts'
import { guestRoutes } from './guest-routes.ts'
import { createOffers } from './offers.ts'
import { ownBookingRoutes } from './own-routes.ts'
import { publicBookingRoutes } from './public-routes.ts'

/** Finding, booking, looking after appointments, and how a hospital's pages look; below /portal/api. Wire types: contract/booking.ts. */
export function bookingRoutes(options: Pick<BookingParts, 'access' | 'store' | 'clock' | 'authentication' | 'address' | 'provider' | 'notify' | 'log'>): (server: FastifyInstance) => Promise<void> {
  const { store, clock } = options
  const parts: BookingParts = { ...options, brands: createBrands(store, clock), offers: createOffers(options), free: createFreeSlots(store, clock) }
  const appointments = createAppointments(parts)
  return async (server) => {
    answerFaultsAsText(server, options.log)
    await server.register(brandRoutes(parts))
    await server.register(async (booking) => {
      booking.addHook('onSend', async (_request, reply) => {
        reply.header('cache-control', 'no-store')
      })
      await booking.register(publicBookingRoutes(parts))
      await booking.register(ownBookingRoutes(parts, appointments))
      await booking.register(guestRoutes(parts, appointments))
      await booking.register(deskBookingRoutes(parts))
    })
  }
}
