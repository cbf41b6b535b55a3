import { sql } from '@steckwerk/kernel'
import { findAccount, findPassword } from '../accounts.ts'
import type { Principal } from '../contract.ts'
import { systemCtx } from '../system-ctx.ts'
import type { Method } from './account-history.ts'
import { methodsAmr } from './entry.ts'
import type { Attempt } from './login-attempts.ts'
import { secondFactorsOf } from './second-factor.ts'
import { credentialId, pendingMs } from './sign-in.ts'
import type { SignInParts } from './sign-in-parts.ts'
import { signInOptions, verifySignIn } from './webauthn.ts'
import type { Visitor } from './visitor.ts'

export type ConfirmResult =
  /** The session goes on under a new secret. */
  | { readonly kind: 'confirmed'; readonly session: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'wait'; readonly seconds: number }

/** Proving again, within a session, who one is: before factors are changed, an emergency access, a change of keys. */
export interface Confirm {
  /** A code is needed where TOTP was added. */
  confirmByPassword(
    principal: Principal, secret: string, proof: { readonly password: string; readonly code?: string | undefined }, visitor: Visitor,
  ): Promise<ConfirmResult>
  confirmOptions(principal: Principal, visitor: Visitor): Promise<object>
  confirmByPasskey(principal: Principal, secret: string, response: unknown, visitor: Visitor): Promise<ConfirmResult>
}

const refused: ConfirmResult = { kind: 'refused' }

export function createConfirm(parts: SignInParts): Confirm {
  const { store, attempts, devices, pending, passkeys, record } = parts
  const challengeKey = (principal: Principal): string => `confirm ${principal.session ?? ''}`

  async function confirmed(principal: Principal, secret: string, methods: readonly Method[], visitor: Visitor, attempt: Attempt): Promise<ConfirmResult> {
    await record.success(visitor, principal.account, { event: 'confirm', methods })
    await attempts.succeed(attempt, parts.now())
    const session = await parts.sessions.renew(secret, methodsAmr(methods))
    return session === undefined ? refused : { kind: 'confirmed', session }
  }

  return {
    confirmByPassword: async (principal, secret, { password, code }, visitor) => {
      const now = parts.now()
      const [account, hash] = await store.read(systemCtx(now), (r) => Promise.all([
        findAccount(r, principal.account),
        findPassword(r, sql`account = ${principal.account}`),
      ]))
      if (account === undefined) return refused
      const attempt: Attempt = {
        login: account.login ?? account.account, address: visitor.address, device: devices.find(visitor.known, account.account, now), second: true,
      }
      const seconds = await attempts.begin(attempt, now)
      if (seconds !== undefined) return { kind: 'wait', seconds }
      const right = await parts.checkPassword(password, hash)
      if (right === undefined) return { kind: 'wait', seconds: 5 }
      const { methods } = await secondFactorsOf(parts, account)
      const withCode = methods.includes('totp')
      // Who has passkeys only confirms by one of them.
      const enough = withCode ? right && code !== undefined && (await parts.totp.accepts(account.account, code, now)) : right && methods.length === 0
      if (!enough) {
        await record.refused(visitor, { account: account.account, event: 'confirm', methods: withCode ? ['password', 'totp'] : ['password'] })
        return refused
      }
      return confirmed(principal, secret, withCode ? ['password', 'totp'] : ['password'], visitor, attempt)
    },

    confirmOptions: async (principal, visitor) => {
      const now = parts.now()
      const { options, challenge } = await signInOptions(visitor.place, await passkeys.known(principal.account, visitor.place.rpId, now))
      await pending.put(challengeKey(principal), 'passkey', { account: principal.account, facts: { challenge } }, pendingMs, now)
      return options
    },

    confirmByPasskey: async (principal, secret, response, visitor) => {
      const now = parts.now()
      const asked = await pending.take<{ readonly challenge: string }>(challengeKey(principal), 'passkey', now)
      const found = await passkeys.find(credentialId(response), now)
      const proof = asked && (await verifySignIn(response, asked.facts.challenge, visitor.place, found))
      if (found?.account !== principal.account || proof === undefined || !(await passkeys.used(found, proof.counter, proof.synced, now))) {
        await record.refused(visitor, { account: principal.account, event: 'confirm', methods: ['passkey'] })
        return refused
      }
      return confirmed(principal, secret, ['passkey'], visitor, { address: visitor.address })
    },
  }
}
