import type { Access } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { Plugboard } from '@steckwerk/plugboard'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'
import type { Authentication } from '../authentication.ts'
import type { NetworkInfo, NetworkList, NetworkOffers } from '../contract/network.ts'

const unknown = (): Fault => new Fault('not-found', 'api/network-unknown', 'There is no such network here.')

/** Networks of this hub, public: which there are and what they offer. */
export function networkRoutes(options: { readonly plugboard: Plugboard; readonly access: Access; readonly store: Store; readonly authentication: Authentication }): (server: FastifyInstance) => Promise<void> {
  const { plugboard, access, store, authentication } = options
  return async (server) => {
    server.get('/networks', async (_request, reply) => {
      const networks = (await store.carriers()).filter(({ kind }) => kind === 'network').map(({ slug, name }) => ({ slug, name }))
      return reply.header('cache-control', 'no-cache').send({ networks } satisfies NetworkList)
    })

    server.get<{ Params: { network: string } }>('/networks/:network/offers', async (request, reply) => {
      await authentication.principal(request)
      if ((await store.carrier(request.params.network))?.kind !== 'network') throw unknown()
      const offers = (await plugboard.list()).filter(({ manifest }) => manifest.serves.includes('carrier')).map(({ manifest: { id, capability, vendor, name, summary } }) => (
        { plug: id, capability, vendor: vendor.name, name: { de: name.de, en: name.en ?? name.de }, summary: { de: summary.de, en: summary.en ?? summary.de } }))
      return reply.header('cache-control', 'no-store').send({ offers } satisfies NetworkOffers)
    })

    server.get<{ Params: { network: string } }>('/networks/:network', async (request, reply) => {
      const network = await store.carrier(request.params.network)
      if (network?.kind !== 'network') throw unknown()
      const [who, chosen] = await Promise.all([authentication.find(request), plugboard.choice.of(network.slug)])
      const decision = who === undefined ? undefined : await access.decisions.decide(who, network)
      return reply.header('cache-control', 'no-store').send({
        slug: network.slug, name: network.name, editor: decision?.permissions.has('network.edit') === true, manager: decision?.permissions.has('people.manage') === true, demo: access.demoPeople !== undefined,
        services: [...chosen].map(([capability, plug]) => ({ capability, plug })),
      } satisfies NetworkInfo)
    })
  }
}
