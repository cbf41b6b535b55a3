import type { IncomingMessage } from 'node:http'
import type { Smart } from '@steckwerk/access'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Authentication } from '../authentication.ts'
import type { PublicAddress } from '../server-config.ts'
import { addCors } from './cors.ts'
import { requestWith, withClientId } from './form-body.ts'
import { interactionPath } from './interaction-routes.ts'
import { publicOrigin } from './public-origin.ts'

/** No page of the provider needs anything from anywhere; what it answers is JSON, a redirect or one plain sentence. */
const policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export interface OidcMountOptions {
  readonly smart: Smart
  readonly authentication: Authentication
  readonly address: PublicAddress
}

/** Hands requests below /oidc to the OpenID provider, with our headers, and leads a person to the portal's pages. */
export function oidcMount(options: OidcMountOptions): (server: FastifyInstance) => Promise<void> {
  const { smart, authentication, address } = options

  async function handOver(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const origin = publicOrigin(request, address)
    const { provider } = await smart.serverAt(origin)
    if (Buffer.isBuffer(request.body) && request.url === '/oidc/token') request.body = await withClientId(request.body, smart, request.headers.authorization)
    const { raw } = request
    const { protocol, host } = new URL(origin)
    // The provider is told the public address, whatever a client claims in these headers.
    Object.assign(raw.headers, { 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host, 'x-forwarded-for': request.ip })
    Object.assign(raw, { originalUrl: raw.url, url: raw.url!.slice('/oidc'.length) || '/' })
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
    // Our CORS has decided; the provider would let in any origin.
    delete raw.headers.origin
    const { body } = request
    await provider.callback()(Buffer.isBuffer(body) ? requestWith(raw, body) : raw, reply.raw)
  }

  return async (server) => {
    // Forms are read here, since one of them lacks what the provider needs; whatever else comes is the provider's to refuse.
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    server.addContentTypeParser('*', (_request, _payload, done) => done(null))
    addCors(server, () => smart.clients.origins())
    server.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', policy).header('cache-control', 'no-store')
    })

    // The provider sends the browser here; the cookie that binds the request to it must reach the portal's calls too.
    server.get<{ Params: { uid: string } }>('/interaction/:uid', async (request, reply) => {
      const { interactions } = await smart.serverAt(publicOrigin(request, address))
      const { uid } = await interactions.find(request.raw, reply.raw)
      const page = `/freigabe/${encodeURIComponent(uid)}`
      reply.header('set-cookie', interactionCookies(request.raw, uid, address.secure))
      // From another site the session's cookie (SameSite=Strict) does not come along: whether somebody is signed in can be told by the page only.
      const isForeign = request.headers['sec-fetch-site'] === 'cross-site'
      const isSignedIn = isForeign || (await authentication.find(request)) !== undefined
      return reply.redirect(isSignedIn ? page : `/anmelden?weiter=${encodeURIComponent(page)}`, 303)
    })

    server.route({ method: ['GET', 'POST'], url: '/*', handler: handOver })
    // Preflights end in the hook above; what else comes as OPTIONS is nothing.
    server.options('/*', (_request, reply) => reply.code(204).send())
  }
}

/** The provider's cookie of this interaction as it is, for the path of the portal's calls. */
function interactionCookies(raw: IncomingMessage, uid: string, secure: boolean): string[] {
  const parts = (raw.headers.cookie ?? '').split(';').map((part) => part.trim()).filter((part) => /^steckwerk-interaction(?:\.sig)?=/.test(part))
  return parts.map((part) => `${part}; Path=${interactionPath}/${uid}; Max-Age=600; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`)
}
