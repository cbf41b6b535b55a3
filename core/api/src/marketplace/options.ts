import { permissionsAt, platform, type Access, type Permission } from '@steckwerk/access'
import { Fault, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Marketplace, Orderer } from '@steckwerk/marketplace'
import type { FastifyRequest } from 'fastify'
import { ownWork, type Authentication } from '../authentication.ts'

export interface MarketplaceRoutesOptions {
  readonly access: Access
  readonly marketplace: Marketplace
  readonly authentication: Authentication
  readonly clock: Clock
}

/** Who orders, approves or looks, in one carrier. Faults: those of Authentication.enter. */
export async function orderer(request: FastifyRequest, carrier: string, permission: Permission, { authentication }: MarketplaceRoutesOptions): Promise<{ readonly ctx: Ctx; readonly who: Orderer }> {
  const { ctx, who, decision } = await authentication.entered(request, carrier, permission)
  return { ctx: ownWork(ctx), who: { account: who.account, name: who.name, mayApprove: decision.permissions.has('service.approve') } }
}

/** Who looks after brokers. Faults: api/unauthenticated, api/not-permitted. */
export async function brokerKeeper(request: FastifyRequest, { authentication }: MarketplaceRoutesOptions): Promise<string> {
  const who = await authentication.principal(request)
  if (!permissionsAt(who, platform).has('broker.manage')) throw new Fault('forbidden', 'api/not-permitted', 'This account may not do this.')
  return who.actor
}
