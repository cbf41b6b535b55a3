import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { SignInProvider } from '../contract/account.ts'
import { cookieText, readCookie } from '../web/cookie.ts'
import { rawQuery } from '../web/raw-query.ts'
import type { SignInRoutesOptions } from './options.ts'
import { ownPath } from './own-path.ts'
import { answerStep } from './step-answer.ts'
import { originOf, visitorOf } from './visitor-of.ts'

interface OfProvider {
  Params: { id: string }
}

const pendingSeconds = 300
const prefix = '/portal/api/sign-in/provider'
export const redirectUri = (origin: string, id: string): string => `${origin}${prefix}/${id}/callback`
export const backChannelLogoutUri = (origin: string, id: string): string => `${origin}${prefix}/${id}/back-channel-logout`

/** Signing in at a hospital's own OpenID provider: there, back, and out again. */
export function providerRoutes({ access, store, address }: SignInRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { identityProviders, providerSignIn } = access

  return async (server) => {
    server.get('/sign-in/providers', async (): Promise<{ providers: readonly SignInProvider[] }> => {
      const [providers, carriers] = await Promise.all([identityProviders.active(), store.carriers()])
      return {
        providers: providers.map(({ id, name, carrier, audience }) => ({
          id, name, carrier, audience, carrierName: carriers.find(({ slug }) => slug === carrier)?.name ?? carrier,
        })),
      }
    })

    // Changes nothing that is anybody's: it begins a sign-in in this browser, as opening the sign-in page does.
    server.get<OfProvider>('/sign-in/provider/:id/start', async (request, reply) => {
      const { id } = request.params
      const query = new URLSearchParams(rawQuery(request))
      const started = await providerSignIn.start(id, {
        redirectUri: redirectUri(originOf(request, address), id), to: ownPath(query.get('to')), fresh: query.get('fresh') === '1',
      })
      if (started === undefined) throw new Fault('not-found', 'api/provider-unknown', 'There is no such sign-in here.')
      return reply.header('set-cookie', cookieText('pending', started.pending, pendingSeconds, address.secure)).redirect(started.url, 302)
    })

    // The pending sign-in in the cookie, its state and nonce and PKCE's verifier tie it to this browser: nobody is signed in by another's link.
    server.get<OfProvider>('/sign-in/provider/:id/callback', async (request, reply) => {
      const { id } = request.params
      const origin = originOf(request, address)
      const url = new URL(`${redirectUri(origin, id)}?${rawQuery(request)}`)
      const { result, to } = await providerSignIn.finish(id, readCookie(request, 'pending', address.secure), url, visitorOf(request, address))
      if (result.kind !== 'entered') {
        return reply.header('set-cookie', cookieText('pending', '', 0, address.secure)).redirect(`/sign-in?refused=${encodeURIComponent(id)}`, 302)
      }
      await answerStep(access, address, request, reply, result)
      return reply.redirect(to, 302)
    })

    await server.register(async (form) => {
      form.removeAllContentTypeParsers()
      form.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 32 * 1024 }, (_request, text, done) => done(null, text))
      form.post<OfProvider>('/sign-in/provider/:id/back-channel-logout', async (request, reply) => {
        await access.logOut(request.params.id, logoutTokenOf(request))
        return reply.code(200).send()
      })
    })
  }
}

function logoutTokenOf(request: FastifyRequest): string {
  return typeof request.body === 'string' ? (new URLSearchParams(request.body).get('logout_token') ?? '') : ''
}
