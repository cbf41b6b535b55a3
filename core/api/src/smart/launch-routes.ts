import { parseScope } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { LaunchableApps, Launched } from '../contract/smart.ts'
import { readBody } from '../leitstand/read-body.ts'
import { isEncounterOf, seenPerson } from './launch-persons.ts'
import { publicOrigin } from './public-origin.ts'
import type { SmartRouteParts } from './route-parts.ts'

interface OfCarrier {
  Params: { carrier: string }
}

const id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)
const launchBody = z.strictObject({ client: z.string().min(1).max(100), patient: id.optional(), encounter: id.optional() })

/** Opening apps from the portal (EHR launch). Source: SMART App Launch 2.2. */
export function launchRoutes({ smart, store, authentication, ownPatients, address }: SmartRouteParts): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.get<OfCarrier>('/carriers/:carrier/launchable', async (request): Promise<LaunchableApps> => {
      const ctx = await authentication.enter(request, request.params.carrier, 'fhir.read')
      const clients = await smart.clients.list(ctx)
      return {
        apps: clients.filter(({ launchUri, disabled, scopes }) => launchUri !== null && !disabled && scopes.includes('launch'))
          .map(({ id: client, name, vendor }) => ({ client, name, vendor })),
      }
    })

    server.post<OfCarrier>('/carriers/:carrier/launches', async (request, reply) => {
      const { client: clientId, patient, encounter } = readBody(request, launchBody)
      const principal = await authentication.principal(request)
      if (principal.kind !== 'session') throw new Fault('forbidden', 'api/session-only', 'This is for people who are signed in.')
      const ctx = await authentication.enter(request, request.params.carrier, 'fhir.read')
      const client = await smart.clients.find(clientId)
      if (client === undefined || client.disabled || client.carrier !== ctx.carrier) throw new Fault('not-found', 'access/client-unknown', 'There is no such client at this carrier.')
      if (client.launchUri === null || !client.scopes.includes('launch')) {
        throw new Fault('unprocessable', 'api/launch-client', 'This app cannot be opened from the portal.', { at: 'client' })
      }
      if (patient === undefined && (encounter !== undefined || client.scopes.some((scope) => parseScope(scope)?.context === 'patient'))) {
        throw new Fault('unprocessable', 'api/launch-patient', 'Choose the person the app is to be opened for.', { at: 'patient' })
      }
      const carrier = await store.carrier(ctx.carrier)
      const own = carrier === undefined ? [] : await ownPatients.of(principal.account, carrier)
      const isSeen = (patient === undefined || (await seenPerson(store, ctx, patient, own)) !== undefined)
        && (encounter === undefined || (await isEncounterOf(store, ctx, encounter, patient!)))
      if (!isSeen) throw new Fault('not-found', 'api/not-found', 'There is nothing at this address.')
      const launch = await smart.launches.create({
        account: principal.account, carrier: ctx.carrier, client: client.id,
        ...(patient === undefined ? {} : { patient }), ...(encounter === undefined ? {} : { encounter }),
      })
      const location = new URL(client.launchUri)
      location.searchParams.set('iss', `${publicOrigin(request, address)}/fhir/${ctx.carrier}`)
      location.searchParams.set('launch', launch.id)
      return reply.code(201).send({ location: location.href, expiresAt: launch.expiresAt.toISOString() } satisfies Launched)
    })
  }
}
