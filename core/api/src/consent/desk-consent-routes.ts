import { consentUnknown } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'
import { ownWork } from '../authentication.ts'
import type { ConsentLine, ConsentList } from '../contract/consent.ts'
import { readBody } from '../leitstand/read-body.ts'
import { requireSeen } from '../person/desk-patient.ts'
import { carrierOf, type PersonRoutesOptions } from '../person/person-call.ts'
import { rawQuery } from '../web/raw-query.ts'
import { consentAnswer } from './consent-answer.ts'
import { paperBody } from './consent-bodies.ts'

interface OfCarrier {
  Params: { carrier: string }
}

/** The desk reads of somebody else. */
const whose = { you: false, name: 'Patientin oder Patient' } as const

/** Consents at the desk: seen, recorded from a signed paper with who and when, withdrawn on request. */
export function deskConsentRoutes({ access, store, authentication }: PersonRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { consents } = access

  return async (server) => {
    server.get<OfCarrier>('/carriers/:carrier/consents', async (request): Promise<ConsentList> => {
      const ctx = await authentication.enter(request, request.params.carrier, 'person.desk')
      const patient = new URLSearchParams(rawQuery(request)).get('patient') ?? ''
      if (patient === '' || patient.length > 64) throw new Fault('invalid', 'api/consent-patient', 'Say whose consents: ?patient=<id>.', { at: 'patient' })
      await requireSeen(store, ctx, patient)
      const carrier = await carrierOf(store, ctx.carrier)
      const found = await consents.list(ownWork(ctx), patient)
      return { consents: await Promise.all(found.map((consent) => consentAnswer(access, carrier, consent, { patient, whose, mayWithdraw: true }))), patients: [] }
    })

    server.post<OfCarrier>('/carriers/:carrier/consents', async (request, reply): Promise<ConsentLine> => {
      const ctx = await authentication.enter(request, request.params.carrier, 'person.desk')
      const { patient, signedOn, ...terms } = readBody(request, paperBody)
      await requireSeen(store, ctx, patient)
      const given = await consents.give(ownWork(ctx), { patient, terms, by: 'self', signedOn })
      reply.code(201)
      return consentAnswer(access, await carrierOf(store, ctx.carrier), given, { patient, whose, mayWithdraw: true })
    })

    server.post<{ Params: { carrier: string; id: string } }>('/carriers/:carrier/consents/:id/withdraw', async (request): Promise<ConsentLine> => {
      const ctx = await authentication.enter(request, request.params.carrier, 'person.desk')
      const found = await consents.find(ownWork(ctx), request.params.id)
      if (found === undefined) throw consentUnknown()
      await requireSeen(store, ctx, found.patient)
      const ended = await consents.withdraw(ownWork(ctx), request.params.id)
      return consentAnswer(access, await carrierOf(store, ctx.carrier), ended, { patient: found.patient, whose, mayWithdraw: true })
    })
  }
}
