import type { Access } from '@steckwerk/access'
import type { Ingest } from '@steckwerk/ingest'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ownWork, type Authentication } from '../authentication.ts'
import { rawQuery } from '../web/raw-query.ts'
import type { HeldPage, ProblemPage, RawMessage, ReplayResult } from './contract.ts'
import { readBody } from './read-body.ts'

const pageSize = 50
const refBody = z.strictObject({ ref: z.string().min(1).max(300) })
const revealBody = refBody.extend({ reason: z.string().trim().min(3).max(500) })
const ofHeld = { connector: z.string().min(1).max(64), control: z.string().regex(/^[A-Za-z0-9]{1,20}$/) }
/** What is dropped, the house never learns: that has a reason. */
const decisionBody = z.discriminatedUnion('decision', [
  z.strictObject({ ...ofHeld, decision: z.literal('resend'), reason: z.string().trim().max(500).optional() }),
  z.strictObject({ ...ofHeld, decision: z.literal('skip'), reason: z.string().trim().min(3).max(500) }),
])
const alarmBody = z.strictObject({ id: z.string().min(1).max(64) })

interface OfCarrier {
  Params: { carrier: string }
}

/** What could not be mapped: look (masked), look behind the mask (logged first), try again, acknowledge alarms, decide on
 *  messages that a system of the house refused or never acknowledged. */
export function messageRoutes(options: { readonly ingest: Ingest; readonly access: Access; readonly authentication: Authentication }):
(server: FastifyInstance) => Promise<void> {
  const { ingest, access, authentication } = options
  return async (server) => {
    server.get<OfCarrier>('/carriers/:carrier/problems', async (request): Promise<ProblemPage> => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'message.read'))
      const cursor = new URLSearchParams(rawQuery(request)).get('cursor')
      return ingest.problems(ctx, { count: pageSize, ...(cursor === null ? {} : { cursor }) })
    })

    server.post<OfCarrier>('/carriers/:carrier/messages/raw', async (request): Promise<RawMessage> => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'message.read'))
      const { ref } = readBody(request, refBody)
      await access.audit.record(ctx, { event: 'message-read', patients: await ingest.messagePatients(ctx, ref), detail: { message: ref } })
      return ingest.rawMessage(ctx, ref, { masked: true })
    })

    server.post<OfCarrier>('/carriers/:carrier/messages/reveal', async (request): Promise<RawMessage> => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'message.reveal'))
      const { ref, reason } = readBody(request, revealBody)
      await access.audit.record(ctx, { event: 'reveal', patients: await ingest.messagePatients(ctx, ref), detail: { message: ref, reason } })
      await access.recordReveal(ctx, { account: ctx.actor, ref, reason })
      return ingest.rawMessage(ctx, ref, { masked: false })
    })

    server.post<OfCarrier>('/carriers/:carrier/messages/replay', async (request): Promise<ReplayResult> => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'message.replay'))
      return ingest.replay(ctx, readBody(request, refBody).ref)
    })

    server.get<OfCarrier>('/carriers/:carrier/outbound', async (request): Promise<HeldPage> =>
      ingest.outbound.held(ownWork(await authentication.enter(request, request.params.carrier, 'message.read'))))

    server.post<OfCarrier>('/carriers/:carrier/outbound/decide', async (request, reply) => {
      const ctx = ownWork(await authentication.enter(request, request.params.carrier, 'message.replay'))
      const { connector, control, decision, reason = '' } = readBody(request, decisionBody)
      await ingest.outbound.decide(ctx, connector, control, decision, (writer, { appointment, patients }) => access.audit.note(writer, ctx, {
        event: 'message-decided', type: 'Appointment', id: appointment, patients, detail: { message: `${connector}/${control}`, what: decision, ...(reason === '' ? {} : { reason }) },
      }))
      return reply.code(204).send()
    })

    server.post<OfCarrier>('/carriers/:carrier/alarms/acknowledge', async (request, reply) => {
      const ctx = await authentication.enter(request, request.params.carrier, 'alarm.acknowledge')
      await ingest.acknowledgeAlarm(ctx, readBody(request, alarmBody).id)
      return reply.code(204).send()
    })
  }
}
