import { asTenant, type Clock, type Ctx } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { requirePermission } from '../authentication.ts'
import type { AuthorityPage, PlatformKeys } from '../contract/keys.ts'
import { readBody } from '../leitstand/read-body.ts'
import { rawQuery } from '../web/raw-query.ts'
import { freshMinutes, nothing, type KeyRoutesOptions } from './key-routes.ts'

/** The master key and the authorities of the connector socket: of the platform as a whole. */
export function platformKeyRoutes(options: KeyRoutesOptions & { readonly clock: Clock }): (server: FastifyInstance) => Promise<void> {
  const { access: { keyKeeping, certificates, sessions }, authentication, clock } = options

  /** Faults: api/not-permitted. */
  async function allowed(request: FastifyRequest, change: boolean): Promise<Ctx> {
    const who = await authentication.principal(request)
    requirePermission(who, 'key.manage')
    if (change) await sessions.requireFresh(who, freshMinutes)
    return { tenant: asTenant(0), carrier: '', actor: who.actor, purpose: 'HSYSADMIN', trace: request.id, now: new Date(clock.now()), address: request.ip }
  }

  async function keys(): Promise<PlatformKeys> {
    const { source, id, since, dataKeys } = await keyKeeping.master()
    return { master: { source, id, since: since.toISOString() }, dataKeys }
  }

  async function authorities(): Promise<AuthorityPage> {
    const all = await certificates.authorities()
    return { authorities: all.map(({ createdAt, expiresAt, ...one }) => ({ ...one, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() })) }
  }

  return async (server) => {
    server.get('/platform/keys', async (request) => {
      await allowed(request, false)
      return keys()
    })

    server.post('/platform/keys/rewrap', async (request) => {
      readBody(request, nothing)
      await keyKeeping.rewrap(await allowed(request, true))
      return keys()
    })

    server.get('/platform/authorities', async (request) => {
      await allowed(request, false)
      return authorities()
    })

    server.post('/platform/authorities', async (request, reply) => {
      readBody(request, nothing)
      await certificates.renewAuthority(await allowed(request, true))
      return reply.code(201).send(await authorities())
    })

    server.delete<{ Params: { id: string } }>('/platform/authorities/:id', async (request, reply) => {
      const ctx = await allowed(request, true)
      await certificates.dropAuthority(ctx, request.params.id, new URLSearchParams(rawQuery(request)).get('force') === 'true')
      return reply.code(204).send()
    })
  }
}
