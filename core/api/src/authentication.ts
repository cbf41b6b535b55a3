import { Fault, asTenant, type Clock, type Ctx } from '@steckwerk/kernel'
import { mayEnter, type Access, type Permission, type Principal } from '@steckwerk/access'
import type { Carrier, Store } from '@steckwerk/store'
import type { FastifyRequest } from 'fastify'
import type { PublicAddress } from './server-config.ts'
import { sessionCookie } from './web/cookie.ts'
import { requireSameOrigin } from './web/same-origin.ts'

export interface Authentication {
  /** Who asks, or undefined; a session's unsafe request must come from our own pages. Faults: api/cross-site. */
  find(request: FastifyRequest): Promise<Principal | undefined>
  /** Faults: api/unauthenticated, api/cross-site. */
  principal(request: FastifyRequest): Promise<Principal>
  /** The context of a request in one carrier. Faults: api/unauthenticated, api/cross-site, api/carrier-unknown, api/not-permitted. */
  enter(request: FastifyRequest, carrier: string, permission: Permission): Promise<Ctx>
  /** All carriers the principal may enter. */
  carriersOf(principal: Principal): Promise<readonly Carrier[]>
  ctxOf(request: FastifyRequest, principal: Principal, carrier: Carrier): Ctx
}

/** Faults: api/not-permitted. */
export function requirePermission(principal: Principal, permission: Permission): void {
  if (!principal.permissions.has(permission)) throw new Fault('forbidden', 'api/not-permitted', 'This account may not do this.')
}

export function createAuthentication(options: {
  readonly access: Access
  readonly store: Store
  readonly clock: Clock
  readonly address: PublicAddress
}): Authentication {
  const { access, store, clock, address } = options

  const find = async (request: FastifyRequest): Promise<Principal | undefined> => {
    const principal = await access.authenticate({
      authorization: request.headers.authorization,
      session: request.headers.authorization === undefined ? sessionCookie(request, address.secure) : undefined,
    })
    if (principal?.kind === 'session') requireSameOrigin(request, address.origin)
    return principal
  }

  const principal = async (request: FastifyRequest): Promise<Principal> => {
    const found = await find(request)
    if (found === undefined) throw new Fault('unauthenticated', 'api/unauthenticated', 'Sign in, or send a valid bearer token.')
    return found
  }

  const ctxOf = (request: FastifyRequest, who: Principal, carrier: Carrier): Ctx => ({
    tenant: asTenant(carrier.tenant),
    carrier: carrier.slug,
    actor: who.actor,
    purpose: who.purpose,
    trace: request.id,
    now: new Date(clock.now()),
  })

  return {
    find,
    principal,
    ctxOf,
    enter: async (request, slug, permission) => {
      const who = await principal(request)
      const carrier = await store.carrier(slug)
      // One answer for a carrier that is not there and one that is not theirs: who plugs in here is nobody else's business.
      if (carrier === undefined || !mayEnter(who, slug)) throw new Fault('not-found', 'api/carrier-unknown', 'There is no such carrier here.')
      requirePermission(who, permission)
      return ctxOf(request, who, carrier)
    },
    carriersOf: async (who) => (await store.carriers()).filter((carrier) => mayEnter(who, carrier.slug)),
  }
}
