import { Fault } from '@steckwerk/kernel'
import type { Plugboard } from '@steckwerk/plugboard'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readBody } from '../leitstand/read-body.ts'
import type { PublicAddress } from '../server-config.ts'
import { publicOrigin } from '../smart/public-origin.ts'

const usageBody = z.strictObject({ metric: z.string().min(1).max(64), amount: z.number().min(0), key: z.string().min(1).max(200).optional() })
const newsBody = z.strictObject({
  to: z.string().regex(/^(?:Patient|Practitioner)\/[A-Za-z0-9.-]{1,64}$/),
  template: z.string().min(1).max(64),
  path: z.string().regex(/^\/[^/\\]/).max(500),
  key: z.string().min(1).max(200),
})
const mailBody = z.strictObject({
  to: z.string().max(254), template: z.string().min(1).max(64), language: z.enum(['de', 'en']), about: z.string().max(120), path: z.string().regex(/^\/[^/\\]/).max(500),
  key: z.string().min(1).max(200),
  when: z.strictObject({ start: z.iso.datetime(), was: z.iso.datetime().optional() }).optional(),
  stop: z.string().regex(/^\/[^/\\]/).max(500).optional(),
})

interface OfCarrier {
  Params: { carrier: string }
}

/** What a service outside asks the hub for beside FHIR, below /plug. It proves itself by a JWT of its own: iss = sub = its id, aud = <origin>/plug. */
export function outsidePlugRoutes(options: { readonly plugboard: Plugboard; readonly store: Store; readonly address: PublicAddress }): (server: FastifyInstance) => Promise<void> {
  const { plugboard, store, address } = options

  /** Faults: api/unauthenticated. */
  async function plugOf(request: FastifyRequest): Promise<string> {
    const token = /^Bearer ([\w.-]{20,4000})$/.exec(request.headers.authorization ?? '')?.[1]
    const plug = token === undefined ? undefined : await plugboard.authenticate(token, `${publicOrigin(request, address)}/plug`)
    if (plug === undefined) throw new Fault('unauthenticated', 'api/unauthenticated', 'Sign in, or send a valid bearer token.')
    return plug
  }

  return async (server) => {
    server.get('/carriers', async (request, reply) => {
      const plug = await plugOf(request)
      const grants = await plugboard.grants.ofPlug(plug)
      const carriers = await Promise.all(grants.map(async ({ carrier: slug, client, scopes, parameters }) => ({
        slug, name: (await store.carrier(slug))?.name ?? slug, provider: [...(await plugboard.choice.of(slug)).values()].includes(plug), client: client ?? '', slotClient: await plugboard.slots.clientOf(slug, plug), scopes, parameters,
      })))
      return reply.header('cache-control', 'no-store').send({ carriers })
    })

    server.post<OfCarrier>('/carriers/:carrier/usage', async (request, reply) => {
      const plug = await plugOf(request)
      const { metric, amount, key } = readBody(request, usageBody)
      await plugboard.count(plug, request.params.carrier, metric, amount, key)
      return reply.code(204).send()
    })

    server.post<OfCarrier>('/carriers/:carrier/news', async (request, reply) => {
      const plug = await plugOf(request)
      await plugboard.news(plug, request.params.carrier, readBody(request, newsBody))
      return reply.code(204).send()
    })

    server.post<OfCarrier>('/carriers/:carrier/mail', async (request, reply) => {
      const plug = await plugOf(request)
      await plugboard.mail(plug, request.params.carrier, readBody(request, mailBody))
      return reply.code(204).send()
    })
  }
}
