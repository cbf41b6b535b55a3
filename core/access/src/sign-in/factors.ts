import { Fault, sql } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'
import { findAccount, type Account } from '../accounts.ts'
import type { Principal } from '../contract.ts'
import { systemCtx } from '../system-ctx.ts'
import { outsideContext } from './outside/outside-identities.ts'
import { hashPassword } from './password.ts'
import type { PasskeyItem } from './passkeys.ts'
import { requireGoodPassword } from './password-rules.ts'
import { needsSecondFactor } from './second-factor.ts'
import { pendingMs } from './sign-in.ts'
import type { SignInParts } from './sign-in-parts.ts'
import { draftTotp, stepOf, type TotpDraft } from './totp.ts'
import { registrationOptions, userHandle, verifyRegistration } from './webauthn.ts'
import type { Visitor } from './visitor.ts'

export interface AccountFactors {
  readonly account: Account
  readonly passwordAt: Date | undefined
  readonly totpAt: Date | undefined
  readonly passkeys: readonly PasskeyItem[]
  readonly outside: readonly { readonly provider: string; readonly carrier: string; readonly usedAt: Date }[]
  readonly secondFactorNeeded: boolean
}

/** The ways into one's own account. Every change needs a confirmation of the last ten minutes, is told in the account's history, and leaves a way in.
 *  Faults of all: access/fresh-needed. */
export interface Factors {
  factorsOf(principal: Principal): Promise<AccountFactors>
  /** The account's other sessions end. Faults: those of requireGoodPassword, access/no-login. */
  changePassword(principal: Principal, password: string, visitor: Visitor): Promise<void>
  draftTotp(principal: Principal): Promise<TotpDraft>
  /** Faults: access/code-wrong. */
  confirmTotp(principal: Principal, code: string, visitor: Visitor): Promise<void>
  /** Faults: access/last-factor, access/no-factor. */
  removeTotp(principal: Principal, visitor: Visitor): Promise<void>
  newPasskeyOptions(principal: Principal, visitor: Visitor): Promise<object>
  /** Faults: access/passkey-refused, access/passkey-count. */
  addPasskey(principal: Principal, made: { readonly name: string; readonly response: unknown }, visitor: Visitor): Promise<void>
  /** Faults: access/no-factor. */
  renamePasskey(principal: Principal, id: string, name: string): Promise<void>
  /** Faults: access/last-factor, access/no-factor. */
  removePasskey(principal: Principal, id: string, visitor: Visitor): Promise<void>
  /** Ends a person's account and all that belongs to it. Faults: access/close-staff. */
  closeAccount(principal: Principal, visitor: Visitor): Promise<void>
}

export const freshMinutes = 10
const mostPasskeys = 20
const noFactor = (): Fault => new Fault('not-found', 'access/no-factor', 'There is nothing of this kind to change.')

