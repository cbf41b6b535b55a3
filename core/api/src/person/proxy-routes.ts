import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { personCtx } from '@steckwerk/access'
import type { InvitationCode, ProxyList } from '../contract/person.ts'
import { readBody } from '../leitstand/read-body.ts'
import { carrierName, carrierOf, personCallOf, type PersonRoutesOptions } from './person-call.ts'

const invitationBody = z.strictObject({
  carrier: z.string().max(64),
  patient: z.string().max(64),
  label: z.string().trim().min(1).max(60),
  topics: z.array(z.string().max(40)).min(1).max(40),
  may: z.enum(['read', 'act']),
  endsOn: z.string().max(10),
})

interface OfCarrier {
  Params: { carrier: string; id: string }
}

/** Whom one has let in: invitations, proxies, their end. */
export function proxyRoutes(options: PersonRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, store } = options
  const { persons } = access
  const unknown = (): Fault => new Fault('not-found', 'api/proxy-unknown', 'There is no such proxy here.')

  return async (server) => {
    server.get('/persons/proxies', async (request): Promise<ProxyList> => {
      const call = await personCallOf(options, request)
      const [{ proxies, invitations }, links] = await Promise.all([persons.proxies.given(call), persons.links.list(call)])
      const own = new Map(links.filter(({ state, relation }) => state === 'active' && relation === 'self').map(({ carrier }) => [carrier.slug, carrier]))
      const longest = await Promise.all([...own.values()].map(async (carrier) =>
        [carrier.slug, (await persons.settings.of(personCtx(persons.keys, carrier, call))).proxyMaxDays] as const))
      return {
        proxies: proxies.map(({ carrier, since, ...proxy }) => ({ ...proxy, carrier: carrierName(carrier), since: `${since}T00:00:00.000Z` })),
        invitations: invitations.map(({ carrier, expiresAt, ...invitation }) => ({ ...invitation, carrier: carrierName(carrier), expiresAt: expiresAt.toISOString() })),
        longestDays: Object.fromEntries(longest),
      }
    })

    server.post('/persons/proxies/invitations', async (request, reply): Promise<InvitationCode> => {
      const call = await personCallOf(options, request)
      const { carrier, patient, ...terms } = readBody(request, invitationBody)
      const { id, code, expiresAt } = await persons.proxies.invite(call, await carrierOf(store, carrier), patient, terms)
      reply.code(201)
      return { id, code, expiresAt: expiresAt.toISOString() }
    })

    server.delete<OfCarrier>('/persons/proxies/invitations/:carrier/:id', async (request, reply) => {
      const call = await personCallOf(options, request)
      if (!(await persons.proxies.withdraw(call, await carrierOf(store, request.params.carrier), request.params.id))) throw unknown()
      return reply.code(204).send()
    })

    server.delete<OfCarrier>('/persons/proxies/:carrier/:id', async (request, reply) => {
      const call = await personCallOf(options, request)
      if (!(await persons.proxies.revoke(call, await carrierOf(store, request.params.carrier), request.params.id))) throw unknown()
      return reply.code(204).send()
    })
  }
}
