import type { Principal } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'
import type { SessionItem } from '../contract/account.ts'
import { readBody } from '../leitstand/read-body.ts'
import { clearSessionCookie, cookieText, sessionCookie } from '../web/cookie.ts'
import { requireSameOrigin } from '../web/same-origin.ts'
import { passwordBody } from './bodies.ts'
import type { SignInRoutesOptions } from './options.ts'
import { answerStep } from './step-answer.ts'
import { visitorOf } from './visitor-of.ts'

/** Sessions: begun by a password alone where that is enough, ended, and listed. `me` = the answer of GET /me. */
export function sessionRoutes(options: SignInRoutesOptions & { readonly me: (principal: Principal) => Promise<unknown> }): (server: FastifyInstance) => Promise<void> {
  const { access, authentication, address } = options
  return async (server) => {
    server.post('/session', async (request, reply) => {
      requireSameOrigin(request, address.origin)
      const result = await access.signIn.password(readBody(request, passwordBody), visitorOf(request, address))
      if (result.kind === 'wait') {
        reply.header('retry-after', String(result.seconds))
        throw new Fault('throttled', 'api/login-wait', 'Too many attempts; wait a little before the next one.')
      }
      if (result.kind !== 'entered') throw new Fault('unauthenticated', 'api/login-refused', 'Account or password is wrong.')
      await answerStep(access, address, request, reply, result)
      return options.me(result.principal)
    })

    server.delete('/session', async (request, reply) => {
      requireSameOrigin(request, address.origin)
      const secret = sessionCookie(request, address.secure)
      if (secret !== undefined) await access.signOut(secret, visitorOf(request, address))
      return reply.code(204).header('set-cookie', [clearSessionCookie(address.secure), cookieText('pending', '', 0, address.secure)]).send()
    })

    server.get('/account/sessions', async (request): Promise<{ sessions: readonly SessionItem[] }> => {
      const { account, session } = await authentication.principal(request)
      const sessions = await access.sessions.list(account)
      return {
        sessions: sessions.map(({ id, device, network, startedAt, seenAt, idleUntil, endsAt, amr }) => ({
          id, current: id === session, device, network, startedAt: startedAt.toISOString(), seenAt: seenAt.toISOString(),
          idleUntil: idleUntil.toISOString(), endsAt: endsAt.toISOString(), methods: amr,
        })),
      }
    })

    server.delete<{ Params: { id: string } }>('/account/sessions/:id', async (request, reply) => {
      const { account } = await authentication.principal(request)
      await access.endSession(account, request.params.id, visitorOf(request, address))
      return reply.code(204).send()
    })

    server.delete('/account/sessions', async (request, reply) => {
      const { account, session } = await authentication.principal(request)
      await access.endOtherSessions(account, session, visitorOf(request, address))
      return reply.code(204).send()
    })
  }
}
