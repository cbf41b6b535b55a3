import type { Access } from '@steckwerk/access'
import type { Events } from '@steckwerk/events'
import type { Ingest } from '@steckwerk/ingest'
import { faultOutcome } from '@steckwerk/fhir'
import { Fault, systemClock, type Clock, type Log } from '@steckwerk/kernel'
import type { Marketplace } from '@steckwerk/marketplace'
import type { BrokerHandler } from '@steckwerk/plug'
import type { Plugboard } from '@steckwerk/plugboard'
import type { Carrier, Store } from '@steckwerk/store'
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { adminRoutes } from './admin/routes.ts'
import { createAuthentication } from './authentication.ts'
import { noProvider, type BookingProvider } from './booking/provider.ts'
import { bookingRoutes } from './booking/routes.ts'
import { formRoutes } from './form/routes.ts'
import { enrolRoute } from './enrol-route.ts'
import { fhirJson } from './fhir/media-type.ts'
import { fhirRoutes } from './fhir/routes.ts'
import { healthRoutes } from './health.ts'
import { leitstandRoutes } from './leitstand/routes.ts'
import { brokerMount } from './marketplace/broker-mount.ts'
import { marketplaceRoutes } from './marketplace/routes.ts'
import { createHttpMetrics, type HttpMetrics } from './metrics/http-metrics.ts'
import { metricsRoute } from './metrics/route.ts'
import type { Notifications } from '@steckwerk/notify'
import { mailStateRoutes } from './notify/mail-state-routes.ts'
import { notifyRoutes } from './notify/routes.ts'
import { personRoutes } from './person/routes.ts'
import { adminPlugRoutes } from './plugs/admin-routes.ts'
import { carrierPlugRoutes } from './plugs/carrier-routes.ts'
import { outsidePlugRoutes } from './plugs/outside-routes.ts'
import { networkRoutes } from './network/routes.ts'
import { serviceRoutes } from './plugs/service-routes.ts'
import { isPortal, portalFiles } from './portal-files.ts'
import { publicAddress, type HubServerConfig } from './server-config.ts'
import { oidcMount } from './smart/oidc-mount.ts'
import { slotRoutes } from './slots/routes.ts'
import { smartRoutes } from './smart/routes.ts'
import { createStreamHub } from './stream/hub.ts'
import { subscriptionSocket } from './subscriptions/websocket.ts'
import { readJsonBodies } from './web/json-bodies.ts'
import { addRequestLog } from './web/request-log.ts'
import { addSecurityHeaders, securityHeaders } from './web/security-headers.ts'
import { serverOptions, socketOptions } from './web/server-options.ts'
import { answerFaultsAsText, faultBody, nothingHere } from './web/text-faults.ts'
import { faultOf } from './web/fault-of.ts'

export interface HubServerOptions {
  readonly store: Store
  readonly ingest: Ingest
  readonly access: Access
  readonly log: Log
  readonly clock?: Clock
  readonly config: HubServerConfig
  /** Adds a carrier or renames it, as the database's owner. */
  readonly addCarrier: (slug: string, name: string, kind: Carrier['kind']) => Promise<Carrier>
  /** To be shared with the connector socket, so that /metrics shows both. */
  readonly metrics?: HttpMetrics
  /** Who answers the carriers' $book and $cancel; without it nothing can be booked. */
  readonly booking?: BookingProvider
  /** The services that carriers plug in; without it there are none. */
  readonly plugboard?: Plugboard
  /** Mail and push; without it their routes are not there. */
  readonly notifications?: Notifications
  /** Folder of the demo's simulated mail server. */
  readonly demoMails?: string | undefined
  /** Subscriptions; without them nobody can subscribe. */
  readonly events?: Events
  /** Ordering services; without it nothing can be ordered. */
  readonly marketplace?: Marketplace
  /** The hub's own services as a broker, below /broker. */
  readonly broker?: BrokerHandler
  /** No routes for patients, bookings, forms or connectors, and none of their pages. */
  readonly networksOnly?: boolean
  /** Folder of the built portal; without it (or without its index.html) only the interfaces are served. */
  readonly portalDist?: string
}

/** What fails before a route is known, and before any hook: an address that cannot be decoded. */
function answerFrameworkError(headers: Readonly<Record<string, string>>, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const fault = faultOf(error)
  const isFhir = request.url.startsWith('/fhir')
  void reply.headers({ ...headers, 'cache-control': 'no-store' }).header('x-request-id', request.id).code(fault.status).header('content-type', isFhir ? fhirJson : 'application/json; charset=utf-8')
    .send(JSON.stringify(isFhir ? faultOutcome(fault) : faultBody(fault)))
}

const bodyLimit = 64 * 1024
/** Pages of patients, wards, desks and connectors. */
const clinicalPages = /^\/(?:meine|haus|buchen|buchung|termine|leitstand|empfang|kalender|notfall|verknuepfen)(?:[/?]|$)/
const notHere = (): Fault => new Fault('not-found', 'api/not-found', 'There is nothing at this address.')

