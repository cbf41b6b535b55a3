import { passkeyUse, passwordLength } from '@steckwerk/access'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PasskeyOptions, SignInPage, SignInStep, WebAuthnJson } from '../contract/account.ts'
import { readBody } from '../leitstand/read-body.ts'
import { cookieText, readCookie } from '../web/cookie.ts'
import { requireSameOrigin } from '../web/same-origin.ts'
import { passkeyBody, passwordBody, totpBody } from './bodies.ts'
import type { SignInRoutesOptions } from './options.ts'
import { answerStep, stepOf } from './step-answer.ts'
import { originOf, passkeyVisitorOf, visitorOf } from './visitor-of.ts'

const pendingSeconds = 300

/** Signing in by password and second factor, or by passkey: one step a route. There is no session yet, so each checks that it comes from our own page. */
export function signInRoutes(options: SignInRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, address } = options
  const { signIn, setUp } = access
  const pendingOf = (request: FastifyRequest): string | undefined => readCookie(request, 'pending', address.secure)

  async function pendingStep(secret: string | undefined): Promise<SignInStep | null> {
    if (secret === undefined) return null
    const methods = await signIn.secondFactorOf(secret)
    if (methods !== undefined) return { kind: 'second-factor', methods }
    const state = await setUp.stateOf(secret)
    return state?.kind === 'set-up' ? stepOf(state) : null
  }

  return async (server) => {
    server.addHook('onRequest', async (request) => requireSameOrigin(request, address.origin))

    server.get('/sign-in', async (request): Promise<SignInPage> => ({
      passkeys: passkeyUse(originOf(request, address)),
      pending: await pendingStep(pendingOf(request)),
      password: passwordLength,
    }))

    server.post('/sign-in', async (request, reply): Promise<SignInStep> => {
      const result = await signIn.password(readBody(request, passwordBody), visitorOf(request, address))
      return answerStep(access, address, request, reply, result)
    })

    server.post('/sign-in/totp', async (request, reply): Promise<SignInStep> => {
      const { code } = readBody(request, totpBody)
      return answerStep(access, address, request, reply, await signIn.totp(pendingOf(request), code, visitorOf(request, address)))
    })

    server.post('/sign-in/passkey/options', async (request, reply): Promise<PasskeyOptions> => {
      const { options: asked, pending } = await signIn.passkeyOptions(pendingOf(request), passkeyVisitorOf(request, address))
      reply.header('set-cookie', cookieText('pending', pending, pendingSeconds, address.secure))
      return { options: asked as WebAuthnJson }
    })

    server.post('/sign-in/passkey', async (request, reply): Promise<SignInStep> => {
      const { response } = readBody(request, passkeyBody)
      return answerStep(access, address, request, reply, await signIn.passkey(pendingOf(request), response, visitorOf(request, address)))
    })

    server.delete('/sign-in', async (request, reply) => {
      const pending = pendingOf(request)
      if (pending !== undefined) await access.giveUp(pending)
      return reply.code(204).header('set-cookie', cookieText('pending', '', 0, address.secure)).send()
    })
  }
}
