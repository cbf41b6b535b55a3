import type { Ctx } from '@steckwerk/kernel'
import { evidenceForm, type Evidence, type KnownEvidence } from '@steckwerk/marketplace'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { EvidenceInfo } from '../contract/marketplace.ts'
import { readBody } from '../leitstand/read-body.ts'
import { brokerKeeper, type MarketplaceRoutesOptions } from './options.ts'
import { sendDocument } from './send-document.ts'
import { evidenceOnWire } from './wire.ts'

/** Bytes of a body with a document in it. */
const bodyLimit = 8 * 1024 * 1024

/** NewEvidence. */
const evidenceBody = evidenceForm.strict().extend({ document: z.base64().min(8).max(7_000_000).optional() })

/** Whose evidence it is, and how it is kept. `Params`: of the address that evidence is added to. */
export interface EvidenceKeeping<Params> {
  /** The address of pieces that are there, and the one they are added to. */
  readonly at: string
  readonly addTo: string
  add(params: Params, evidence: Evidence, by: string, document: Uint8Array | undefined): Promise<KnownEvidence>
  remove(params: Params, evidence: string): Promise<void>
  document(params: Params, evidence: string): Promise<Buffer>
  /** In the platform's own log. */
  told(ctx: Ctx, params: Params, change: string): Promise<void>
}

/** Evidence that the operator has seen: added, read and removed. */
export function addEvidenceRoutes<Params extends object>(server: FastifyInstance, options: MarketplaceRoutesOptions, { at, addTo, add, remove, document: read, told }: EvidenceKeeping<Params>): void {
  const paramsOf = (request: FastifyRequest): Params & { readonly evidence: string } => request.params as Params & { readonly evidence: string }

  server.post(`${addTo}/evidence`, { bodyLimit }, async (request, reply) => {
    const ctx = await brokerKeeper(request, options)
    const { document, ...evidence } = readBody(request, evidenceBody)
    const made = await add(paramsOf(request), evidence, ctx.actor, document === undefined ? undefined : Buffer.from(document, 'base64'))
    await told(ctx, paramsOf(request), `evidence added: ${evidence.kind}`)
    return reply.code(201).send(evidenceOnWire(made, ctx.now) satisfies EvidenceInfo)
  })

  server.get(`${at}/evidence/:evidence/document`, async (request, reply) => {
    await brokerKeeper(request, options)
    const params = paramsOf(request)
    return sendDocument(reply, await read(params, params.evidence))
  })

  server.delete(`${at}/evidence/:evidence`, async (request, reply) => {
    const ctx = await brokerKeeper(request, options)
    const params = paramsOf(request)
    await remove(params, params.evidence)
    await told(ctx, params, 'evidence removed')
    return reply.code(204).send()
  })
}
