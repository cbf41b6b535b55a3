import type { OperationSocket } from '@steckwerk/plugboard'
import type { FastifyInstance } from 'fastify'
import { createBrands } from '../brand/brands.ts'
import type { PersonRoutesOptions } from '../person/person-call.ts'
import { answerFaultsAsText } from '../web/text-faults.ts'
import { guestFormRoutes } from './guest-routes.ts'
import { ownFormRoutes } from './own-routes.ts'

/** Forms of people with an account and of guests; below /portal/api. Wire types: contract/form.ts. */
export function formRoutes(options: PersonRoutesOptions & { readonly operations: OperationSocket }): (server: FastifyInstance) => Promise<void> {
  const parts = { ...options, brands: createBrands(options.store, options.clock) }
  return async (server) => {
    server.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    answerFaultsAsText(server, options.log)
    await server.register(ownFormRoutes(parts))
    await server.register(guestFormRoutes(parts))
  }
}
