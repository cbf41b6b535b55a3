import { mayEnter, type Access, type Principal } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Authentication } from '../authentication.ts'
import type { PublicAddress } from '../server-config.ts'
import { clearSessionCookie, sessionCookie, setSessionCookie } from '../web/cookie.ts'
import { requireSameOrigin } from '../web/same-origin.ts'
import type { Entrance, Me } from './contract.ts'
import { readBody } from './read-body.ts'

const loginBody = z.strictObject({ account: z.string().min(1).max(64), password: z.string().min(1).max(256) })

export interface SessionRoutesOptions {
  readonly access: Access
  readonly store: Store
  readonly authentication: Authentication
  readonly address: PublicAddress
}

/** Signing in and out, and who one is. */
export function sessionRoutes(options: SessionRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, store, authentication, address } = options

  async function me(principal: Principal): Promise<Me> {
    const carriers = (await store.carriers()).filter((carrier) => mayEnter(principal, carrier.slug))
    return {
      account: principal.account,
      name: principal.name,
      roles: principal.roles.filter((role) => role !== 'automation'),
      carriers: carriers.map(({ slug, name }) => ({ slug, name })),
      demo: access.demo,
    }
  }

  return async (server) => {
    const entrance: Entrance = {
      demo: access.demo,
      accounts: access.demo ? [{ account: 'leitstand', roles: ['operator'] }, { account: 'station', roles: ['ward'] }] : [],
    }
    server.get('/entrance', async () => entrance)

    server.post('/session', async (request, reply) => {
      requireSameOrigin(request, address.origin)
      const { account, password } = readBody(request, loginBody)
      const result = await access.login({ account, password, address: request.ip })
      if (result.kind === 'wait') {
        reply.header('retry-after', String(result.seconds))
        throw new Fault('throttled', 'api/login-wait', 'Too many attempts; wait a little before the next one.')
      }
      if (result.kind === 'refused') throw new Fault('unauthenticated', 'api/login-refused', 'Account or password is wrong.')
      // A session of before ends: whoever signs in starts afresh.
      const former = sessionCookie(request, address.secure)
      if (former !== undefined) await access.sessions.end(former)
      return reply.header('set-cookie', setSessionCookie(result.session, address.secure)).send(await me(result.principal))
    })

    server.delete('/session', async (request, reply) => {
      requireSameOrigin(request, address.origin)
      const secret = sessionCookie(request, address.secure)
      if (secret !== undefined) await access.sessions.end(secret)
      return reply.code(204).header('set-cookie', clearSessionCookie(address.secure)).send()
    })

    server.get('/me', async (request) => me(await authentication.principal(request)))

    server.get('/sessions', async (request) => {
      const { account } = await authentication.principal(request)
      const sessions = await access.sessions.list(account)
      return { sessions: sessions.map(({ id, startedAt, seenAt }) => ({ id, startedAt: startedAt.toISOString(), seenAt: seenAt.toISOString() })) }
    })

    server.delete<{ Params: { id: string } }>('/sessions/:id', async (request, reply) => {
      const { account } = await authentication.principal(request)
      await access.sessions.endById(account, request.params.id)
      return reply.code(204).send()
    })
  }
}
