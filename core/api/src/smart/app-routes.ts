import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'
import type { GrantedApps } from '../contract/smart.ts'
import { seenPerson } from './launch-persons.ts'
import type { SmartRouteParts } from './route-parts.ts'
import { wireScopes } from './wire-scope.ts'

/** "Welche Apps dürfen zugreifen": what somebody has granted, and taking it back. */
export function appRoutes({ smart, store, authentication, ownPatients, audit }: SmartRouteParts): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.get('/apps', async (request): Promise<GrantedApps> => {
      const { account } = await authentication.principal(request)
      const apps: GrantedApps['apps'][number][] = []
      for (const grant of await smart.grants.of(account)) {
        const [client, carrier] = await Promise.all([smart.clients.find(grant.client), store.carrier(grant.carrier)])
        // What a frame of the portal is given nobody chose, and ends by itself.
        if (client === undefined || carrier === undefined || grant.slot !== undefined) continue
        // Whoever may no longer see the patient still sees, and ends, what they granted.
        const ctx = grant.patient === undefined ? undefined : await authentication.enter(request, carrier.slug, 'fhir.read').catch(() => undefined)
        const person = ctx === undefined ? undefined : await seenPerson(store, ctx, grant.patient!, await ownPatients.of(account, carrier))
        apps.push({
          id: grant.id,
          name: client.name,
          vendor: client.vendor,
          carrier: { slug: carrier.slug, name: carrier.name },
          patient: person === undefined ? null : { id: person.patient, name: person.name },
          scopes: wireScopes(grant.scopes),
          grantedAt: new Date(grant.grantedAt).toISOString(),
          usedAt: new Date(grant.usedAt).toISOString(),
          offline: grant.offline,
        })
      }
      return { apps }
    })

    server.delete<{ Params: { id: string } }>('/apps/:id', async (request, reply) => {
      const principal = await authentication.principal(request)
      const { id } = request.params
      const grant = (await smart.grants.of(principal.account)).find((one) => one.id === id)
      if (grant === undefined) throw new Fault('not-found', 'api/app-unknown', 'There is no such grant.')
      await smart.grants.revoke(principal.account, id)
      const carrier = await store.carrier(grant.carrier)
      if (carrier !== undefined) {
        const ctx = authentication.ctxOf(request, principal, carrier)
        await audit.record(ctx, {
          event: 'token-revoked', ...(grant.patient === undefined ? {} : { patients: [grant.patient] }), detail: { client: grant.client },
        })
      }
      return reply.code(204).send()
    })
  }
}
