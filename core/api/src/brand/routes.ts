import type { Access } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ownWork, type Authentication } from '../authentication.ts'
import type { BrandSettings } from '../contract/booking.ts'
import { readBody } from '../leitstand/read-body.ts'
import type { Brands } from './brands.ts'

const color = z.string().regex(/^#[0-9a-fA-F]{6}$/).toLowerCase()
const body = z.strictObject({
  main: color.nullable(), second: color.nullable(),
  logo: z.strictObject({ type: z.enum(['image/png', 'image/jpeg']), data: z.base64().max(60_000) }).nullable(),
})

interface OfCarrier {
  Params: { carrier: string }
}

/** A carrier's colours and logo: the logo for everybody, the settings for its administration. */
export function brandRoutes({ access, store, authentication, brands }: {
  readonly access: Access; readonly store: Store; readonly authentication: Authentication; readonly brands: Brands
}): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.get<{ Params: { carrier: string; hash: string } }>('/brands/:carrier/logo/:hash', async (request, reply) => {
      const carrier = await store.carrier(request.params.carrier)
      const logo = carrier === undefined ? undefined : await brands.logo(carrier, request.params.hash)
      if (logo === undefined) throw new Fault('not-found', 'api/logo-missing', 'There is no such logo here.')
      return reply.header('cache-control', 'public, max-age=31536000, immutable').type(logo.type).send(logo.bytes)
    })

    server.get<OfCarrier>('/carriers/:carrier/brand', async (request, reply): Promise<BrandSettings> => {
      reply.header('cache-control', 'no-store')
      return brands.settings(ownWork(await authentication.enter(request, request.params.carrier, 'carrier.settings')))
    })

    server.put<OfCarrier>('/carriers/:carrier/brand', async (request, reply): Promise<BrandSettings> => {
      reply.header('cache-control', 'no-store')
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'carrier.settings'))
      await brands.change(ctx, readBody(request, body))
      await access.audit.record(ctx, { event: 'setting-changed', detail: { settings: 'brand' } })
      return brands.settings(ctx)
    })
  }
}
