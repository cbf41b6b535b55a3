import type { Access } from '@steckwerk/access'
import type { Ingest } from '@steckwerk/ingest'
import type { Clock, Log } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'
import { accessLogRoutes } from '../audit/access-log-routes.ts'
import { auditRoutes } from '../audit/audit-routes.ts'
import type { Authentication } from '../authentication.ts'
import { duplicateRoutes } from '../duplicates/duplicate-routes.ts'
import { emergencyRoutes } from '../emergency/routes.ts'
import { keysAndCertificates } from '../keys/routes.ts'
import { careSettingsRoutes } from '../people/care-settings-routes.ts'
import { peopleRoutes } from '../people/routes.ts'
import type { PublicAddress } from '../server-config.ts'
import type { StreamHub } from '../stream/hub.ts'
import { streamRoute } from '../stream/route.ts'
import { answerFaultsAsText, nothingHere } from '../web/text-faults.ts'
import { messageRoutes } from './message-routes.ts'
import { overviewRoutes } from './overview-routes.ts'
import { entranceRoutes } from './session.ts'

export interface LeitstandOptions {
  readonly access: Access
  readonly store: Store
  readonly ingest: Ingest
  readonly authentication: Authentication
  readonly address: PublicAddress
  readonly streams: StreamHub
  readonly clock: Clock
  readonly log: Log
}

/** The portal API, below /portal/api. Wire types: contract.ts. */
export function leitstandRoutes(options: LeitstandOptions): (server: FastifyInstance) => Promise<void> {
  const { access, store, ingest, authentication, address, streams } = options
  return async (server) => {
    server.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    answerFaultsAsText(server, options.log)
    server.setNotFoundHandler(nothingHere)
    await server.register(entranceRoutes({ access, store, authentication, address }))
    await server.register(overviewRoutes(ingest, authentication))
    await server.register(duplicateRoutes({ access, authentication }))
    await server.register(messageRoutes({ ingest, access, authentication }))
    await server.register(peopleRoutes({ access, authentication, clock: options.clock }))
    await server.register(emergencyRoutes({ access, authentication }))
    await server.register(careSettingsRoutes({ access, authentication }))
    await server.register(keysAndCertificates({ access, authentication, clock: options.clock }))
    await server.register(auditRoutes({ access, store, authentication, clock: options.clock }))
    await server.register(accessLogRoutes({ access, authentication }))
    await server.register(streamRoute(streams, authentication, access.decisions, access.audit))
  }
}