/** `closing` ends what hangs on an account elsewhere; `changed` hears that it is gone. */
export function createFactors(parts: SignInParts, { closing, changed }: {
  readonly closing: (account: string, name: string, trace: string) => Promise<void>
  readonly changed: (account: string) => void
}): Factors {
  const { store, sessions, pending, passkeys, totp, record } = parts
  const fresh = (principal: Principal): Promise<void> => sessions.requireFresh(principal, freshMinutes)
  const key = (what: 'new-totp' | 'new-passkey', principal: Principal): string => `${what} ${principal.account} ${principal.session ?? ''}`

  async function factorsOf(principal: Principal): Promise<AccountFactors> {
    return store.read(systemCtx(parts.now()), async (r) => {
      const [account, rows, totpAt, list, outside] = await Promise.all([
        findAccount(r, principal.account),
        r.query<{ password_at: Date | null; created_at: Date; password: string | null }>(sql`
          select password_at, created_at, password from st.account where account = ${principal.account}`),
        totp.addedAt(r, principal.account),
        passkeys.list(r, principal.account),
        outsideOf(r, principal.account),
      ])
      const row = rows[0]
      if (account === undefined || row === undefined) throw noFactor()
      return {
        account, totpAt, passkeys: list, passwordAt: row.password === null ? undefined : (row.password_at ?? row.created_at),
        outside,
        secondFactorNeeded: needsSecondFactor(parts, account),
      }
    })
  }

  async function outsideOf(r: Reader, account: string): Promise<AccountFactors['outside']> {
    const rows = await r.query<{ provider: Buffer; used_at: Date }>(sql`select provider, used_at from st.outside_identity where account = ${account}`)
    const ids = rows.map(({ provider }) => parts.seal.open<string>(provider, outsideContext(account)))
    const providers = await r.query<{ id: string; name: string; carrier: string }>(sql`select id::text, name, carrier from st.identity_provider where active`)
    return rows.flatMap(({ used_at: usedAt }, index) => {
      const provider = providers.find(({ id }) => id === ids[index])
      return provider === undefined ? [] : [{ provider: provider.name, carrier: provider.carrier, usedAt }]
    })
  }

  /** What would be left: a passkey, an outside identity, or a password with what it needs beside it. */
  function requireWayIn(left: AccountFactors): void {
    const password = left.passwordAt !== undefined && (left.totpAt !== undefined || left.passkeys.length > 0 || !left.secondFactorNeeded)
    if (left.passkeys.length === 0 && left.outside.length === 0 && !password) {
      throw new Fault('conflict', 'access/last-factor', 'Without this there would be no way in any more; add another one first.')
    }
  }

  return {
    factorsOf,

    changePassword: async (principal, password, visitor) => {
      await fresh(principal)
      const { account } = await factorsOf(principal)
      if (account.login === undefined) throw new Fault('conflict', 'access/no-login', 'This account has no name for signing in, so a password would open nothing.')
      requireGoodPassword(password, [account.login, account.name])
      const hash = await hashPassword(password)
      await store.write(record.ctxOf(visitor, principal.account), async (w) => {
        await w.query(sql`update st.account set password = ${hash}, password_at = ${new Date(parts.now())} where account = ${principal.account}`)
        await record.note(w, visitor, principal.account, { event: 'password-changed' })
      })
      await sessions.endOthers(principal.account, principal.session)
    },

    draftTotp: async (principal) => {
      await fresh(principal)
      const { account } = await factorsOf(principal)
      const draft = draftTotp(account.login ?? account.name)
      await pending.put(key('new-totp', principal), 'new-totp', { account: principal.account, facts: draft.secret }, pendingMs, parts.now())
      return draft
    },

    confirmTotp: async (principal, code, visitor) => {
      await fresh(principal)
      const now = parts.now()
      const found = await pending.find<string>(key('new-totp', principal), 'new-totp', now)
      const step = found && stepOf(found.facts, code, now)
      if (found === undefined || step === undefined) {
        throw new Fault('unprocessable', 'access/code-wrong', 'This code is not right, or the set-up has ended. Codes change every 30 seconds.', { at: 'code' })
      }
      await store.write(record.ctxOf(visitor, principal.account), async (w) => {
        await totp.put(w, principal.account, found.facts, step, now)
        await record.note(w, visitor, principal.account, { event: 'totp-added' })
      })
      await pending.remove([key('new-totp', principal)], now)
    },

    removeTotp: async (principal, visitor) => {
      await fresh(principal)
      const now = await factorsOf(principal)
      if (now.totpAt === undefined) throw noFactor()
      requireWayIn({ ...now, totpAt: undefined })
      await store.write(record.ctxOf(visitor, principal.account), async (w) => {
        await totp.remove(w, principal.account)
        await record.note(w, visitor, principal.account, { event: 'totp-removed' })
      })
    },

    newPasskeyOptions: async (principal, visitor) => {
      await fresh(principal)
      const now = parts.now()
      const { account } = await factorsOf(principal)
      const { options, challenge } = await registrationOptions(visitor.place, {
        handle: userHandle(parts.seal.mark('webauthn user', account.account)), login: account.login ?? account.name, name: account.name,
        known: await passkeys.known(account.account, visitor.place.rpId, now),
      })
      await pending.put(key('new-passkey', principal), 'new-passkey', { account: principal.account, facts: challenge }, pendingMs, now)
      return options
    },

    addPasskey: async (principal, { name, response }, visitor) => {
      await fresh(principal)
      const now = parts.now()
      const asked = await pending.take<string>(key('new-passkey', principal), 'new-passkey', now)
      const made = asked && (await verifyRegistration(response, asked.facts, visitor.place))
      if (made === undefined) throw new Fault('unprocessable', 'access/passkey-refused', 'This passkey could not be added. Begin again.')
      if ((await factorsOf(principal)).passkeys.length >= mostPasskeys) {
        throw new Fault('conflict', 'access/passkey-count', `An account has at most ${mostPasskeys} passkeys; remove one first.`)
      }
      const added = await store.write(record.ctxOf(visitor, principal.account), async (w) => {
        if (!(await passkeys.add(w, { ...made, account: principal.account, rpId: visitor.place.rpId, name }, now))) return false
        await record.note(w, visitor, principal.account, { event: 'passkey-added', about: name })
        return true
      })
      if (!added) throw new Fault('unprocessable', 'access/passkey-refused', 'This passkey could not be added. Begin again.')
    },

    renamePasskey: async (principal, id, name) => {
      if (!(await passkeys.rename(principal.account, id, name, parts.now()))) throw noFactor()
    },

    removePasskey: async (principal, id, visitor) => {
      await fresh(principal)
      const now = await factorsOf(principal)
      if (!now.passkeys.some((passkey) => passkey.id === id)) throw noFactor()
      requireWayIn({ ...now, passkeys: now.passkeys.filter((passkey) => passkey.id !== id) })
      await store.write(record.ctxOf(visitor, principal.account), async (w) => {
        const name = await passkeys.remove(w, principal.account, id)
        if (name !== undefined) await record.note(w, visitor, principal.account, { event: 'passkey-removed', about: name })
      })
    },

    closeAccount: async (principal, visitor) => {
      await fresh(principal)
      const { account } = await factorsOf(principal)
      if (account.memberships.length > 0 || account.demo) {
        throw new Fault('conflict', 'access/close-staff', 'Accounts of staff are closed by their administration.')
      }
      await closing(account.account, account.name, visitor.trace)
      await store.write(record.ctxOf(visitor, principal.account), async (w) => {
        await record.note(w, visitor, principal.account, { event: 'account-closed' })
        await w.query(sql`delete from st.account where account = ${principal.account}`)
      })
      changed(principal.account)
    },
  }
}
