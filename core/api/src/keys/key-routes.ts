import type { Access, DataKeyInfo } from '@steckwerk/access'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ownWork, requirePermission, type Authentication } from '../authentication.ts'
import type { DataKey, KeyPage } from '../contract/keys.ts'
import { readBody } from '../leitstand/read-body.ts'

export interface KeyRoutesOptions {
  readonly access: Access
  readonly authentication: Authentication
}

interface OfCarrier { Params: { carrier: string } }

export const nothing = z.strictObject({})
const confirmBody = z.strictObject({ confirm: z.string().max(64) })
export const freshMinutes = 10

/** Whose keys may be looked after, and only by who has confirmed lately that it is them. */
export async function changing(request: FastifyRequest, carrier: string, { access, authentication }: KeyRoutesOptions): Promise<Ctx> {
  const { ctx, who } = await authentication.entered(request, carrier, 'key.manage')
  await access.sessions.requireFresh(who, freshMinutes)
  return ownWork(ctx)
}

const keyOnWire = ({ number, createdAt, state, goneAt }: DataKeyInfo): DataKey =>
  ({ number, createdAt: createdAt.toISOString(), state, goneAt: goneAt?.toISOString() ?? null })

/** Data keys of a carrier, for the portal and (below /admin) the command line. */
export function keyRoutes(options: KeyRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access: { keyKeeping }, authentication } = options

  async function page(ctx: Ctx): Promise<KeyPage> {
    const { keys, reseal } = await keyKeeping.list(ctx)
    return {
      keys: keys.map(keyOnWire),
      reseal: reseal === undefined ? null : {
        number: reseal.number, startedAt: reseal.startedAt.toISOString(), finishedAt: reseal.finishedAt?.toISOString() ?? null, done: reseal.done,
      },
    }
  }

  return async (server) => {
    server.get<OfCarrier>('/carriers/:carrier/keys', async (request) =>
      page(ownWork(await authentication.enter(request, request.params.carrier, 'key.manage'))))

    server.post<OfCarrier>('/carriers/:carrier/keys', async (request, reply) => {
      readBody(request, nothing)
      const ctx = await changing(request, request.params.carrier, options)
      return reply.code(201).send(keyOnWire(await keyKeeping.rotate(ctx)))
    })

    server.post<OfCarrier>('/carriers/:carrier/keys/reseal', async (request, reply) => {
      readBody(request, nothing)
      const ctx = await changing(request, request.params.carrier, options)
      await keyKeeping.reseal(ctx)
      return reply.code(202).send(await page(ctx))
    })

    server.delete<{ Params: { carrier: string; number: string } }>('/carriers/:carrier/keys/:number', async (request, reply) => {
      const ctx = await changing(request, request.params.carrier, options)
      const number = Number(request.params.number)
      if (!/^\d{1,9}$/.test(request.params.number)) throw new Fault('not-found', 'access/key-unknown', 'There is no such key.')
      await keyKeeping.retire(ctx, number)
      return reply.code(204).send()
    })

    server.post<OfCarrier>('/carriers/:carrier/keys/destroy', async (request, reply) => {
      const { who } = await authentication.entered(request, request.params.carrier, 'key.manage')
      // A whole carrier's originals for ever: by who runs the platform only.
      requirePermission(who, 'key.manage')
      const ctx = await changing(request, request.params.carrier, options)
      await keyKeeping.destroy(ctx, readBody(request, confirmBody).confirm)
      return reply.code(204).send()
    })
  }
}
