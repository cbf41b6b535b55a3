import type { Access, Principal } from '@steckwerk/access'
import { Fault, type Clock } from '@steckwerk/kernel'
import type { PlugRoute, RouteCaller } from '@steckwerk/plug'
import type { Plugboard } from '@steckwerk/plugboard'
import type { Carrier, Store } from '@steckwerk/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Authentication } from '../authentication.ts'
import { languageOf } from '../booking/language.ts'
import type { PublicAddress } from '../server-config.ts'
import { requireSameOrigin } from '../web/same-origin.ts'
import { rawQuery } from '../web/raw-query.ts'
import { nothingHere } from '../web/text-faults.ts'
import { sendServiceAnswer } from './service-answer.ts'
import { serviceDevice } from './service-device.ts'
import { createServiceLimits } from './service-limits.ts'

export interface ServiceRoutesOptions {
  readonly plugboard: Plugboard
  readonly access: Access
  readonly store: Store
  readonly authentication: Authentication
  readonly address: PublicAddress
  readonly clock: Clock
}

/** A call that may be made. */
interface Admitted {
  readonly plug: string
  readonly carrier: Carrier
  readonly route: PlugRoute
  readonly params: Readonly<Record<string, string>>
  readonly caller: RouteCaller
}

interface Address {
  readonly plug: string
  readonly carrier: string
  readonly '*': string
}

const longestBody = 8 * 1024 * 1024
const mostOpen = 4_000
/** What services are told of an account's permissions. */
const toldPermissions = ['network.edit'] as const

/** The JSON that was sent. Faults: api/media-type, api/json. */
function jsonOf(request: FastifyRequest, bytes: Buffer | undefined): unknown {
  if (bytes === undefined || bytes.length === 0) return undefined
  if (!/^application\/json(?:;|$)/i.test(request.headers['content-type'] ?? '')) throw new Fault('media-type', 'api/media-type', 'The content type of the body is not supported here.')
  try {
    // Members that reach for prototypes are data to JSON.parse, and services read by schemas.
    return JSON.parse(bytes.toString()) as unknown
  } catch (cause) {
    throw new Fault('invalid', 'api/json', 'The body is not well-formed JSON.', { cause })
  }
}

/** Addresses of services' own, at /services/{plug}/{carrier}/…: the carrier's provider answers them, after the hub has seen to who calls, from where, how often and
 *  with how much. */
export function serviceRoutes(options: ServiceRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { plugboard, access, store, authentication, address, clock } = options
  const admitted = new WeakMap<FastifyRequest, Admitted>()
  const limit = createServiceLimits(clock)
  const open = new Set<AbortController>()
  // Made once: an error with its stack costs more than the rest of a short answer's end.
  const over = new Error('The connection is over.')

  /** Faults: api/unauthenticated, api/not-permitted. */
  async function permitted(request: FastifyRequest, route: PlugRoute, carrier: Carrier): Promise<{ readonly who: Principal | undefined; readonly permissions: readonly string[] }> {
    if (route.access === 'editor') await authentication.enter(request, carrier.slug, 'network.edit')
    const who = route.access === 'public' ? await authentication.find(request) : await authentication.principal(request)
    const decision = who === undefined ? undefined : await access.decisions.decide(who, carrier)
    if (who !== undefined && route.access !== 'public') {
      await access.audit.record(authentication.ctxOf(request, who, carrier, decision), { event: 'service-called', detail: { route: `${route.method} ${route.path}` } })
    }
    return { who, permissions: toldPermissions.filter((permission) => decision?.permissions.has(permission) === true) }
  }

  /** Faults: api/not-found, api/cross-site, api/body-too-large, and those above. */
  async function admit(request: FastifyRequest<{ Params: Address }>, reply: Parameters<typeof serviceDevice>[1]): Promise<Admitted> {
    const { plug, carrier: slug } = request.params
    const carrier = await store.carrier(slug)
    // As it came: what is encoded in a segment is the service's to know, not the router's.
    const path = request.url.split('?', 1)[0]!.split('/').slice(4).join('/')
    const found = carrier === undefined ? undefined : await plugboard.routes.find(plug, slug, request.method === 'HEAD' ? 'GET' : request.method, path)
    if (carrier === undefined || found === undefined) return nothingHere()
    const { route, params } = found
    requireSameOrigin(request, address.origin)
    if (Number(request.headers['content-length'] ?? 0) > route.maxBytes) throw new Fault('too-large', 'api/body-too-large', 'The body is larger than this server takes.')
    const { who, permissions } = await permitted(request, route, carrier)
    const device = route.device ? serviceDevice(request, reply, { plug, carrier: slug, secure: address.secure }) : undefined
    if (route.method !== 'GET') limit(`${plug} ${slug} ${route.method} ${route.path}`, route.limit, { device, address: request.ip })
    return {
      plug, carrier, route, params,
      caller: { account: who?.kind === 'session' ? who.actor : undefined, name: who?.kind === 'session' ? who.name : undefined, permissions, device, language: languageOf(request), trace: request.id },
    }
  }

  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser<Buffer>('*', { parseAs: 'buffer', bodyLimit: longestBody }, (_request, bytes, done) => done(null, bytes))
    server.addHook('preClose', async () => {
      for (const one of open) one.abort()
    })

    server.route<{ Params: Address }>({
      method: ['GET', 'POST', 'PUT', 'DELETE'],
      url: '/:plug/:carrier/*',
      bodyLimit: longestBody,
      // Before the body is taken in.
      onRequest: async (request, reply) => {
        admitted.set(request, await admit(request, reply))
      },
      handler: async (request, reply) => {
        const { plug, carrier, route, params, caller } = admitted.get(request)!
        const bytes = request.body as Buffer | undefined
        if (bytes !== undefined && bytes.length > route.maxBytes) throw new Fault('too-large', 'api/body-too-large', 'The body is larger than this server takes.')
        // Whoever left while it was seen to who calls has told so already: nobody would hear of it again.
        if (reply.raw.destroyed) return reply
        if (open.size >= mostOpen) throw new Fault('unavailable', 'api/streams-full', 'Too many event streams are open.')
        const gone = new AbortController()
        open.add(gone)
        reply.raw.once('close', () => {
          gone.abort(over)
          open.delete(gone)
        })
        const answer = await plugboard.routes.call(plug, {
          carrier: carrier.slug, route: `${route.method} ${route.path}`, params, query: new URLSearchParams(rawQuery(request)),
          body: route.body === 'json' && route.method !== 'GET' ? jsonOf(request, bytes) : undefined,
          bytes: route.body === 'bytes' ? bytes ?? new Uint8Array() : undefined,
          caller, signal: gone.signal,
        })
        return sendServiceAnswer(request, reply, route, answer, route.access === 'public' && route.method === 'GET' && !route.device && caller.account === undefined)
      },
    })
  }
}
