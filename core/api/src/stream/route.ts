import type { AuditLog, Decisions } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'
import { requireSome, type Authentication } from '../authentication.ts'
import { rawQuery } from '../web/raw-query.ts'
import { openClient, wishes, type StreamClient } from './client.ts'
import type { StreamHub } from './hub.ts'

const checkEveryMs = 30_000
const mostClients = 2_000

/** GET /stream?carrier=alpha: server-sent events. Without a carrier: all the account may see. A session that ends ends its streams. */
export function streamRoute(hub: StreamHub, authentication: Authentication, decisions: Decisions, audit: AuditLog): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.get('/stream', { config: { endless: true } }, async (request, reply) => {
      const who = await authentication.principal(request)
      const asked = new URLSearchParams(rawQuery(request)).get('carrier')
      const known = await authentication.carriersOf(who)
      if (asked !== null && !known.some(({ slug }) => slug === asked)) throw new Fault('not-found', 'api/carrier-unknown', 'There is no such carrier here.')
      const hears = await Promise.all(known.map(async (carrier) => {
        const decision = await decisions.decide(who, carrier)
        return wishes.some((wish) => decision?.permissions.has(wish) === true)
      }))
      const allowed = requireSome(known.filter(({ slug }, at) => hears[at] && (asked === null || slug === asked))).map(({ slug }) => slug)
      // Asked anew for each event: the session, the roles and the releases may have ended.
      const decide: StreamClient['decide'] = async (carrier) => {
        const now = await authentication.find(request)
        return now === undefined ? undefined : decisions.decide(now, carrier)
      }
      if (hub.size >= mostClients) throw new Fault('unavailable', 'api/streams-full', 'Too many event streams are open.')
      // What changes, it tells by type and id: that is a look at the carrier's records.
      await Promise.all(known.filter(({ slug }) => allowed.includes(slug)).map(async (carrier) => {
        const decision = await decisions.decide(who, carrier)
        if (decision?.permissions.has('fhir.read') === true) await audit.record(authentication.ctxOf(request, who, carrier, decision), { event: 'stream-opened' })
      }))

      reply.hijack()
      const response = reply.raw
      response.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // Proxies such as nginx would hold events back.
        'x-accel-buffering': 'no',
      })
      response.write('retry: 2000\n\n')
      const client = openClient(response, new Set(allowed), decide, () => hub.remove(client))
      const check = setInterval(() => {
        authentication.find(request).then((still) => {
          if (still === undefined) response.end()
        }, () => {})
      }, checkEveryMs)
      check.unref()
      response.on('close', () => {
        clearInterval(check)
        hub.remove(client)
      })
      hub.add(client)
    })
  }
}
