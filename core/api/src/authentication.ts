import { Fault, asTenant, type Clock, type Ctx } from '@steckwerk/kernel'
import { permissionsAt, platform, type Access, type Decision, type Permission, type Principal } from '@steckwerk/access'
import type { Carrier, Store } from '@steckwerk/store'
import type { FastifyRequest } from 'fastify'
import type { PublicAddress } from './server-config.ts'
import { sessionCookie } from './web/cookie.ts'
import { requireSameOrigin } from './web/same-origin.ts'

/** A principal inside a carrier. */
export interface Entered {
  readonly ctx: Ctx
  readonly who: Principal
  readonly carrier: Carrier
  readonly decision: Decision
}

export interface Authentication {
  /** Who asks, or undefined; a session's unsafe request must come from our own pages. Faults: api/cross-site. */
  find(request: FastifyRequest): Promise<Principal | undefined>
  /** Faults: api/unauthenticated, api/cross-site. */
  principal(request: FastifyRequest): Promise<Principal>
  /** The context of a request in one carrier, with the view that is the caller's there. What the hub does of its own in answer to a permission needs
   *  ownWork. Faults: api/unauthenticated, api/cross-site, api/carrier-unknown, api/not-permitted. */
  enter(request: FastifyRequest, carrier: string, permission: Permission): Promise<Ctx>
  /** The same, with who it is. */
  entered(request: FastifyRequest, carrier: string, permission: Permission): Promise<Entered>
  /** All carriers the principal may enter; with a permission: where it has that. */
  carriersOf(principal: Principal, permission?: Permission): Promise<readonly Carrier[]>
  /** A context that sees no resource, unless a decision says otherwise. */
  ctxOf(request: FastifyRequest, principal: Principal, carrier: Carrier, decision?: Decision): Ctx
}

/** For those who work on what is not FHIR. */
const blind: Decision = Object.freeze({ permissions: new Set<Permission>(), view: { rules: [] }, purpose: 'HSYSADMIN' })

/** Of people who look at their own data, or a relative's. */
const ownPurposes: ReadonlySet<string> = new Set(['PATRQT', 'FAMRQT'])

const notPermitted = (): Fault => new Fault('forbidden', 'api/not-permitted', 'This account may not do this.')

/** A permission on the platform as a whole. Faults: api/not-permitted. */
export function requirePermission(principal: Principal, permission: Permission): void {
  if (!permissionsAt(principal, platform).has(permission)) throw notPermitted()
}

/** What is allowed at some carrier at least. Faults: api/not-permitted. */
export function requireSome(carriers: readonly Carrier[]): readonly Carrier[] {
  if (carriers.length === 0) throw notPermitted()
  return carriers
}

/** The context of work that a permission, not a view, allows: the hub's own tables, mapping a message again. */
export function ownWork(ctx: Ctx): Ctx {
  const { view: _, ...rest } = ctx
  return rest
}

export function createAuthentication(options: {
  readonly access: Access
  readonly store: Store
  readonly clock: Clock
  readonly address: PublicAddress
  /** Counts a request of an app, whatever becomes of it. Faults: those that keep it out. */
  readonly admit?: ((client: string) => Promise<void>) | undefined
}): Authentication {
  const { access, store, clock, address, admit } = options

  const find = async (request: FastifyRequest): Promise<Principal | undefined> => {
    const principal = await access.authenticate({
      authorization: request.headers.authorization,
      session: request.headers.authorization === undefined ? sessionCookie(request, address.secure) : undefined,
    })
    if (principal?.kind === 'session') requireSameOrigin(request, address.origin)
    // What an app was granted is FHIR: its token opens nothing of the portal.
    if (principal?.kind === 'client' && !request.url.startsWith('/fhir/')) return undefined
    return principal
  }

  const principal = async (request: FastifyRequest): Promise<Principal> => {
    const found = await find(request)
    if (found === undefined) throw new Fault('unauthenticated', 'api/unauthenticated', 'Sign in, or send a valid bearer token.')
    if (found.grant !== undefined) await admit?.(found.grant.client)
    return found
  }

  const ctxOf: Authentication['ctxOf'] = (request, who, carrier, { view, purpose } = blind) => ({
    tenant: asTenant(carrier.tenant),
    carrier: carrier.slug,
    purpose,
    now: new Date(clock.now()),
    ...(ownPurposes.has(purpose)
      // Patients and relatives have another name in each carrier's log: docs/decisions/0020-no-central-patient-list.md
      ? { actor: access.persons.keys.actor(carrier.tenant, who.account), trace: access.persons.keys.trace(carrier.tenant, request.id) }
      : { actor: who.actor, trace: request.id, address: request.ip }),
    ...(view === undefined ? {} : { view }),
    ...(who.grant === undefined ? {} : { client: who.grant.client }),
  })

  const entered: Authentication['entered'] = async (request, slug, permission) => {
    const who = await principal(request)
    // Its audience is one carrier's base. Source: RFC 6750 §3.1, invalid_token.
    if (who.grant !== undefined && who.grant.carrier !== slug) throw new Fault('unauthenticated', 'api/token-audience', 'The token is for another address.')
    const carrier = await store.carrier(slug)
    const decision = carrier === undefined ? undefined : await access.decisions.decide(who, carrier)
    // One answer for a carrier that is not there and one that is not theirs: who plugs in here is nobody else's business.
    if (carrier === undefined || decision === undefined) throw new Fault('not-found', 'api/carrier-unknown', 'There is no such carrier here.')
    if (!decision.permissions.has(permission)) throw notPermitted()
    return { ctx: ctxOf(request, who, carrier, decision), who, carrier, decision }
  }

  return {
    find,
    principal,
    ctxOf,
    entered,
    enter: async (request, carrier, permission) => (await entered(request, carrier, permission)).ctx,
    carriersOf: async (who, permission) => {
      const carriers = await store.carriers()
      const decisions = await Promise.all(carriers.map((carrier) => access.decisions.decide(who, carrier)))
      return carriers.filter((_, at) => {
        const decision = decisions[at]
        return decision !== undefined && (permission === undefined || decision.permissions.has(permission))
      })
    },
  }
}
