import type { Access, Duplicates } from '@steckwerk/access'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ownWork, type Authentication } from '../authentication.ts'
import type { Duplicate, DuplicatePage, DuplicateQuality, DuplicateState, DuplicateStatus } from '../contract/duplicates.ts'
import { readBody } from '../leitstand/read-body.ts'
import { rawQuery } from '../web/raw-query.ts'
import { duplicateOf, qualityOf, stateOf } from './wire.ts'

const pageSize = 20
const reason = z.string().trim().min(3).max(500)
const mergeBody = z.strictObject({ survivor: z.string().min(1).max(64), reason: z.string().trim().max(500).optional() })
const reasonBody = z.strictObject({ reason })
const assignBody = z.strictObject({
  resources: z.array(z.strictObject({ type: z.string().min(1).max(64), id: z.string().min(1).max(64) })).min(1).max(200),
  to: z.string().min(1).max(64),
})
const settingsBody = z.strictObject({ automatic: z.boolean() })
const nothing = z.strictObject({})
const statuses: readonly DuplicateStatus[] = ['open', 'merged', 'distinct', 'unmerged']

interface OfCarrier {
  Params: { carrier: string }
}
interface OfPair {
  Params: { carrier: string; id: string }
}

/** The review of possible duplicates, below /portal/api for people and below /admin for the command line. Wire types: contract/duplicates.ts. */
export function duplicateRoutes(options: { readonly access: Access; readonly authentication: Authentication }): (server: FastifyInstance) => Promise<void> {
  const { access, authentication } = options
  const { duplicates, audit } = access

  // Who may review duplicates sees both sides of a pair, whosever Patients they are: the permission says so, not a view.
  const reviewer = async (request: FastifyRequest, carrier: string): Promise<Ctx> =>
    ownWork(await authentication.enter(request, carrier, 'duplicate.review'))

  /** Whoever is shown goes into the access log before the answer goes out. */
  const shown = async <T>(ctx: Ctx, pairs: readonly Duplicate[], answer: T): Promise<T> => {
    const patients = [...new Set(pairs.flatMap(({ left, right }) => [left.id, right.id]))]
    if (patients.length > 0) await audit.record(ctx, { event: 'search', type: 'Patient', patients, detail: { page: 'duplicates' } })
    return answer
  }

  const oneOf = async (ctx: Ctx, id: string): Promise<Duplicate> => {
    const pair = duplicateOf(await duplicates.one(ctx, id))
    return shown(ctx, [pair], pair)
  }

  const decided = (decide: (ctx: Ctx, request: FastifyRequest<OfPair>) => Promise<void>) => async (request: FastifyRequest<OfPair>): Promise<Duplicate> => {
    const ctx = await reviewer(request, request.params.carrier)
    await decide(ctx, request)
    return oneOf(ctx, request.params.id)
  }

  return async (server) => {
    server.get<OfCarrier>('/carriers/:carrier/duplicates', async (request): Promise<DuplicatePage> => {
      const ctx = await reviewer(request, request.params.carrier)
      const { pairs, next, open } = await duplicates.page(ctx, pageQuery(rawQuery(request)))
      const page = pairs.map(duplicateOf)
      return shown(ctx, page, { duplicates: page, next: next ?? null, open })
    })

    server.get<OfCarrier>('/carriers/:carrier/duplicates/quality', async (request): Promise<DuplicateQuality> =>
      qualityOf(await duplicates.quality(await reviewer(request, request.params.carrier))))

    server.get<OfCarrier>('/carriers/:carrier/duplicates/state', async (request): Promise<DuplicateState> =>
      stateOf(await duplicates.state(await reviewer(request, request.params.carrier))))

    server.put<OfCarrier>('/carriers/:carrier/duplicates/settings', async (request): Promise<DuplicateState> => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'carrier.settings'))
      await duplicates.setAutomatic(ctx, readBody(request, settingsBody).automatic)
      return stateOf(await duplicates.state(ctx))
    })

    server.post<OfCarrier>('/carriers/:carrier/duplicates/scan', async (request): Promise<DuplicateState> => {
      const ctx = await reviewer(request, request.params.carrier)
      readBody(request, nothing)
      await duplicates.rescan(ctx)
      return stateOf(await duplicates.state(ctx))
    })

    server.get<OfPair>('/carriers/:carrier/duplicates/:id', async (request): Promise<Duplicate> =>
      oneOf(await reviewer(request, request.params.carrier), request.params.id))

    server.post<OfPair>('/carriers/:carrier/duplicates/:id/merge', decided(async (ctx, request) => {
      const { survivor, reason: why = '' } = readBody(request, mergeBody)
      await duplicates.merge(ctx, request.params.id, survivor, why)
    }))

    server.post<OfPair>('/carriers/:carrier/duplicates/:id/distinct', decided(async (ctx, request) =>
      duplicates.distinct(ctx, request.params.id, readBody(request, reasonBody).reason)))

    server.post<OfPair>('/carriers/:carrier/duplicates/:id/unmerge', decided(async (ctx, request) =>
      duplicates.unmerge(ctx, request.params.id, readBody(request, reasonBody).reason)))

    server.post<OfPair>('/carriers/:carrier/duplicates/:id/assign', decided(async (ctx, request) => {
      const { resources, to } = readBody(request, assignBody)
      await duplicates.assign(ctx, request.params.id, resources, to)
    }))
  }
}

/** Faults: api/parameter-form. */
function pageQuery(query: string): Parameters<Duplicates['page']>[1] {
  const asked = new URLSearchParams(query)
  const status = statuses.find((one) => one === (asked.get('status') ?? 'open'))
  if (status === undefined) throw new Fault('invalid', 'api/parameter-form', `status must be one of ${statuses.join(', ')}.`, { at: 'status' })
  const band = asked.get('band')
  if (band !== null && band !== 'certain' && band !== 'review') throw new Fault('invalid', 'api/parameter-form', 'band must be certain or review.', { at: 'band' })
  return { status, count: pageSize, cursor: asked.get('cursor') ?? undefined, ...(band === null ? {} : { certain: band === 'certain' }) }
}
