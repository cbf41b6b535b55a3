import { isIP } from 'node:net'
import { Fault, type Clock, type Ctx, asTenant } from '@steckwerk/kernel'
import type { Ingest } from '@steckwerk/ingest'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'
import { requirePermission, type Authentication } from '../authentication.ts'
import type { StreamHub } from '../stream/hub.ts'
import type { HttpMetrics } from './http-metrics.ts'
import { ingestLines } from './ingest-lines.ts'
import { createProcessMetrics } from './process-metrics.ts'

function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && (/^(?:::ffff:)?127\./.test(address) || address === '::1')
}

/** GET /metrics, Prometheus text: from this machine as it is, from elsewhere with the operator's token. No patient data, only counts. */
export function metricsRoute(options: {
  readonly authentication: Authentication
  readonly store: Store
  readonly ingest: Ingest
  readonly clock: Clock
  readonly http: HttpMetrics
  readonly streams: StreamHub
}): (server: FastifyInstance) => Promise<void> {
  const { authentication, store, ingest, clock, http, streams } = options
  return async (server) => {
    const machine = createProcessMetrics()
    server.addHook('onClose', async () => machine.stop())
    server.get('/metrics', async (request, reply) => {
      if (!isLoopback(request.ip) || request.headers['x-forwarded-for'] !== undefined) {
        requirePermission(await authentication.principal(request), 'metrics.read')
      }
      const ctxOf = (slug: string, tenant: number): Ctx => ({
        tenant: asTenant(tenant), carrier: slug, actor: 'Device/metrics', purpose: 'HSYSADMIN', trace: request.id, now: new Date(clock.now()),
      })
      const carriers = await store.carriers()
      const views = await Promise.all(carriers.map(async ({ slug, tenant }) => ({ slug, view: await ingest.connectors(ctxOf(slug, tenant)) })))
      const lines = [
        ...http.lines(), ...machine.lines(), ...ingestLines(views, clock.now()),
        '# TYPE steckwerk_event_streams gauge', `steckwerk_event_streams ${streams.size}`,
      ]
      return reply.header('cache-control', 'no-store').type('text/plain; version=0.0.4; charset=utf-8').send(`${lines.join('\n')}\n`)
    })
    server.setErrorHandler((thrown, _request, reply) => {
      if (thrown instanceof Fault && thrown.kind === 'unauthenticated') reply.header('www-authenticate', 'Bearer')
      throw thrown
    })
  }
}
