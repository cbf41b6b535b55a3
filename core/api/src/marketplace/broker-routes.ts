import type { Ctx } from '@steckwerk/kernel'
import type { Broker } from '@steckwerk/marketplace'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { BrokerInfo, BrokerPage, EvidenceInfo } from '../contract/marketplace.ts'
import { readBody } from '../leitstand/read-body.ts'
import { evidenceBody, evidenceLimit, evidenceOf } from './evidence-body.ts'
import { brokerKeeper, type MarketplaceRoutesOptions } from './options.ts'
import { sendDocument } from './send-document.ts'
import { brokerOnWire, evidenceOnWire } from './wire.ts'

interface OfBroker { Params: { broker: string } }
interface OfService { Params: { broker: string; service: string } }
interface OfEvidence { Params: { broker: string; evidence: string } }

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

    server.post<OfService>('/platform/brokers/:broker/services/:service/evidence', { bodyLimit: evidenceLimit }, async (request, reply) => {
      const ctx = await brokerKeeper(request, options)
      const { evidence, document } = evidenceOf(readBody(request, evidenceBody))
      const made = await market.addEvidence(request.params.broker, request.params.service, evidence, ctx.actor, document)
      await told(ctx, request.params.broker, `evidence added: ${evidence.kind}`)
      return reply.code(201).send(evidenceOnWire(made, ctx.now) satisfies EvidenceInfo)
    })

    server.get<OfEvidence>('/platform/brokers/:broker/evidence/:evidence/document', async (request, reply) => {
      await brokerKeeper(request, options)
      return sendDocument(reply, await market.document(request.params.broker, request.params.evidence))
    })

    server.delete<OfEvidence>('/platform/brokers/:broker/evidence/:evidence', async (request, reply) => {
      const ctx = await brokerKeeper(request, options)
      await market.removeEvidence(request.params.broker, request.params.evidence)
      await told(ctx, request.params.broker, 'evidence removed')
      return reply.code(204).send()
    })
  }
}
