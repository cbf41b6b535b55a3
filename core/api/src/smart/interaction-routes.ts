import { narrowScopes, parseScope, rolesAt, type OwnPatient, type PendingAuthorization, type Principal } from '@steckwerk/access'
import { Fault, viewAllows, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ConsentRequest, FoundPersons, LaunchPerson, Onward } from '../contract/smart.ts'
import { readBody } from '../leitstand/read-body.ts'
import { rawQuery } from '../web/raw-query.ts'
import { findPersons, ownPersons, seenPerson } from './launch-persons.ts'
import { publicOrigin } from './public-origin.ts'
import type { SmartRouteParts } from './route-parts.ts'
import { wireScopes } from './wire-scope.ts'

/** Where the provider's cookie of an interaction is valid, beside the provider. */
export const interactionPath = '/portal/api/oidc/interactions'

interface Asked {
  readonly principal: Principal
  readonly carrier: Carrier
  /** What the account may see at the client's carrier. */
  readonly ctx: Ctx
  readonly pending: PendingAuthorization
  readonly own: readonly OwnPatient[]
  /** What may be granted at most. */
  readonly scopes: readonly string[]
}

interface OfInteraction {
  Params: { uid: string }
}

const confirmBody = z.strictObject({ patient: z.string().min(1).max(64).optional(), scopes: z.array(z.string().max(1_000)).max(100) })

/** Whether these scopes are about one patient. */
const needsPatient = (scopes: readonly string[]): boolean => scopes.some((scope) => scope === 'launch/patient' || parseScope(scope)?.context === 'patient')

/** What the consent page shows and decides. A session only: no program consents. */
export function interactionRoutes(parts: SmartRouteParts): (server: FastifyInstance) => Promise<void> {
  const { smart, store, authentication, ownPatients, audit, address } = parts

  /** Faults: api/unauthenticated, api/cross-site, api/session-only, access/interaction-gone, api/carrier-unknown, api/not-permitted. */
  async function asked(request: FastifyRequest<OfInteraction>, reply: FastifyReply): Promise<Asked> {
    const principal = await authentication.principal(request)
    if (principal.kind !== 'session') throw new Fault('forbidden', 'api/session-only', 'This is for people who are signed in.')
    const { interactions } = await smart.serverAt(publicOrigin(request, address))
    const pending = await interactions.find(request.raw, reply.raw)
    const carrier = await store.carrier(pending.client.carrier)
    if (carrier === undefined || pending.uid !== request.params.uid || (pending.launch !== undefined && pending.launch.account !== principal.account)) {
      throw new Fault('not-found', 'access/interaction-gone', 'This request of an app is no longer open. Open the app again.')
    }
    const ctx = await authentication.enter(request, carrier.slug, 'fhir.read')
    const own = await ownPatients.of(principal.account, carrier)
    const hasSelf = own.some(({ relation }) => relation === 'self')
    // Nothing stands for a member of staff in a carrier's data, so there is nobody to be named.
    const scopes = narrowScopes(pending.scopes, ctx.view).filter((scope) => scope !== 'fhirUser' || hasSelf)
    return { principal, carrier, ctx, pending, own, scopes }
  }

  function wayToPatient({ principal, carrier, ctx, pending, scopes }: Asked): ConsentRequest['patient'] {
    if (pending.launch?.patient !== undefined) return 'given'
    if (!needsPatient(scopes)) return 'none'
    return rolesAt(principal, carrier.slug).length > 0 && viewAllows(ctx.view, 'Patient', 's') ? 'search' : 'choose'
  }

  async function personsOf({ ctx, pending, own }: Asked): Promise<LaunchPerson[]> {
    if (pending.launch?.patient === undefined) return ownPersons(store, ctx, own)
    const person = await seenPerson(store, ctx, pending.launch.patient, own)
    return person === undefined ? [] : [person]
  }

  return async (server) => {
    server.get<OfInteraction>('/oidc/interactions/:uid', async (request, reply): Promise<ConsentRequest> => {
      const all = await asked(request, reply)
      const { principal, carrier, pending, scopes } = all
      const patient = wayToPatient(all)
      const before = (await smart.grants.of(principal.account)).find(({ client }) => client === pending.client.id)
      const destination = new URL(pending.redirectUri)
      return {
        client: { id: pending.client.id, name: pending.client.name, vendor: pending.client.vendor, kind: pending.client.kind },
        destination: destination.origin === 'null' ? destination.protocol : destination.origin,
        carrier: { slug: carrier.slug, name: carrier.name },
        account: principal.name,
        scopes: wireScopes(scopes),
        patient,
        persons: patient === 'none' ? [] : await personsOf(all),
        before: before === undefined ? null : { scopes: before.scopes, patient: before.patient ?? null, at: new Date(before.grantedAt).toISOString() },
      }
    })

    server.get<OfInteraction>('/oidc/interactions/:uid/persons', async (request, reply): Promise<FoundPersons> => {
      const all = await asked(request, reply)
      const name = new URLSearchParams(rawQuery(request)).get('name')?.trim() ?? ''
      if (wayToPatient(all) !== 'search' || name.length < 2 || name.length > 100) return { persons: [] }
      const persons = await findPersons(store, all.ctx, name)
      await audit.record(all.ctx, { event: 'search', type: 'Patient', patients: persons.map(({ patient }) => patient), detail: { client: all.pending.client.id } })
      return { persons }
    })

    server.post<OfInteraction>('/oidc/interactions/:uid/confirm', async (request, reply): Promise<Onward> => {
      const body = readBody(request, confirmBody)
      const all = await asked(request, reply)
      const { principal, carrier, ctx, pending, own, scopes } = all
      const kept = scopes.filter((scope) => body.scopes.includes(scope))
      if (kept.length === 0 || kept.length !== new Set(body.scopes).size) {
        throw new Fault('unprocessable', 'api/consent-scopes', 'Only what the app asked for can be granted, and at least one of it.', { at: 'scopes' })
      }
      const patient = pending.launch?.patient ?? (needsPatient(kept) ? body.patient : undefined)
      const person = patient === undefined ? undefined : await seenPerson(store, ctx, patient, own)
      if ((needsPatient(kept) || patient !== undefined) && person === undefined) {
        throw new Fault('unprocessable', 'api/launch-patient', 'Choose the person the app is to be opened for.', { at: 'patient' })
      }
      const self = own.find(({ relation }) => relation === 'self')
      const origin = publicOrigin(request, address)
      const { interactions } = await smart.serverAt(origin)
      // What cannot be logged does not happen.
      await audit.record(ctx, {
        event: 'token-issued', ...(patient === undefined ? {} : { patients: [patient] }), detail: { client: pending.client.id, scopes: kept.join(' ') },
      })
      return {
        location: await interactions.confirm(request.raw, reply.raw, {
          principal, scopes: kept, patient,
          fhirUser: kept.includes('fhirUser') && self !== undefined ? `${origin}/fhir/${carrier.slug}/Patient/${self.patient}` : undefined,
        }),
      }
    })

    server.post<OfInteraction>('/oidc/interactions/:uid/refuse', async (request, reply): Promise<Onward> => {
      await authentication.principal(request)
      const { interactions } = await smart.serverAt(publicOrigin(request, address))
      return { location: await interactions.refuse(request.raw, reply.raw) }
    })
  }
}
