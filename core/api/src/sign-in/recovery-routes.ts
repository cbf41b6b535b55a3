import type { FastifyInstance } from 'fastify'
import type { RecoveryCode } from '../contract/account.ts'
import { readBody } from '../leitstand/read-body.ts'
import { recoveryBody } from './bodies.ts'
import type { SignInRoutesOptions } from './options.ts'

/** Codes of the hospital's desk for people who cannot get in any more. */
export function recoveryRoutes({ access, authentication }: Pick<SignInRoutesOptions, 'access' | 'authentication'>): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.post<{ Params: { carrier: string } }>('/carriers/:carrier/recoveries', async (request, reply) => {
      const target = readBody(request, recoveryBody)
      const { ctx, who, carrier } = await authentication.entered(request, request.params.carrier, 'account' in target ? 'people.manage' : 'person.desk')
      const { code, expiresAt } = await access.issueRecovery(ctx, carrier, who, target)
      return reply.code(201).send({ code, expiresAt: expiresAt.toISOString(), path: '/einrichten' } satisfies RecoveryCode)
    })
  }
}
