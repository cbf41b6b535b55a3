import type { Access, EmergencyAccess } from '@steckwerk/access'
import type { Ctx } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ownWork, type Authentication } from '../authentication.ts'
import type { EmergencyCase, EmergencyGrant, EmergencyPatient, EmergencyReview, ReviewPage } from '../contract/people.ts'
import { readBody } from '../leitstand/read-body.ts'
import { rawQuery } from '../web/raw-query.ts'

const pageSize = 50

const reasonBody = z.strictObject({ reason: z.string().trim().min(10).max(1000) })
const searchBody = z.union([
  z.strictObject({ identifier: z.string().trim().min(1).max(200) }),
  z.strictObject({ family: z.string().trim().min(1).max(200), birthDate: z.string().max(10) }),
])
const choiceBody = z.strictObject({ patient: z.string().min(1).max(64) })
const reviewBody = z.strictObject({ outcome: z.enum(['justified', 'not-justified']), note: z.string().trim().max(1000) })
  .refine(({ outcome, note }) => outcome === 'justified' || note.length >= 3, { path: ['note'] })

interface OfCarrier { Params: { carrier: string } }
interface OfCase { Params: { carrier: string; id: string } }

function grantOnWire({ id, patient, reason, grantedAt, endsAt }: EmergencyAccess): EmergencyGrant {
  return { id, patient: patient!, reason, grantedAt: grantedAt!.toISOString(), endsAt: endsAt!.toISOString() }
}

/** Without what a reviewer may not see of patients. `nameOf`: of an account. */
function reviewOnWire(one: EmergencyAccess, nameOf: (account: string) => string): EmergencyReview {
  return {
    id: one.id,
    account: one.account,
    name: nameOf(one.account),
    reason: one.reason,
    grantedAt: (one.grantedAt ?? one.openedAt).toISOString(),
    endsAt: (one.endsAt ?? one.openedAt).toISOString(),
    patient: one.patient ?? null,
    searches: one.searches,
    outcome: one.outcome ?? null,
    note: one.note ?? null,
    reviewedBy: one.reviewedBy === undefined ? null : nameOf(one.reviewedBy),
    reviewedAt: one.reviewedAt?.toISOString() ?? null,
  }
}

/** Emergency accesses (break-glass) and their review, below /carriers/:carrier/emergency. Wire types: contract/people.ts. */
export function emergencyRoutes({ access, authentication }: { readonly access: Access; readonly authentication: Authentication }):
(server: FastifyInstance) => Promise<void> {
  const { emergencies, people } = access

  /** Who treats, and at this carrier: the permission is one of the carrier's own people. */
  async function treating(request: FastifyRequest, carrier: string): Promise<{ ctx: Ctx; account: string }> {
    const { ctx, who } = await authentication.entered(request, carrier, 'emergency.break-glass')
    return { ctx: { ...ownWork(ctx), purpose: 'ETREAT' }, account: who.account }
  }

  async function reviewing(request: FastifyRequest, carrier: string): Promise<{ ctx: Ctx; account: string }> {
    const { ctx, who } = await authentication.entered(request, carrier, 'emergency.review')
    return { ctx: ownWork(ctx), account: who.account }
  }

  async function shown(ctx: Ctx, all: readonly EmergencyAccess[]): Promise<EmergencyReview[]> {
    const names = await people.names(ctx, all.flatMap(({ account, reviewedBy }) => [account, ...(reviewedBy === undefined ? [] : [reviewedBy])]))
    return all.map((one) => reviewOnWire(one, (account) => names.get(account) ?? account))
  }

  return async (server) => {
    const base = '/carriers/:carrier/emergency'

    server.post<OfCarrier>(`${base}/reasons`, async (request, reply) => {
      const { ctx, account } = await treating(request, request.params.carrier)
      const { id, searchUntil } = await emergencies.open(ctx, account, readBody(request, reasonBody).reason)
      return reply.code(201).send({ id, searchUntil: searchUntil.toISOString() } satisfies EmergencyCase)
    })

    server.post<OfCase>(`${base}/:id/search`, async (request): Promise<{ patients: readonly EmergencyPatient[] }> => {
      const { ctx, account } = await treating(request, request.params.carrier)
      const found = await emergencies.search(ctx, account, request.params.id, readBody(request, searchBody))
      return { patients: found.map((one) => ({ ...one, birthDate: one.birthDate ?? null, gender: one.gender ?? null })) }
    })

    server.post<OfCase>(`${base}/:id/grant`, async (request, reply) => {
      const { ctx, account } = await treating(request, request.params.carrier)
      const granted = await emergencies.grant(ctx, account, request.params.id, readBody(request, choiceBody).patient)
      return reply.code(201).send(grantOnWire(granted))
    })

    server.get<OfCarrier>(base, async (request): Promise<{ grants: readonly EmergencyGrant[] }> => {
      const { ctx, account } = await treating(request, request.params.carrier)
      return { grants: (await emergencies.mine(ctx, account)).map(grantOnWire) }
    })

    server.delete<OfCase>(`${base}/:id`, async (request, reply) => {
      const { ctx, account } = await treating(request, request.params.carrier)
      await emergencies.end(ctx, account, request.params.id)
      return reply.code(204).send()
    })

    server.get<OfCarrier>(`${base}/reviews`, async (request): Promise<ReviewPage> => {
      const { ctx } = await reviewing(request, request.params.carrier)
      const query = new URLSearchParams(rawQuery(request))
      const state = query.get('state') === 'done' ? 'done' : 'open'
      const found = await emergencies.reviews(ctx, { state, count: pageSize + 1, after: query.get('cursor') ?? undefined })
      const page = found.slice(0, pageSize)
      return { reviews: await shown(ctx, page), open: await emergencies.openReviews(ctx), next: found.length > pageSize ? (page.at(-1)?.id ?? null) : null }
    })

    server.post<OfCase>(`${base}/:id/review`, async (request): Promise<EmergencyReview> => {
      const { ctx, account } = await reviewing(request, request.params.carrier)
      const reviewed = await emergencies.review(ctx, account, request.params.id, readBody(request, reviewBody))
      return (await shown(ctx, [reviewed]))[0]!
    })
  }
}
