import { manageableRoles, permissionTexts, readRoles, roles, type Access, type Membership, type PeopleCall } from '@steckwerk/access'
import type { Clock } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Authentication } from '../authentication.ts'
import type { Invitation, Person, PersonPage, RoleChoice, SiteChoice } from '../contract/people.ts'
import { readBody } from '../leitstand/read-body.ts'
import { rawQuery } from '../web/raw-query.ts'
import { peopleCall, personOnWire } from './people-call.ts'

const pageSize = 50

const sites = z.union([z.literal('all'), z.array(z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)).min(1).max(100)])
const changeBody = z.strictObject({ roles: z.array(z.string().max(64)).min(1).max(20), sites })
const newBody = changeBody.extend({
  name: z.string().trim().min(1).max(100),
  login: z.string().regex(/^[a-z0-9][a-z0-9._@-]{2,63}$/).optional(),
})
const lockBody = z.strictObject({ locked: z.boolean() })

export interface PeopleRoutesOptions {
  readonly access: Access
  readonly authentication: Authentication
  readonly clock: Clock
}

interface OfCarrier { Params: { carrier?: string } }
interface OfPerson { Params: { carrier?: string; account: string } }

/** People and their roles, of a carrier or network (below /carriers/:carrier/people) and of the platform (below /people). Wire types: contract/people.ts. */
export function peopleRoutes(options: PeopleRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, authentication, clock } = options
  const { people, decisions } = access
  const callOf = (request: FastifyRequest): Promise<PeopleCall> => {
    const { carrier } = request.params as { carrier?: string }
    return peopleCall(request, authentication, clock, carrier)
  }
  const membershipOf = ({ carrier }: PeopleCall, body: z.infer<typeof changeBody>): Membership => ({ carrier, roles: readRoles(body.roles), sites: body.sites })

  return async (server) => {
    for (const base of ['/people', '/carriers/:carrier/people']) {
      server.get<OfCarrier>(base, async (request): Promise<PersonPage> => {
        const call = await callOf(request)
        const query = new URLSearchParams(rawQuery(request))
        const found = await people.list(call, { text: query.get('query')?.trim() ?? '', count: pageSize + 1, after: query.get('cursor') ?? undefined })
        const page = found.slice(0, pageSize)
        return { people: page.map((person) => personOnWire(call, person)), next: found.length > pageSize ? (page.at(-1)?.account ?? null) : null }
      })

      server.post<OfCarrier>(base, async (request, reply) => {
        const call = await callOf(request)
        const body = readBody(request, newBody)
        const { person, code, expiresAt } = await people.invite(call, { name: body.name, login: body.login, membership: membershipOf(call, body) })
        return reply.code(201).send({ person: personOnWire(call, person), code, expiresAt: expiresAt.toISOString() } satisfies Invitation)
      })

      server.post<OfPerson>(`${base}/:account/invitation`, async (request, reply) => {
        const call = await callOf(request)
        const { person, code, expiresAt } = await people.inviteAgain(call, request.params.account)
        return reply.code(201).send({ person: personOnWire(call, person), code, expiresAt: expiresAt.toISOString() } satisfies Invitation)
      })

      server.put<OfPerson>(`${base}/:account`, async (request): Promise<Person> => {
        const call = await callOf(request)
        return personOnWire(call, await people.change(call, request.params.account, membershipOf(call, readBody(request, changeBody))))
      })

      server.post<OfPerson>(`${base}/:account/lock`, async (request): Promise<Person> => {
        const call = await callOf(request)
        return personOnWire(call, await people.lock(call, request.params.account, readBody(request, lockBody).locked))
      })

      server.delete<OfPerson>(`${base}/:account`, async (request, reply) => {
        await people.close(await callOf(request), request.params.account)
        return reply.code(204).send()
      })
    }

    server.get('/people/roles', async (request): Promise<{ roles: readonly RoleChoice[] }> => {
      const carrier = new URLSearchParams(rawQuery(request)).get('carrier') ?? undefined
      const call = await peopleCall(request, authentication, clock, carrier)
      return {
        roles: manageableRoles(call.by, call).map((role) => {
          const { permissions, fhir } = roles[role]
          return {
            role,
            permissions: permissions.map((permission) => ({ permission, text: permissionTexts[permission] })),
            bySite: call.kind === 'carrier' && fhir !== 'everything' && fhir.some(({ whose }) => whose !== 'any'),
          }
        }),
      }
    })

    server.get<{ Params: { carrier: string } }>('/carriers/:carrier/sites', async (request): Promise<{ sites: readonly SiteChoice[] }> => {
      const { carrier } = await authentication.entered(request, request.params.carrier, 'people.manage')
      const found = await decisions.sites.houses(carrier)
      const named = found.map(({ id, text }) => ({ site: id, name: (JSON.parse(text ?? '{}') as { name?: string }).name ?? id }))
      return { sites: named.toSorted((a, b) => a.name.localeCompare(b.name, 'de')) }
    })
  }
}
