import type { Clock } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'
import { certificateRoutes } from './certificate-routes.ts'
import { keyRoutes, type KeyRoutesOptions } from './key-routes.ts'
import { platformKeyRoutes } from './platform-key-routes.ts'

/** Keys and certificates, below /portal/api and /admin. Wire types: contract/keys.ts. */
export function keysAndCertificates(options: KeyRoutesOptions & { readonly clock: Clock }): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    await server.register(keyRoutes(options))
    await server.register(certificateRoutes(options))
    await server.register(platformKeyRoutes(options))
  }
}
