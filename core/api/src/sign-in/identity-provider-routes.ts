import type { IdentityProvider as Known } from '@steckwerk/access'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ownWork } from '../authentication.ts'
import type { IdentityProvider } from '../contract/account.ts'
import { readBody } from '../leitstand/read-body.ts'
import type { SignInRoutesOptions } from './options.ts'
import { backChannelLogoutUri, redirectUri } from './provider-routes.ts'
import { originOf } from './visitor-of.ts'

const word = z.string().trim().min(1).max(200)
const providerBody = z.strictObject({
  name: word,
  issuer: z.string().trim().min(1).max(500),
  clientId: word,
  clientSecret: z.string().max(500).optional(),
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/)).max(20),
  audience: z.enum(['staff', 'persons']),
  rules: z.array(z.strictObject({
    claim: word, value: word, roles: z.array(z.string().max(40)).min(1).max(20), sites: z.union([z.literal('all'), z.array(z.string().min(1).max(64)).min(1).max(200)]),
  })).max(200),
  kvnrClaim: z.string().trim().max(200),
  active: z.boolean(),
})

const freshMinutes = 10

/** A carrier's identity providers, for its administration and (below /admin) the command line. Who changes them decides who gets in, so a session
 *  must have been confirmed lately. */
export function identityProviderRoutes({ access, authentication, address }: Omit<SignInRoutesOptions, 'store'>): (server: FastifyInstance) => Promise<void> {
  const { identityProviders } = access
  const answer = (origin: string, { tenant: _tenant, carrier: _carrier, changedAt, ...provider }: Known): IdentityProvider => ({
    ...provider, redirectUri: redirectUri(origin, provider.id), backChannelLogoutUri: backChannelLogoutUri(origin, provider.id), changedAt: changedAt.toISOString(),
  })

  return async (server) => {
    server.get<{ Params: { carrier: string } }>('/carriers/:carrier/identity-providers', async (request) => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'carrier.settings'))
      const origin = originOf(request, address)
      return { providers: (await identityProviders.list(ctx)).map((provider) => answer(origin, provider)) }
    })

    server.get<{ Params: { carrier: string; id: string } }>('/carriers/:carrier/identity-providers/:id', async (request) => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'carrier.settings'))
      return answer(originOf(request, address), await identityProviders.get(ctx, request.params.id))
    })

    server.post<{ Params: { carrier: string } }>('/carriers/:carrier/identity-providers', async (request, reply) => {
      const { ctx, who } = await authentication.entered(request, request.params.carrier, 'carrier.settings')
      await access.sessions.requireFresh(who, freshMinutes)
      const added = await identityProviders.add(ownWork(ctx), readBody(request, providerBody))
      return reply.code(201).send(answer(originOf(request, address), added))
    })

    server.put<{ Params: { carrier: string; id: string } }>('/carriers/:carrier/identity-providers/:id', async (request) => {
      const { ctx, who } = await authentication.entered(request, request.params.carrier, 'carrier.settings')
      await access.sessions.requireFresh(who, freshMinutes)
      return answer(originOf(request, address), await identityProviders.change(ownWork(ctx), request.params.id, readBody(request, providerBody)))
    })

    server.delete<{ Params: { carrier: string; id: string } }>('/carriers/:carrier/identity-providers/:id', async (request, reply) => {
      const { ctx, who } = await authentication.entered(request, request.params.carrier, 'carrier.settings')
      await access.sessions.requireFresh(who, freshMinutes)
      await identityProviders.remove(ownWork(ctx), request.params.id)
      return reply.code(204).send()
    })
  }
}