/** The main port: FHIR, portal API with its event stream, portal, enrolment, health, metrics. To be listened on by the caller. */
export function createHubServer(options: HubServerOptions): FastifyInstance {
  const { store, ingest, access, log, config, networksOnly = false } = options
  const clock = options.clock ?? systemClock
  const address = publicAddress(config)
  const http = options.metrics ?? createHttpMetrics()
  const headers = securityHeaders(address.secure)
  const server = fastify({
    ...serverOptions,
    bodyLimit,
    // One hop: what the proxy in front has added itself, not what its client claims.
    trustProxy: (_address: string, hop: number) => config.trustProxy && hop === 0,
    http: socketOptions,
    frameworkErrors: (error, request, reply) => answerFrameworkError(headers, error, request, reply),
  })
  readJsonBodies(server)
  const authentication = createAuthentication({ access, store, clock, address, admit: options.plugboard?.admit })
  const streams = createStreamHub({ store, ingest, clock, log })
  server.addHook('preClose', () => streams.close())
  addSecurityHeaders(server, headers)
  addRequestLog(server, log, http)
  if (networksOnly) server.addHook('onRequest', (request, _reply, done) => done(clinicalPages.test(request.url) ? notHere() : undefined))
  answerFaultsAsText(server, log)
  void server.register(healthRoutes(store, clock))
  void server.register(metricsRoute({ authentication, store, ingest, clock, http, streams }))
  if (!networksOnly) void server.register(enrolRoute({ access, ingest, store, clock }))
  void server.register(leitstandRoutes({ access, store, ingest, authentication, address, streams, clock, log }), { prefix: '/portal/api' })
  if (!networksOnly) void server.register(personRoutes({ access, store, authentication, address, clock, log }), { prefix: '/portal/api' })
  if (!networksOnly) void server.register(bookingRoutes({ access, store, authentication, address, clock, log, provider: options.booking ?? noProvider, notify: options.notifications }), { prefix: '/portal/api' })
  const { notifications, demoMails } = options
  const notifying = notifications === undefined ? undefined : { notifications, access, store, authentication, address, clock, log, demoMails }
  if (notifying !== undefined) void server.register(notifyRoutes(notifying), { prefix: '/portal/api' })
  void server.register(adminRoutes({ access, store, ingest, authentication, address, clock, log, addCarrier: options.addCarrier, ...(notifying === undefined ? {} : { mail: mailStateRoutes(notifying) }), ...(options.plugboard === undefined ? {} : { plugs: adminPlugRoutes({ plugboard: options.plugboard, marketplace: options.marketplace, authentication }) }) }), { prefix: '/admin' })
  void server.register(fhirRoutes({ store, authentication, smart: access.smart, trail: access.audit, logReader: access.auditReader, duplicates: access.duplicates, subscriptions: options.events?.subscriptions, ownPatients: access.ownPatients, plugboard: options.plugboard, clock, log, address, version: config.version }), { prefix: '/fhir' })
  if (options.events !== undefined) {
    void server.register(subscriptionSocket({ subscriptions: options.events.subscriptions, authentication, store, clock, address }), { prefix: '/fhir' })
  }
  void server.register(smartRoutes({ access, store, authentication, address, log }), { prefix: '/portal/api' })
  if (options.plugboard !== undefined) {
    const { plugboard } = options
    if (!networksOnly) void server.register(formRoutes({ access, store, authentication, address, clock, log, operations: plugboard.operations }), { prefix: '/portal/api' })
    void server.register(carrierPlugRoutes({ plugboard, marketplace: options.marketplace, authentication }), { prefix: '/portal/api' })
    if (!networksOnly) void server.register(slotRoutes({ plugboard, access, store, authentication, address, log }), { prefix: '/portal/api' })
    void server.register(outsidePlugRoutes({ plugboard, store, address }), { prefix: '/plug' })
    void server.register(networkRoutes({ plugboard, access, store, authentication }), { prefix: '/portal/api' })
    void server.register(serviceRoutes({ plugboard, access, store, authentication, address, clock }), { prefix: '/services' })
  }
  if (options.marketplace !== undefined) {
    const market = marketplaceRoutes({ access, marketplace: options.marketplace, authentication, clock, log })
    void server.register(market, { prefix: '/portal/api' })
    void server.register(market, { prefix: '/admin' })
  }
  if (options.broker !== undefined) void server.register(brokerMount(options.broker), { prefix: '/broker' })
  void server.register(oidcMount({ smart: access.smart, authentication, address }), { prefix: '/oidc' })
  if (isPortal(options.portalDist)) void server.register(portalFiles(options.portalDist))
  else server.setNotFoundHandler(nothingHere)
  return server
}
