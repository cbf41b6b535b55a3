import { asTenant, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Access } from '@steckwerk/access'
import type { Ingest } from '@steckwerk/ingest'
import type { Store } from '@steckwerk/store'
import { enrolPath, enrolRequest, type EnrolAnswer } from '@steckwerk/uplink'
import type { FastifyInstance } from 'fastify'
import { readBody } from './leitstand/read-body.ts'

/** POST /connector/enrol: a one-time code becomes a client certificate. The code is the proof; no other sign-in. */
export function enrolRoute(options: { readonly access: Access; readonly ingest: Ingest; readonly store: Store; readonly clock: Clock }):
(server: FastifyInstance) => Promise<void> {
  const { access, ingest, store, clock } = options
  return async (server) => {
    server.post(enrolPath, { bodyLimit: 32 * 1024 }, async (request): Promise<EnrolAnswer> => {
      const answer = await access.enrol(readBody(request, enrolRequest))
      const carrier = await store.carrier(answer.carrier)
      if (carrier !== undefined) {
        const ctx: Ctx = {
          tenant: asTenant(carrier.tenant), carrier: carrier.slug, actor: `Device/${answer.connector}`, purpose: 'HSYSADMIN',
          trace: request.id, now: new Date(clock.now()),
        }
        await ingest.registerConnector(ctx, answer.connector)
      }
      return answer
    })
  }
}
