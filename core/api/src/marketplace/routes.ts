import type { Log } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'
import { answerFaultsAsText } from '../web/text-faults.ts'
import { brokerRoutes } from './broker-routes.ts'
import { catalogueRoutes } from './catalogue-routes.ts'
import type { MarketplaceRoutesOptions } from './options.ts'
import { orderRoutes } from './order-routes.ts'
import { plugEvidenceRoutes } from './plug-evidence-routes.ts'

/** Ordering services, below /portal/api and /admin. Wire types: contract/marketplace.ts. */
export function marketplaceRoutes(options: MarketplaceRoutesOptions & { readonly log: Log }): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    answerFaultsAsText(server, options.log)
    await server.register(catalogueRoutes(options))
    await server.register(orderRoutes(options))
    await server.register(brokerRoutes(options))
    await server.register(plugEvidenceRoutes(options))
  }
}
