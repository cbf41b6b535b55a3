import type { Access } from '@steckwerk/access'
import type { Log } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'
import type { Authentication } from '../authentication.ts'
import type { PublicAddress } from '../server-config.ts'
import { answerFaultsAsText } from '../web/text-faults.ts'
import { appRoutes } from './app-routes.ts'
import { clientRoutes } from './client-routes.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { launchRoutes } from './launch-routes.ts'
import type { SmartRouteParts } from './route-parts.ts'

/** What the portal asks about apps, below /portal/api. Wire types: contract/smart.ts. */
export function smartRoutes(options: {
  readonly access: Access
  readonly store: Store
  readonly authentication: Authentication
  readonly address: PublicAddress
  readonly log: Log
}): (server: FastifyInstance) => Promise<void> {
  const { access, store, authentication, address, log } = options
  const parts: SmartRouteParts = { smart: access.smart, store, authentication, ownPatients: access.ownPatients, audit: access.audit, address }
  return async (server) => {
    server.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    answerFaultsAsText(server, log)
    await server.register(interactionRoutes(parts))
    await server.register(launchRoutes(parts))
    await server.register(appRoutes(parts))
    await server.register(clientRoutes(parts))
  }
}
