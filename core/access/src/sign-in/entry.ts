import type { Principal } from '../contract.ts'
import type { Method } from './account-history.ts'
import type { Attempt } from './login-attempts.ts'
import { networkOf } from './network.ts'
import type { NewSession } from './sessions.ts'
import type { SignInParts } from './sign-in-parts.ts'
import type { Visitor } from './visitor.ts'

export interface Entered {
  readonly kind: 'entered'
  /** The session cookie's value. */
  readonly session: string
  /** The value of the cookie of known devices. */
  readonly known: string
  readonly principal: Principal
}

export type SignInResult =
  | Entered
  | { readonly kind: 'second-factor'; readonly pending: string; readonly methods: readonly ('totp' | 'passkey')[] }
  | {
      readonly kind: 'set-up'
      readonly pending: string
      readonly why: 'code' | 'second-factor'
      readonly account: string | undefined
      readonly name: string
      readonly password: boolean
    }
  /** Unknown account, wrong password, wrong or used code, unknown passkey, locked account, nothing pending: nobody is told which. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'wait'; readonly seconds: number }

/** RFC 8176; 'fed' (an outside provider) is not in its table but in common use. */
const amrOf: Readonly<Record<Method, readonly string[]>> = { password: ['pwd'], totp: ['otp'], passkey: ['hwk', 'user'], provider: ['fed'], code: [] }

export function methodsAmr(methods: readonly Method[]): string[] {
  const names = methods.flatMap((method) => amrOf[method])
  return methods.includes('passkey') || methods.includes('totp') ? [...names, 'mfa'] : names
}

/** Begins the session: everything asked for was proven. Always a new secret, so that one planted before is worth nothing. */
export async function enter(parts: SignInParts, visitor: Visitor, entering: {
  readonly account: string
  readonly methods: readonly Method[]
  /** What counted on the way. */
  readonly attempts: readonly Attempt[]
  readonly about?: string
  readonly outside?: NewSession['outside']
}): Promise<Entered | { readonly kind: 'refused' }> {
  const { account, methods, outside } = entering
  const now = parts.now()
  await parts.record.success(visitor, account, { event: 'sign-in', methods, ...(entering.about === undefined ? {} : { about: entering.about }) })
  for (const attempt of entering.attempts) await parts.attempts.succeed(attempt, now)
  const session = await parts.sessions.start({
    account, amr: methodsAmr(methods), device: visitor.device, network: networkOf(visitor.address), ...(outside === undefined ? {} : { outside }),
  })
  const principal = await parts.sessions.find(session)
  if (principal === undefined) return { kind: 'refused' }
  return { kind: 'entered', session, known: parts.devices.add(visitor.known, account, now), principal }
}
