import { TLSSocket } from 'node:tls'
import { asTenant, Fault, systemClock, type Clock, type Ctx, type Log } from '@steckwerk/kernel'
import type { Access, ConnectorIdentity } from '@steckwerk/access'
import type { Ingest } from '@steckwerk/ingest'
import { connectorStatus, decodeBatch, openEpoch, outboundFetch, outboundResults, paths, renewRequest, type RenewAnswer } from '@steckwerk/uplink'
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify'
import { readBody } from '../leitstand/read-body.ts'
import { createHttpMetrics, type HttpMetrics } from '../metrics/http-metrics.ts'
import { readJsonBodies } from '../web/json-bodies.ts'
import { addRequestLog } from '../web/request-log.ts'
import { serverOptions, socketOptions } from '../web/server-options.ts'
import { keepSocketCredentials } from './socket-credentials.ts'
import { answerFaultsAsText, nothingHere } from '../web/text-faults.ts'

export interface UplinkServerOptions {
  readonly ingest: Ingest
  readonly access: Access
  readonly log: Log
  readonly clock?: Clock
  /** Further host names and addresses of the certificate, beside localhost, 127.0.0.1 and ::1. */
  readonly hosts: readonly string[]
  readonly metrics?: HttpMetrics
}

const batchLimit = 16 * 1024 * 1024

/** The connector socket: TLS 1.2 or newer, client certificates of our own authority only, each looked up at every request so that a
 *  revoked one ends at once. Routes: core/uplink. To be listened on by the caller. */
export async function createUplinkServer(options: UplinkServerOptions): Promise<FastifyInstance> {
  const { ingest, access, log } = options
  const clock = options.clock ?? systemClock
  const first = await access.uplinkCredentials(options.hosts)
  const server = fastify({
    ...serverOptions,
    bodyLimit: batchLimit,
    https: { ...socketOptions, key: first.key, cert: first.certificate, ca: first.ca, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' },
  })
  const credentials = keepSocketCredentials(server.server, first, { access, hosts: options.hosts, clock, log })
  server.addHook('onClose', async () => credentials[Symbol.dispose]())
  const fingerprints = new WeakMap<TLSSocket, string>()
  const identities = new WeakMap<FastifyRequest, ConnectorIdentity>()

  function fingerprintOf(socket: TLSSocket): string {
    let fingerprint = fingerprints.get(socket)
    if (fingerprint === undefined) fingerprints.set(socket, (fingerprint = socket.getPeerCertificate().fingerprint256 ?? ''))
    return fingerprint
  }

  function ctxOf(request: FastifyRequest): { ctx: Ctx; connector: string } {
    const { tenant, carrier, connector } = identities.get(request)!
    const ctx = { tenant: asTenant(tenant), carrier, actor: `Device/${connector}`, purpose: 'TREAT', trace: request.id, now: new Date(clock.now()) }
    return { ctx, connector }
  }

  addRequestLog(server, log, options.metrics ?? createHttpMetrics())
  answerFaultsAsText(server, log)
  server.setNotFoundHandler(nothingHere)
  readJsonBodies(server)
  server.addHook('onRequest', async (request) => {
    const { socket } = request.raw
    const identity = socket instanceof TLSSocket ? await access.connectorOf(fingerprintOf(socket)) : undefined
    if (identity === undefined) throw new Fault('forbidden', 'api/connector-unknown', 'This certificate is not, or no longer, a connector\'s.')
    identities.set(request, identity)
  })
  // Whoever waits for messages is answered before the socket closes.
  const closing = new AbortController()
  server.addHook('preClose', async () => closing.abort())
  server.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes))

  server.post(paths.epochs, { bodyLimit: 16 * 1024 }, async (request) => {
    const { ctx, connector } = ctxOf(request)
    await ingest.openEpoch(ctx, connector, readBody(request, openEpoch))
    return {}
  })
  server.post(paths.status, { bodyLimit: 256 * 1024 }, async (request) => {
    const { ctx, connector } = ctxOf(request)
    await ingest.reportStatus(ctx, connector, readBody(request, connectorStatus))
    return { authorities: credentials.authorities }
  })
  server.post(paths.certificate, { bodyLimit: 16 * 1024 }, async (request): Promise<RenewAnswer> => {
    const { ctx, connector } = ctxOf(request)
    // The authority that is going to issue it must be one this socket trusts.
    await credentials.look()
    const { socket } = request.raw
    if (!(socket instanceof TLSSocket)) throw new Error('a connector without TLS')
    const answer = await access.renewCertificate(identities.get(request)!, fingerprintOf(socket), readBody(request, renewRequest))
    await access.audit.record(ctx, { event: 'certificate-issued', detail: { connector } })
    return answer
  })
  server.post(paths.outbound, { bodyLimit: 256 * 1024 }, async (request, reply) => {
    const { ctx, connector } = ctxOf(request)
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    return ingest.outbound.fetch(ctx, connector, readBody(request, outboundFetch), AbortSignal.any([gone.signal, closing.signal]))
  })
  server.post(paths.outboundResults, { bodyLimit: 1024 * 1024 }, async (request) => {
    const { ctx, connector } = ctxOf(request)
    await ingest.outbound.results(ctx, connector, readBody(request, outboundResults))
    return {}
  })
  server.post(paths.batches, async (request, reply) => {
    if (!Buffer.isBuffer(request.body)) throw new Fault('media-type', 'api/media-type', 'A batch is sent as application/octet-stream.')
    const { ctx, connector } = ctxOf(request)
    const answer = await ingest.commitBatch(ctx, connector, decodeBatch(request.body))
    if (answer.kind === 'accepted') return { next: answer.next }
    const { kind: _kind, ...refused } = answer
    return reply.code(409).send(refused)
  })
  return server
}
