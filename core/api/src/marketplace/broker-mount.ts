import { Readable } from 'node:stream'
import type { BrokerHandler } from '@steckwerk/plug'
import type { FastifyInstance } from 'fastify'

/** The hub's own services as a broker, for other platforms too; below /broker. */
export function brokerMount(handler: BrokerHandler): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE'],
      url: '/v2/*',
      handler: async (request, reply) => {
        const url = new URL(request.url, 'http://broker')
        const { status, headers, body } = await handler({
          method: request.method, path: url.pathname.slice(url.pathname.indexOf('/v2/')), query: url.searchParams, headers: request.headers, body: request.body,
        })
        void reply.code(status).headers({ ...headers, 'cache-control': 'no-store' })
        return reply.send(body === undefined ? '' : Symbol.asyncIterator in body ? Readable.from(body) : JSON.stringify(body))
      },
    })
  }
}
