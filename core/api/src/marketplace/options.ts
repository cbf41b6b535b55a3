import type { Access, Permission } from '@steckwerk/access'
import { asTenant, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Marketplace, Orderer } from '@steckwerk/marketplace'
import type { FastifyRequest } from 'fastify'
import { ownWork, requirePermission, type Authentication } from '../authentication.ts'

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
export async function brokerKeeper(request: FastifyRequest, { authentication, clock }: MarketplaceRoutesOptions): Promise<Ctx> {
  const who = await authentication.principal(request)
  requirePermission(who, 'broker.manage')
  return { tenant: asTenant(0), carrier: '', actor: who.actor, purpose: 'HSYSADMIN', trace: request.id, now: new Date(clock.now()), address: request.ip }
}
