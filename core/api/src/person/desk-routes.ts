import { deskNumberRefused } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ownWork } from '../authentication.ts'
import type { ActivationLetter, EndingAccess, LinkRequestList, PortalAccess, UnlinkResult } from '../contract/person.ts'
import { readBody } from '../leitstand/read-body.ts'
import { originOf } from '../sign-in/visitor-of.ts'
import { rawQuery } from '../web/raw-query.ts'
import { atDesk, type OfPatient } from './desk-patient.ts'
import { carrierOf, mustWait, type PersonRoutesOptions } from './person-call.ts'

const activationBody = z.strictObject({ kind: z.enum(['self', 'parent']), language: z.enum(['de', 'en']) })
const numberBody = z.strictObject({ number: z.string().max(12), kind: z.enum(['self', 'parent']).default('self') })
const unlinkBody = z.strictObject({ which: z.enum(['self', 'parents', 'all']) })
const decisionBody = z.strictObject({ confirm: z.boolean() })

/** What a carrier's desk does about the portal access of its Patients; below /portal/api and, for the command line, below /admin. */
export function deskRoutes(options: PersonRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, store, authentication, address } = options
  const { activations, deskNumbers, children, portalAccess } = access.persons
  const at = '/carriers/:carrier/patients/:patient'

  return async (server) => {
    server.get<OfPatient>(`${at}/portal-access`, async (request): Promise<PortalAccess> => {
      const ctx = await atDesk(options, request)
      const { patient } = request.params
      const [known, codes] = await Promise.all([portalAccess.of(ctx, patient), activations.codes(ctx, patient)])
      return {
        ...known,
        codes: codes.map(({ issuedAt, expiresAt, ...code }) => ({ ...code, issuedAt: issuedAt.toISOString(), expiresAt: expiresAt.toISOString() })),
      }
    })

    server.post<OfPatient>(`${at}/activation-codes`, async (request, reply): Promise<ActivationLetter> => {
      const ctx = await atDesk(options, request)
      const { kind, language } = readBody(request, activationBody)
      const { name } = await carrierOf(store, ctx.carrier)
      const issued = await activations.issue(ctx, request.params.patient, { kind, language, sender: name, portal: originOf(request, address) })
      reply.code(201)
      return { id: issued.id, code: issued.code, expiresAt: issued.expiresAt.toISOString(), letter: issued.letter.toString('base64') }
    })

    server.delete<{ Params: OfPatient['Params'] & { id: string } }>(`${at}/activation-codes/:id`, async (request, reply) => {
      const ctx = await atDesk(options, request)
      if (!(await activations.withdraw(ctx, request.params.patient, request.params.id))) {
        throw new Fault('not-found', 'api/activation-unknown', 'There is no open code of this name here.')
      }
      return reply.code(204).send()
    })

    server.post<OfPatient>(`${at}/desk-links`, async (request, reply) => {
      const ctx = await atDesk(options, request)
      const linked = await deskNumbers.link(ctx, request.params.patient, readBody(request, numberBody))
      if (linked.kind === 'wait') return mustWait(reply, linked.seconds)
      if (linked.kind === 'refused') throw deskNumberRefused()
      return reply.code(204).send()
    })

    server.post<OfPatient>(`${at}/unlink`, async (request): Promise<UnlinkResult> => {
      const ctx = await atDesk(options, request)
      return { ended: await portalAccess.unlink(ctx, request.params.patient, readBody(request, unlinkBody).which) }
    })

    server.get<{ Params: { carrier: string } }>('/carriers/:carrier/link-requests', async (request): Promise<LinkRequestList> => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'person.desk'))
      return {
        requests: (await children.waiting(ctx)).map(({ id, patient, parent, since }) => ({
          id, patient: { id: patient.id, name: patient.name, birthDate: patient.birthDate }, parent: { id: parent.id, name: parent.name },
          since: `${since}T00:00:00.000Z`,
        })),
      }
    })

    server.post<{ Params: { carrier: string; id: string } }>('/carriers/:carrier/link-requests/:id', async (request, reply) => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'person.desk'))
      if (!(await children.decide(ctx, request.params.id, readBody(request, decisionBody).confirm))) {
        throw new Fault('not-found', 'api/link-request-unknown', 'Nobody waits by this name here.')
      }
      return reply.code(204).send()
    })

    server.get<{ Params: { carrier: string } }>('/carriers/:carrier/ending-access', async (request): Promise<EndingAccess> => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'person.desk'))
      const days = new URLSearchParams(rawQuery(request)).get('days') ?? '90'
      if (!/^[1-9]\d{0,2}$/.test(days)) throw new Fault('invalid', 'api/days', 'Days are a whole number from 1 to 999.', { at: 'days' })
      const ending = await portalAccess.ending(ctx, Number(days))
      return { ending: ending.map(({ patient, endsOn, parents }) => ({ patient: { id: patient.id, name: patient.name }, endsOn, parents })) }
    })
  }
}
