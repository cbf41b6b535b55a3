import { knownDeviceDays, type Access, type SignInResult } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignInStep } from '../contract/account.ts'
import type { PublicAddress } from '../server-config.ts'
import { cookieText, sessionCookie, setSessionCookie } from '../web/cookie.ts'

const setUpSeconds = 1800

/** Faults: api/sign-in-wait, with Retry-After. */
export function refuseWait(reply: FastifyReply, seconds: number): never {
  reply.header('retry-after', String(seconds))
  throw new Fault('throttled', 'api/sign-in-wait', 'Too many attempts; wait a little before the next one.')
}

/** The same for every reason. Faults: api/sign-in-refused. */
export function refuseSignIn(): never {
  throw new Fault('unauthenticated', 'api/sign-in-refused', 'That did not work. Check what you entered, or begin again.')
}

/** Sets the cookies of a step and says where the sign-in stands. Whoever enters starts afresh: a session of before ends, what was pending is over.
 *  Faults: api/sign-in-refused, api/sign-in-wait. */
export async function answerStep(access: Access, address: PublicAddress, request: FastifyRequest, reply: FastifyReply, result: SignInResult): Promise<SignInStep> {
  const { secure } = address
  switch (result.kind) {
    case 'wait':
      return refuseWait(reply, result.seconds)
    case 'refused':
      return refuseSignIn()
    case 'entered': {
      const former = sessionCookie(request, secure)
      if (former !== undefined) await access.sessions.end(former)
      reply.header('set-cookie', [
        setSessionCookie(result.session, secure),
        cookieText('known', result.known, knownDeviceDays * 86_400, secure),
        cookieText('pending', '', 0, secure),
      ])
      return { kind: 'entered' }
    }
    default:
      reply.header('set-cookie', cookieText('pending', result.pending, setUpSeconds, secure))
      return stepOf(result)
  }
}

export function stepOf(result: Extract<SignInResult, { kind: 'second-factor' | 'set-up' }>): SignInStep {
  return result.kind === 'second-factor'
    ? { kind: 'second-factor', methods: result.methods }
    : { kind: 'set-up', why: result.why, account: result.account ?? null, name: result.name, password: result.password }
}
