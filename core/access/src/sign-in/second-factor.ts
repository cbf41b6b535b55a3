import type { Account } from '../accounts.ts'
import type { SignInParts } from './sign-in-parts.ts'
import { systemCtx } from '../system-ctx.ts'

export type SecondFactor = 'totp' | 'passkey'

/** What a password needs beside it at this account. What somebody added is asked for; staff cannot do without, nor persons where the hub says
 *  so. The demo's accounts, whose password everybody knows, are asked for a code only if one was set up. */
export async function secondFactorsOf(parts: SignInParts, account: Account): Promise<{ readonly methods: readonly SecondFactor[]; readonly needed: boolean }> {
  const [totp, passkeys] = await parts.store.read(systemCtx(parts.now()), (r) => Promise.all([
    parts.totp.addedAt(r, account.account), parts.passkeys.list(r, account.account),
  ]))
  const methods: SecondFactor[] = []
  if (totp !== undefined) methods.push('totp')
  if (passkeys.length > 0 && !account.demo) methods.push('passkey')
  return { methods, needed: needsSecondFactor(parts, account) }
}

export function needsSecondFactor(parts: SignInParts, account: Account): boolean {
  return !account.demo && (account.memberships.length > 0 || parts.personsNeedSecondFactor)
}
