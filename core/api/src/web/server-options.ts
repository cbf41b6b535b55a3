import type { FastifyServerOptions } from 'fastify'
import { traceOf } from './trace.ts'

/** Limits both sockets share. Node's own timeouts end a slow sender; `closeGraceMs` is how long a stop waits for running requests. */
export const limits = Object.freeze({
  headersMs: 10_000,
  requestMs: 60_000,
  keepAliveMs: 72_000,
  maxParam: 256,
})

/** Options of Node's own server, http or https. */
export const socketOptions = { headersTimeout: limits.headersMs, maxHeaderSize: 16 * 1024, connectionsCheckingInterval: 5_000 } as const

/** Bodies and answers are held by zod (read-body.ts): the framework's own compilers would be loaded at each start, and never asked. */
function noSchemas(): never {
  throw new Error('Routes have no schemas here.')
}

export const serverOptions = {
  schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  logger: false,
  keepAliveTimeout: limits.keepAliveMs,
  requestTimeout: limits.requestMs,
  routerOptions: { ignoreTrailingSlash: true, maxParamLength: limits.maxParam, querystringParser: () => ({}) },
  genReqId: (request) => traceOf(request.headers),
  requestIdHeader: false,
  forceCloseConnections: 'idle',
  return503OnClosing: true,
} satisfies FastifyServerOptions
