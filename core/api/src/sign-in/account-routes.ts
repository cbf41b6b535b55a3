import { passkeyUse, type Principal } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Factors, HistoryEntry, NewTotp, PasskeyOptions, WebAuthnJson } from '../contract/account.ts'
import { readBody } from '../leitstand/read-body.ts'
import { clearSessionCookie, sessionCookie, setSessionCookie } from '../web/cookie.ts'
import { rawQuery } from '../web/raw-query.ts'
import { confirmBody, newPasskeyBody, newPasswordBody, passkeyBody, passkeyNameBody, totpBody } from './bodies.ts'
import type { SignInRoutesOptions } from './options.ts'
import { refuseSignIn, refuseWait } from './step-answer.ts'
import { newTotp } from './new-totp.ts'
import { originOf, passkeyVisitorOf, visitorOf } from './visitor-of.ts'

const historyPage = 50
const freshMs = 10 * 60_000

/** One's own account: ways in, confirming who one is, history, closing; below /account. */
export function accountRoutes(options: SignInRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, authentication, address } = options

  /** Somebody in the portal: neither the operator's token nor an app has an account of its own to change. Faults: api/not-permitted. */
  async function person(request: FastifyRequest): Promise<Principal> {
    const principal = await authentication.principal(request)
    if (principal.kind !== 'session') throw new Fault('forbidden', 'api/not-permitted', 'This account may not do this.')
    return principal
  }

  async function answerConfirmed(reply: FastifyReply, result: Awaited<ReturnType<typeof access.confirmByPassword>>): Promise<FastifyReply> {
    if (result.kind === 'wait') return refuseWait(reply, result.seconds)
    if (result.kind === 'refused') return refuseSignIn()
    return reply.code(204).header('set-cookie', setSessionCookie(result.session, address.secure)).send()
  }

  const secretOf = (request: FastifyRequest): string => sessionCookie(request, address.secure) ?? ''

  return async (server) => {
    server.get('/account/factors', async (request): Promise<Factors> => {
      const principal = await person(request)
      const [factors, confirmedAt] = await Promise.all([access.factorsOf(principal), access.sessions.confirmedAt(principal)])
      const { account, passwordAt, totpAt, passkeys, outside } = factors
      const freshUntil = (confirmedAt?.getTime() ?? 0) + freshMs
      return {
        account: account.login ?? null,
        name: account.name,
        password: passwordAt === undefined ? null : { changedAt: passwordAt.toISOString() },
        totp: totpAt === undefined ? null : { addedAt: totpAt.toISOString() },
        passkeys: passkeys.map(({ id, name, addedAt, usedAt, synced }) => ({
          id, name, synced, addedAt: addedAt.toISOString(), usedAt: usedAt?.toISOString() ?? null,
        })),
        outside: outside.map(({ provider, carrier, usedAt }) => ({ provider, carrier, usedAt: usedAt.toISOString() })),
        secondFactorNeeded: factors.secondFactorNeeded,
        addFactor: totpAt === undefined && passkeys.length === 0 && outside.length === 0,
        freshUntil: freshUntil > Date.now() ? new Date(freshUntil).toISOString() : null,
        confirmBy: [
          ...(passkeys.length > 0 ? ['passkey' as const] : []),
          ...(passwordAt !== undefined && (totpAt !== undefined || passkeys.length === 0 || account.demo) ? ['password' as const] : []),
        ],
        confirmNeedsTotp: totpAt !== undefined,
        passkeyUse: passkeyUse(originOf(request, address)),
      }
    })

    server.post('/account/confirm', async (request, reply) => {
      const principal = await person(request)
      const proof = readBody(request, confirmBody)
      return answerConfirmed(reply, await access.confirmByPassword(principal, secretOf(request), proof, visitorOf(request, address)))
    })

    server.post('/account/confirm/passkey/options', async (request): Promise<PasskeyOptions> => ({
      options: (await access.confirmOptions(await person(request), passkeyVisitorOf(request, address))) as WebAuthnJson,
    }))

    server.post('/account/confirm/passkey', async (request, reply) => {
      const principal = await person(request)
      const { response } = readBody(request, passkeyBody)
      return answerConfirmed(reply, await access.confirmByPasskey(principal, secretOf(request), response, visitorOf(request, address)))
    })

    server.post('/account/password', async (request, reply) => {
      const principal = await person(request)
      await access.changePassword(principal, readBody(request, newPasswordBody).password, visitorOf(request, address))
      return reply.code(204).send()
    })

    server.post('/account/totp', async (request): Promise<NewTotp> => newTotp(await access.draftTotp(await person(request))))

    server.post('/account/totp/confirm', async (request, reply) => {
      const principal = await person(request)
      await access.confirmTotp(principal, readBody(request, totpBody).code, visitorOf(request, address))
      return reply.code(204).send()
    })

    server.delete('/account/totp', async (request, reply) => {
      await access.removeTotp(await person(request), visitorOf(request, address))
      return reply.code(204).send()
    })

    server.post('/account/passkeys/options', async (request): Promise<PasskeyOptions> => ({
      options: (await access.newPasskeyOptions(await person(request), passkeyVisitorOf(request, address))) as WebAuthnJson,
    }))

    server.post('/account/passkeys', async (request, reply) => {
      const principal = await person(request)
      await access.addPasskey(principal, readBody(request, newPasskeyBody), visitorOf(request, address))
      return reply.code(201).send({})
    })

    server.put<{ Params: { id: string } }>('/account/passkeys/:id', async (request, reply) => {
      const principal = await person(request)
      await access.renamePasskey(principal, request.params.id, readBody(request, passkeyNameBody).name)
      return reply.code(204).send()
    })

    server.delete<{ Params: { id: string } }>('/account/passkeys/:id', async (request, reply) => {
      await access.removePasskey(await person(request), request.params.id, visitorOf(request, address))
      return reply.code(204).send()
    })

    server.get('/account/history', async (request): Promise<{ entries: readonly HistoryEntry[]; next: string | null }> => {
      const { account } = await person(request)
      const before = new URLSearchParams(rawQuery(request)).get('before')
      if (before !== null && Number.isNaN(Date.parse(before))) {
        throw new Fault('invalid', 'api/parameter-form', 'before must be an instant, as `next` gave it.', { at: 'before' })
      }
      const events = await access.historyOf(account, before === null ? undefined : new Date(before), historyPage)
      const last = events.length === historyPage ? events.at(-1) : undefined
      return { entries: events.map((event) => ({ ...event, at: event.at.toISOString() })), next: last?.at.toISOString() ?? null }
    })

    server.delete('/account', async (request, reply) => {
      await access.closeAccount(await person(request), visitorOf(request, address))
      return reply.code(204).header('set-cookie', clearSessionCookie(address.secure)).send()
    })
  }
}
