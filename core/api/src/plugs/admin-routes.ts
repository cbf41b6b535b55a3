import type { Marketplace } from '@steckwerk/marketplace'
import type { PlugActor, Plugboard } from '@steckwerk/plugboard'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Authentication } from '../authentication.ts'
import type { PlugInfo, PlugList } from '../contract/plugs.ts'
import { readBody } from '../leitstand/read-body.ts'
import { carrierPlugRoutes, plugInfo } from './carrier-routes.ts'

const addBody = z.strictObject({ url: z.string().min(1).max(500) })
const nothing = z.strictObject({})

/** The hub's services, below /admin, whose callers hold the operator's token. */
export function adminPlugRoutes(options: { readonly plugboard: Plugboard; readonly marketplace?: Marketplace | undefined; readonly authentication: Authentication }): (server: FastifyInstance) => Promise<void> {
  const { plugboard, marketplace, authentication } = options

  async function byOf(request: FastifyRequest): Promise<PlugActor> {
    return { actor: (await authentication.principal(request)).actor, trace: request.id, purpose: 'HSYSADMIN' }
  }

  return async (server) => {
    await server.register(carrierPlugRoutes({ plugboard, marketplace, authentication, permission: 'platform.manage' }))

    server.get('/plugs', async (): Promise<PlugList> => ({ plugs: (await plugboard.list()).map(plugInfo) }))

    server.post('/plugs', async (request, reply) => {
      const { url } = readBody(request, addBody)
      return reply.code(201).send(plugInfo(await plugboard.add(url, await byOf(request))) satisfies PlugInfo)
    })

    server.post('/plugs/health', async (request): Promise<PlugList> => {
      readBody(request, nothing)
      return { plugs: (await plugboard.lookAt()).map(plugInfo) }
    })

    server.delete<{ Params: { plug: string } }>('/plugs/:plug', async (request, reply) => {
      await plugboard.remove(request.params.plug, await byOf(request))
      return reply.code(204).send()
    })
  }
}
