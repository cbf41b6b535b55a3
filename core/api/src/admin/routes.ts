import { Fault, type Clock, type Log } from '@steckwerk/kernel'
import type { Access } from '@steckwerk/access'
import type { Ingest } from '@steckwerk/ingest'
import type { Carrier, Store } from '@steckwerk/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { auditRoutes } from '../audit/audit-routes.ts'
import { requirePermission, type Authentication } from '../authentication.ts'
import { emergencyRoutes } from '../emergency/routes.ts'
import { careSettingsRoutes } from '../people/care-settings-routes.ts'
import { peopleRoutes } from '../people/routes.ts'
import { duplicateRoutes } from '../duplicates/duplicate-routes.ts'
import { keysAndCertificates } from '../keys/routes.ts'
import { readBody } from '../leitstand/read-body.ts'
import { carrierPersonRoutes } from '../person/routes.ts'
import type { PublicAddress } from '../server-config.ts'
import { clientRoutes } from '../smart/client-routes.ts'
import { answerFaultsAsText, nothingHere } from '../web/text-faults.ts'
import { identityProviderRoutes } from '../sign-in/identity-provider-routes.ts'
import { recoveryRoutes } from '../sign-in/recovery-routes.ts'
import { explainRoute } from './explain-route.ts'

export interface AdminOptions {
  readonly access: Access
  readonly store: Store
  readonly ingest: Ingest
  readonly authentication: Authentication
  readonly address: PublicAddress
  readonly clock: Clock
  readonly log: Log
  /** Adds a carrier or renames it, as the database's owner. Faults: store/carrier-slug, store/carrier-kind. */
  readonly addCarrier: (slug: string, name: string, kind: Carrier['kind']) => Promise<Carrier>
  /** The services' part, where there is a plugboard. */
  readonly plugs?: (server: FastifyInstance) => Promise<void>
  /** How mail is doing. */
  readonly mail?: (server: FastifyInstance) => Promise<void>
}

const carrierBody = z.strictObject({ carrier: z.string().max(64), name: z.string().trim().min(1).max(200), kind: z.enum(['carrier', 'network']).default('carrier') })
const connectorBody = z.strictObject({ connector: z.string().max(64) })
const replayBody = z.strictObject({ scope: z.enum(['unmapped', 'outdated']), cursor: z.string().max(300).optional() })
const bedsBody = z.strictObject({
  caseSystem: z.string().min(1).max(500),
  beds: z.array(z.strictObject({
    site: z.string().trim().min(1).max(100),
    ward: z.string().trim().min(1).max(100),
    room: z.string().trim().min(1).max(100),
    bed: z.string().trim().min(1).max(100),
  })).min(1).max(5000),
})
/** Messages a replay call handles: a few seconds of work, so that the caller shows progress. */
const replayPage = 50

interface OfCarrier {
  Params: { carrier: string }
}

/** What automation and the command line do with the operator's token, below /admin: carriers, enrolment codes, bed plans, bulk replay, how a search is answered. */
export function adminRoutes(options: AdminOptions): (server: FastifyInstance) => Promise<void> {
  const { access, store, ingest, authentication } = options

  /** Faults: api/unauthenticated, api/not-permitted. */
  async function requireToken(request: FastifyRequest): Promise<void> {
    const principal = await authentication.principal(request)
    if (principal.kind !== 'token') throw new Fault('forbidden', 'api/not-permitted', 'This is for the operator\'s token.')
    requirePermission(principal, 'platform.manage')
  }

  return async (server) => {
    answerFaultsAsText(server, options.log)
    server.setNotFoundHandler(nothingHere)
    server.addHook('onRequest', async (request) => requireToken(request))
    server.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })

    void server.register(peopleRoutes({ access, authentication, clock: options.clock }))
    void server.register(keysAndCertificates({ access, authentication, clock: options.clock }))
    void server.register(emergencyRoutes({ access, authentication }))
    void server.register(careSettingsRoutes({ access, authentication }))
    void server.register(auditRoutes({ access, store, authentication, clock: options.clock }))
    server.get('/audit/key', async (_request, reply) => reply.header('content-type', 'application/x-pem-file').send(access.auditKeeping.publicKey))
    void server.register(carrierPersonRoutes({ access, store, authentication, address: options.address, clock: options.clock, log: options.log }))
    void server.register(duplicateRoutes({ access, authentication }))
    void server.register(identityProviderRoutes({ access, authentication, address: options.address }))
    void server.register(recoveryRoutes({ access, authentication }))
    void server.register(explainRoute({ store, authentication, address: options.address }))

    void server.register(clientRoutes({ smart: access.smart, authentication, audit: access.audit }))
    server.post('/demo/reset', async (request, reply) => {
      if (access.demoPeople === undefined) throw new Fault('conflict', 'api/no-demo', 'This hub has no demo (STECKWERK_DEMO): there is nothing to put back.')
      await access.demoPeople.reset(request.id)
      return reply.code(204).send()
    })

    if (options.plugs !== undefined) await server.register(options.plugs)
    if (options.mail !== undefined) await server.register(options.mail)

    server.post('/oidc/keys/rotate', async (_request, reply) => {
      await access.smart.rotateKeys()
      return reply.code(204).send()
    })

    server.get('/carriers', async (request) => {
      const carriers = await authentication.carriersOf(await authentication.principal(request))
      return { carriers: carriers.map(({ slug, name, kind }) => ({ carrier: slug, name, kind })) }
    })

    server.post('/carriers', async (request, reply) => {
      const { carrier, name, kind } = readBody(request, carrierBody)
      const added = await options.addCarrier(carrier, name, kind)
      await store.renewCarriers()
      return reply.code(201).send({ carrier: added.slug, name: added.name, kind: added.kind })
    })

    server.get<OfCarrier>('/carriers/:carrier/connectors', async (request) => {
      const ctx = await authentication.enter(request, request.params.carrier, 'platform.manage')
      return { connectors: (await ingest.connectors(ctx)).connectors.map(({ connector }) => connector) }
    })

    server.post<OfCarrier>('/carriers/:carrier/connectors', async (request, reply) => {
      const { ctx, carrier } = await authentication.entered(request, request.params.carrier, 'platform.manage')
      if (carrier.kind === 'network') throw new Fault('conflict', 'api/network', 'A network has no connectors, wards or patients.')
      const { connector } = readBody(request, connectorBody)
      const { code, expiresAt } = await access.createEnrolment(ctx, connector)
      return reply.code(201).send({ code, expiresAt: expiresAt.toISOString() })
    })

    server.delete<{ Params: { carrier: string; connector: string } }>('/carriers/:carrier/connectors/:connector', async (request, reply) => {
      const ctx = await authentication.enter(request, request.params.carrier, 'platform.manage')
      await access.revokeConnector(ctx, request.params.connector)
      return reply.code(204).send()
    })

    server.post<OfCarrier>('/carriers/:carrier/replay', async (request) => {
      const ctx = await authentication.enter(request, request.params.carrier, 'message.replay')
      const { scope, cursor } = readBody(request, replayBody)
      return ingest.replayMany(ctx, scope, replayPage, cursor)
    })

    server.put<OfCarrier>('/carriers/:carrier/beds', { bodyLimit: 2 * 1024 * 1024 }, async (request) => {
      const { ctx, carrier } = await authentication.entered(request, request.params.carrier, 'platform.manage')
      if (carrier.kind === 'network') throw new Fault('conflict', 'api/network', 'A network has no connectors, wards or patients.')
      return ingest.importBeds(ctx, readBody(request, bedsBody))
    })
  }
}
