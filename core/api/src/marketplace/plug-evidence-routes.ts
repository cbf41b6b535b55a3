import type { Ctx } from '@steckwerk/kernel'
import type { PluggedService } from '@steckwerk/marketplace'
import type { FastifyInstance } from 'fastify'
import type { EvidenceInfo, PlugEvidencePage } from '../contract/marketplace.ts'
import { readBody } from '../leitstand/read-body.ts'
import { evidenceBody, evidenceLimit, evidenceOf } from './evidence-body.ts'
import { brokerKeeper, type MarketplaceRoutesOptions } from './options.ts'
import { sendDocument } from './send-document.ts'
import { evidenceOnWire, plugOnWire } from './wire.ts'

interface OfPlug { Params: { plug: string } }
interface OfEvidence { Params: { plug: string; evidence: string } }

const isOutside = (plug: PluggedService): plug is PluggedService & { readonly url: string } => plug.url !== undefined

/** The evidence seen of services that are registered by their address. */
export function plugEvidenceRoutes(options: MarketplaceRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, marketplace: { plugged } } = options
  /** In the platform's own log. */
  const told = (ctx: Ctx, plug: string, change: string): Promise<void> => access.audit.record(ctx, { event: 'setting-changed', detail: { what: 'service', plug, change } })

  return async (server) => {
    server.get('/platform/plugs', async (request): Promise<PlugEvidencePage> => {
      const { now } = await brokerKeeper(request, options)
      return { plugs: (await plugged.list()).filter(isOutside).map((one) => plugOnWire(one, now)) }
    })

    server.post<OfPlug>('/platform/plugs/:plug/evidence', { bodyLimit: evidenceLimit }, async (request, reply) => {
      const ctx = await brokerKeeper(request, options)
      const { evidence, document } = evidenceOf(readBody(request, evidenceBody))
      const made = await plugged.addEvidence(request.params.plug, evidence, ctx.actor, document)
      await told(ctx, request.params.plug, `evidence added: ${evidence.kind}`)
      return reply.code(201).send(evidenceOnWire(made, ctx.now) satisfies EvidenceInfo)
    })

    server.get<OfEvidence>('/platform/plugs/:plug/evidence/:evidence/document', async (request, reply) => {
      await brokerKeeper(request, options)
      return sendDocument(reply, await plugged.document(request.params.plug, request.params.evidence))
    })

    server.delete<OfEvidence>('/platform/plugs/:plug/evidence/:evidence', async (request, reply) => {
      const ctx = await brokerKeeper(request, options)
      await plugged.removeEvidence(request.params.plug, request.params.evidence)
      await told(ctx, request.params.plug, 'evidence removed')
      return reply.code(204).send()
    })
  }
}
