import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { NewTotp, PasskeyOptions, SignInStep, WebAuthnJson } from '../contract/account.ts'
import { readBody } from '../leitstand/read-body.ts'
import { readCookie } from '../web/cookie.ts'
import { requireSameOrigin } from '../web/same-origin.ts'
import { newPasskeyBody, passkeyOptionsBody, setupBody, setupPasswordBody, totpBody } from './bodies.ts'
import type { SignInRoutesOptions } from './options.ts'
import { answerStep } from './step-answer.ts'
import { newTotp } from './new-totp.ts'
import { passkeyVisitorOf, visitorOf } from './visitor-of.ts'

/** Setting up a way in, by a code or where a second factor is missing; below /sign-in/setup. */
export function setupRoutes({ access, address }: SignInRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { setUp } = access
  const pendingOf = (request: FastifyRequest): string | undefined => readCookie(request, 'pending', address.secure)

  return async (server) => {
    server.addHook('onRequest', async (request) => requireSameOrigin(request, address.origin))

    server.post('/sign-in/setup', async (request, reply): Promise<SignInStep> => {
      const { code } = readBody(request, setupBody)
      return answerStep(access, address, request, reply, await setUp.begin(code, visitorOf(request, address)))
    })

    server.post('/sign-in/setup/password', async (request, reply): Promise<SignInStep> =>
      answerStep(access, address, request, reply, await setUp.password(pendingOf(request), readBody(request, setupPasswordBody))))

    server.post('/sign-in/setup/totp', async (request): Promise<NewTotp> => newTotp(await setUp.totp(pendingOf(request))))

    server.post('/sign-in/setup/totp/confirm', async (request, reply): Promise<SignInStep> => {
      const { code } = readBody(request, totpBody)
      return answerStep(access, address, request, reply, await setUp.confirmTotp(pendingOf(request), code, visitorOf(request, address)))
    })

    server.post('/sign-in/setup/passkey/options', async (request): Promise<PasskeyOptions> => {
      readBody(request, passkeyOptionsBody)
      return { options: (await setUp.passkeyOptions(pendingOf(request), passkeyVisitorOf(request, address))) as WebAuthnJson }
    })

    server.post('/sign-in/setup/passkey', async (request, reply): Promise<SignInStep> => {
      const made = readBody(request, newPasskeyBody)
      return answerStep(access, address, request, reply, await setUp.passkey(pendingOf(request), made, visitorOf(request, address)))
    })

    server.post('/sign-in/setup/finish', async (request, reply): Promise<SignInStep> =>
      answerStep(access, address, request, reply, await setUp.finish(pendingOf(request), visitorOf(request, address))))
  }
}
