import type { Log } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'
import type { HttpMetrics } from '../metrics/http-metrics.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** An event stream: how long it lasted says nothing about the server's speed. */
    readonly endless?: boolean
  }
}

/** One line an answer, with the route's pattern in place of the address: no id, no query string, no header ever reaches the log. Plain
 *  successes are debug lines. */
export function addRequestLog(server: FastifyInstance, log: Log, metrics: HttpMetrics): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(none)'
    const ms = Math.round(reply.elapsedTime * 10) / 10
    const isStream = request.routeOptions.config.endless === true || String(reply.getHeader('content-type')).startsWith('text/event-stream')
    if (!isStream) metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000)
    const fields = { method: request.method, route, status: reply.statusCode, ms, trace: request.id }
    if (reply.statusCode >= 500) log.warn('answered', fields)
    else if (reply.statusCode >= 400) log.info('answered', fields)
    else log.debug('answered', fields)
    done()
  })
}
