import { activationRefused, topics } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ChildList, InsuranceState, PersonLink, PersonLinks, RegisterResult, TopicList } from '../contract/person.ts'
import { readBody } from '../leitstand/read-body.ts'
import { visitorOf } from '../sign-in/visitor-of.ts'
import { requireSameOrigin } from '../web/same-origin.ts'
import { carrierName, carrierOf, linkAnswer, mustWait, personCallOf, type PersonRoutesOptions } from './person-call.ts'

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const redeemBody = z.strictObject({ code: z.string().min(1).max(64), birthDate: day })
const registerBody = z.strictObject({
  ...redeemBody.shape, account: z.string().min(1).max(64), name: z.string().trim().min(1).max(100), password: z.string().min(1).max(256),
})
const carriersBody = z.strictObject({ carriers: z.array(z.string().max(64)).min(1).max(200) })
const childBody = z.strictObject({ carrier: z.string().max(64), patient: z.string().max(64) })

/** One's own links: what there is, and the acts that make and end them. */
export function linkRoutes(options: PersonRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, store, address, clock } = options
  const { persons } = access

  async function linkOf(request: FastifyRequest, link: string): Promise<PersonLink> {
    const found = (await persons.links.list(await personCallOf(options, request))).find((one) => one.link === link)
    if (found === undefined) throw new Fault('not-found', 'api/link-unknown', 'There is no such link here.')
    return linkAnswer(found)
  }

  /** Looks at the code, makes the account, links it: a letter is enough to begin. */
  async function register(request: FastifyRequest, reply: FastifyReply): Promise<RegisterResult> {
    requireSameOrigin(request, address.origin)
    const { code, birthDate, account: login, name, password } = readBody(request, registerBody)
    const held = await persons.redeeming.hold({ code, birthDate, address: request.ip }, request.id)
    if (held.kind === 'wait') return mustWait(reply, held.seconds)
    if (held.kind === 'refused') throw activationRefused()
    let account: string
    try {
      account = await access.registerPerson({ login, name, password }, visitorOf(request, address))
    } catch (thrown) {
      await persons.redeeming.release(held.hold, request.id)
      throw thrown
    }
    const used = await persons.redeeming.use({ account, name, trace: request.id, now: clock.now() }, held.hold)
    if (used.kind !== 'linked') throw activationRefused()
    reply.code(201)
    return { account: login }
  }

  return async (server) => {
    server.get('/persons/topics', async (): Promise<TopicList> => ({ topics }))

    server.post('/persons/register', register)

    server.get('/persons/links', async (request): Promise<PersonLinks> =>
      ({ links: (await persons.links.list(await personCallOf(options, request))).map(linkAnswer) }))

    server.post('/persons/links', async (request, reply) => {
      const call = await personCallOf(options, request)
      const redeemed = await persons.redeeming.redeem(call, { ...readBody(request, redeemBody), address: request.ip })
      if (redeemed.kind === 'wait') return mustWait(reply, redeemed.seconds)
      if (redeemed.kind === 'refused') throw activationRefused()
      reply.code(201)
      return linkOf(request, redeemed.link)
    })

    server.delete<{ Params: { link: string } }>('/persons/links/:link', async (request, reply) => {
      if (!(await persons.links.end(await personCallOf(options, request), request.params.link))) {
        throw new Fault('not-found', 'api/link-unknown', 'There is no such link here.')
      }
      return reply.code(204).send()
    })

    server.get('/persons/insurance', async (request): Promise<InsuranceState> => {
      const { account } = await personCallOf(options, request)
      return { verified: (await persons.insurance.verified(account)) !== undefined, carriers: (await store.carriers()).filter(({ kind }) => kind === 'carrier').map(carrierName) }
    })

    server.post('/persons/insurance-links', async (request, reply): Promise<PersonLinks> => {
      const call = await personCallOf(options, request)
      const slugs = new Set(readBody(request, carriersBody).carriers)
      const carriers = await Promise.all([...slugs].map((slug) => carrierOf(store, slug)))
      await persons.insurance.request(call, carriers)
      reply.code(202)
      // Not looked up: the answer is the same whether or not a carrier knows the number.
      return {
        links: carriers.map((carrier) => ({
          carrier: carrierName(carrier), link: '', state: 'searching', relation: 'self', act: 'insurance', since: new Date(call.now).toISOString(),
        })),
      }
    })

    server.get('/persons/children', async (request): Promise<ChildList> => ({
      children: (await persons.children.list(await personCallOf(options, request))).map(({ carrier, patient, requested }) => ({
        carrier: carrierName(carrier), patient: patient.id, name: patient.name, birthDate: patient.birthDate, requested,
      })),
    }))

    server.post('/persons/children', async (request, reply) => {
      const call = await personCallOf(options, request)
      const { carrier, patient } = readBody(request, childBody)
      const link = await persons.children.request(call, await carrierOf(store, carrier), patient)
      reply.code(201)
      return linkOf(request, link)
    })

    server.post('/persons/desk-number', async (request, reply) => {
      const { number, expiresAt } = await persons.deskNumbers.show(await personCallOf(options, request))
      return reply.code(201).send({ number, state: 'waiting', expiresAt: expiresAt.toISOString() })
    })

    server.get('/persons/desk-number', async (request) => {
      const { state, expiresAt } = await persons.deskNumbers.state(await personCallOf(options, request))
      return { state, ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }) }
    })

    server.delete('/persons/desk-number', async (request, reply) => {
      await persons.deskNumbers.hide(await personCallOf(options, request))
      return reply.code(204).send()
    })
  }
}
