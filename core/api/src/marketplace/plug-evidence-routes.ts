import type { PluggedService } from '@steckwerk/marketplace'
import type { FastifyInstance } from 'fastify'
import type { PlugEvidencePage } from '../contract/marketplace.ts'
import { addEvidenceRoutes } from './evidence-routes.ts'
import { brokerKeeper, type MarketplaceRoutesOptions } from './options.ts'
import { plugOnWire } from './wire.ts'

const isOutside = (plug: PluggedService): plug is PluggedService & { readonly url: string } => plug.url !== undefined

/** The evidence seen of services that are registered by their address. */
export function plugEvidenceRoutes(options: MarketplaceRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, marketplace: { plugged } } = options

  return async (server) => {
    server.get('/platform/plugs', async (request): Promise<PlugEvidencePage> => {
      const { now } = await brokerKeeper(request, options)
      return { plugs: (await plugged.list()).filter(isOutside).map((one) => plugOnWire(one, now)) }
    })

    addEvidenceRoutes<{ plug: string }>(server, options, {
      at: '/platform/plugs/:plug', addTo: '/platform/plugs/:plug',
      add: ({ plug }, evidence, by, document) => plugged.addEvidence(plug, evidence, by, document),
      remove: ({ plug }, evidence) => plugged.removeEvidence(plug, evidence),
      document: ({ plug }, evidence) => plugged.document(plug, evidence),
      told: (ctx, { plug }, change) => access.audit.record(ctx, { event: 'setting-changed', detail: { what: 'service', plug, change } }),
    })
  }
}
