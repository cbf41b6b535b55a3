import type { FastifyInstance } from 'fastify'
import { deskConsentRoutes } from '../consent/desk-consent-routes.ts'
import { personConsentRoutes } from '../consent/person-consent-routes.ts'
import { answerFaultsAsText } from '../web/text-faults.ts'
import { deskRoutes } from './desk-routes.ts'
import { linkRoutes } from './link-routes.ts'
import type { PersonRoutesOptions } from './person-call.ts'
import { proxyRoutes } from './proxy-routes.ts'
import { accessSettingsRoutes } from './settings-routes.ts'

/** One person, many hospitals: links, relatives, consents; below /portal/api. Wire types: contract/person.ts, contract/consent.ts. */
export function personRoutes(options: PersonRoutesOptions): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    answerFaultsAsText(server, options.log)
    await server.register(linkRoutes(options))
    await server.register(proxyRoutes(options))
    await server.register(personConsentRoutes(options))
    await server.register(carrierPersonRoutes(options))
  }
}

/** The carrier's part of it, which the command line reaches below /admin. */
export function carrierPersonRoutes(options: PersonRoutesOptions): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    await server.register(deskRoutes(options))
    await server.register(accessSettingsRoutes(options))
    await server.register(deskConsentRoutes(options))
  }
}
