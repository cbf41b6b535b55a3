import type { Ctx } from '@steckwerk/kernel'
import type { Broker } from '@steckwerk/marketplace'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { BrokerInfo, BrokerPage } from '../contract/marketplace.ts'
import { readBody } from '../leitstand/read-body.ts'
import { addEvidenceRoutes } from './evidence-routes.ts'
import { brokerKeeper, type MarketplaceRoutesOptions } from './options.ts'
import { brokerOnWire } from './wire.ts'

interface OfBroker { Params: { broker: string } }
interface OfService { broker: string; service: string }

const brokerBody = z.strictObject({
  name: z.string().trim().min(1).max(200), url: z.url().max(500), user: z.string().min(1).max(200).regex(/^[^:]*$/), password: z.string().min(1).max(500).optional(),
})
const nothing = z.strictObject({})

/** Brokers of the platform, and the evidence seen of their services. */
export function brokerRoutes(options: MarketplaceRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, marketplace: { brokers, market }, clock } = options
  const info = async (broker: Broker): Promise<BrokerInfo> => brokerOnWire(broker, await market.list(), await brokers.changes(broker.id), new Date(clock.now()))
  /** In the platform's own log. */
  const told = (ctx: Ctx, broker: string, change: string): Promise<void> => access.audit.record(ctx, { event: 'setting-changed', detail: { what: 'broker', broker, change } })

  return async (server) => {
    server.get('/platform/brokers', async (request): Promise<BrokerPage> => {
      await brokerKeeper(request, options)
      return { brokers: await Promise.all((await brokers.list()).map(info)) }
    })

    server.post('/platform/brokers', async (request, reply) => {
      const ctx = await brokerKeeper(request, options)
      const broker = await brokers.add(readBody(request, brokerBody), ctx.actor)
      await told(ctx, broker.id, 'added')
      return reply.code(201).send(await info(broker))
    })

    server.put<OfBroker>('/platform/brokers/:broker', async (request): Promise<BrokerInfo> => {
      const ctx = await brokerKeeper(request, options)
      const broker = await brokers.change(request.params.broker, readBody(request, brokerBody))
      await told(ctx, broker.id, 'changed')
      return info(broker)
    })

    server.post<OfBroker>('/platform/brokers/:broker/refresh', async (request): Promise<BrokerInfo> => {
      await brokerKeeper(request, options)
      readBody(request, nothing)
      return info(await brokers.refresh(request.params.broker))
    })

    server.delete<OfBroker>('/platform/brokers/:broker', async (request, reply) => {
      const ctx = await brokerKeeper(request, options)
      await brokers.remove(request.params.broker)
      await told(ctx, request.params.broker, 'removed')
      return reply.code(204).send()
    })

    addEvidenceRoutes<OfService>(server, options, {
      at: '/platform/brokers/:broker', addTo: '/platform/brokers/:broker/services/:service',
      add: ({ broker, service }, evidence, by, document) => market.addEvidence(broker, service, evidence, by, document),
      remove: ({ broker }, evidence) => market.removeEvidence(broker, evidence),
      document: ({ broker }, evidence) => market.document(broker, evidence),
      told: (ctx, { broker }, change) => told(ctx, broker, change),
    })
  }
}
