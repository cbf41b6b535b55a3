import type { FastifyInstance } from 'fastify'

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE'
const requestHeaders = 'authorization, content-type, accept, prefer, if-match, if-none-match, if-modified-since, if-none-exist, x-request-id'
const exposed = 'etag, location, content-location, last-modified, www-authenticate, x-request-id, retry-after'

/** Lets pages of registered public clients use these addresses from their own origin. Never with credentials: a cookie counts for nothing there.
 *  `allowed` says which origins a path is open to. Source: Fetch standard, CORS protocol; SMART App Launch 2.2, "Support for CORS". */
export function addCors(server: FastifyInstance, allowed: (url: string) => Promise<ReadonlySet<string>>): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.header('vary', 'origin')
    const { origin } = request.headers
    if (origin === undefined || !(await allowed(request.url)).has(origin)) {
      if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) return reply.code(403).send()
      return
    }
    reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', exposed)
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
      return reply.code(204).headers({
        'access-control-allow-methods': methods, 'access-control-allow-headers': requestHeaders, 'access-control-max-age': '600',
      }).send()
    }
  })
}
