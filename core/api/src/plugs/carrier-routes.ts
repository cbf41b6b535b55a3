import type { Permission } from '@steckwerk/access'
import type { Ctx } from '@steckwerk/kernel'
import type { Marketplace } from '@steckwerk/marketplace'
import type { KnownPlug, PlugActor, Plugboard } from '@steckwerk/plugboard'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ownWork, type Authentication } from '../authentication.ts'
import type { CarrierPlugs, PlugInfo, PlugUsage } from '../contract/plugs.ts'
import { readBody } from '../leitstand/read-body.ts'
import { rawQuery } from '../web/raw-query.ts'
import { evidenceGate } from './evidence-gate.ts'

const grantBody = z.strictObject({
  scopes: z.array(z.string().min(1).max(500)).max(100).optional(),
  purposes: z.array(z.string().min(1).max(20)).max(10).optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
})
const providerBody = z.strictObject({ plug: z.string().max(64).nullable() })

interface OfCarrier {
  Params: { carrier: string }
}
interface OfPlug {
  Params: { carrier: string; plug: string }
}

export function plugInfo({ id, manifest, url, health }: KnownPlug): PlugInfo {
  return {
    id, manifest,
    url: url ?? null,
    health: health === undefined ? null : { state: health.state, reason: health.reason ?? null, at: new Date(health.at).toISOString() },
  }
}

export const actorOf = ({ actor, trace, purpose }: Ctx): PlugActor => ({ actor, trace, purpose })

/** A carrier's services: for the portal below /portal/api, for the command line below /admin. */
export function carrierPlugRoutes(options: {
  readonly plugboard: Plugboard
  /** What carriers ask of services; a hub without ordering asks nothing. */
  readonly marketplace?: Marketplace | undefined
  readonly authentication: Authentication
  readonly permission?: Permission
}): (server: FastifyInstance) => Promise<void> {
  const { plugboard, marketplace, authentication, permission = 'carrier.settings' } = options
  const gate = marketplace === undefined ? undefined : evidenceGate(plugboard, marketplace)
  return async (server) => {
    server.get<OfCarrier>('/carriers/:carrier/plugs', async (request): Promise<CarrierPlugs> => {
      const { carrier } = request.params
      const ctx = await authentication.enter(request, carrier, permission)
      const [plugs, grants, providers, concerns] = await Promise.all([
        plugboard.list(), plugboard.grants.ofCarrier(carrier), plugboard.choice.of(carrier), marketplace?.plugged.concerns(ownWork(ctx)),
      ])
      return {
        plugs: plugs.map(plugInfo),
        grants: grants.map(({ plug, scopes, purposes, at, by, asksForMore, instance }) =>
          ({ plug, scopes, purposes, at: new Date(at).toISOString(), by, asksForMore, ordered: instance !== undefined })),
        providers: [...providers].map(([capability, plug]) => ({ capability, plug })),
        concerns: [...concerns ?? []].map(([plug, found]) => ({ plug, concerns: found })),
      }
    })

    server.put<OfPlug>('/carriers/:carrier/plugs/:plug', async (request, reply) => {
      const { carrier, plug } = request.params
      const ctx = await authentication.enter(request, carrier, permission)
      const { scopes, purposes, parameters } = readBody(request, grantBody)
      await gate?.grant(ownWork(ctx), plug, { ...(scopes === undefined ? {} : { scopes }), ...(purposes === undefined ? {} : { purposes }) })
      await plugboard.grants.grant(carrier, plug, {
        ...(scopes === undefined ? {} : { scopes }), ...(purposes === undefined ? {} : { purposes }), ...(parameters === undefined ? {} : { parameters }),
      }, actorOf(ctx))
      return reply.code(204).send()
    })

    server.delete<OfPlug>('/carriers/:carrier/plugs/:plug', async (request, reply) => {
      const { carrier, plug } = request.params
      const ctx = await authentication.enter(request, carrier, permission)
      await plugboard.grants.revoke(carrier, plug, actorOf(ctx))
      return reply.code(204).send()
    })

    server.put<{ Params: { carrier: string; capability: string } }>('/carriers/:carrier/providers/:capability', async (request, reply) => {
      const { carrier, capability } = request.params
      const ctx = await authentication.enter(request, carrier, permission)
      const plug = readBody(request, providerBody).plug ?? undefined
      if (plug !== undefined) await gate?.choose(ownWork(ctx), capability, plug)
      await plugboard.choice.choose(carrier, capability, plug, actorOf(ctx))
      return reply.code(204).send()
    })

    server.get<OfCarrier>('/carriers/:carrier/plug-usage', async (request): Promise<PlugUsage> => {
      const ctx = await authentication.enter(request, request.params.carrier, permission)
      const month = ctx.now.toISOString().slice(0, 7)
      const query = new URLSearchParams(rawQuery(request))
      return { usage: await plugboard.usage.of(request.params.carrier, { from: query.get('from') ?? month, to: query.get('to') ?? month }) }
    })
  }
}
