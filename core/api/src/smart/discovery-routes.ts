import type { Smart } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'
import type { PublicAddress } from '../server-config.ts'
import { addCors } from './cors.ts'
import { smartConfiguration } from './discovery.ts'
import { publicOrigin } from './public-origin.ts'

/** What SMART adds below /fhir: how apps find the authorization server, and who may call from a page of another origin. */
export function addSmartDiscovery(server: FastifyInstance, options: { readonly smart: Smart; readonly store: Store; readonly address: PublicAddress }): void {
  const { smart, store, address } = options
  addCors(server, async (url) => smart.clients.origins(/^\/fhir\/([a-z][a-z0-9-]{0,30})(?:[/?]|$)/.exec(url)?.[1] ?? ''))
  server.get<{ Params: { carrier: string } }>('/:carrier/.well-known/smart-configuration', async (request, reply) => {
    if ((await store.carrier(request.params.carrier)) === undefined) throw new Fault('not-found', 'api/carrier-unknown', 'There is no such carrier here.')
    const origin = publicOrigin(request, address)
    return reply.header('cache-control', 'public, max-age=300').header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify(smartConfiguration(`${origin}/oidc`, origin)))
  })
}
