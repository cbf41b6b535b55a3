import { Fault, sql } from '@steckwerk/kernel'
import { findAccount, type Account } from '../accounts.ts'
import { redeemSetupCode, setupCodeHash } from '../people/setup-codes.ts'
import { systemCtx } from '../system-ctx.ts'
import type { Method } from './account-history.ts'
import { enter, type SignInResult } from './entry.ts'
import type { Attempt } from './login-attempts.ts'
import { hashPassword } from './password.ts'
import { requireGoodPassword } from './password-rules.ts'
import { needsSecondFactor } from './second-factor.ts'
import { normalLogin, refused } from './sign-in.ts'
import type { SignInParts } from './sign-in-parts.ts'
import { draftTotp, stepOf, type TotpDraft } from './totp.ts'
import { registrationOptions, userHandle, verifyRegistration, type NewPasskeyFacts } from './webauthn.ts'
import type { Visitor } from './visitor.ts'

export interface SetUp {
  /** By a code of the administration (first sign-in) or the desk (recovery). */
  begin(code: string, visitor: Visitor): Promise<SignInResult>
  /** For an account that was just made and has no way in yet: to be called by who has made sure whose it is. */
  beginNew(account: string): Promise<SignInResult>
  /** The password is right, a second factor is needed and there is none. */
  beginSecondFactor(account: Account, login: string): Promise<SignInResult>
  stateOf(pending: string): Promise<SignInResult | undefined>
  /** Faults: access/set-up-gone, access/login-form, access/login-taken, those of requireGoodPassword. */
  password(pending: string | undefined, chosen: { readonly account?: string | undefined; readonly password: string }): Promise<SignInResult>
  /** Faults: access/set-up-gone, access/set-up-order. */
  totp(pending: string | undefined): Promise<TotpDraft>
  confirmTotp(pending: string | undefined, code: string, visitor: Visitor): Promise<SignInResult>
  /** Faults: access/set-up-gone. */
  passkeyOptions(pending: string | undefined, visitor: Visitor): Promise<object>
  passkey(pending: string | undefined, made: { readonly name: string; readonly response: unknown }, visitor: Visitor): Promise<SignInResult>
  /** With a password alone, for persons. Faults: access/set-up-gone, access/set-up-order. */
  finish(pending: string | undefined, visitor: Visitor): Promise<SignInResult>
}

interface Facts {
  readonly why: 'code' | 'second-factor'
  /** Used up when the set-up is complete; undefined = nothing to use up. */
  readonly code?: string
  /** What is typed at sign-in, chosen here. */
  readonly login?: string
  /** Hash of the password chosen here. */
  readonly password?: string
  readonly totp?: string
  readonly challenge?: string
}

export const setUpMs = 30 * 60_000
export const loginForm = /^[a-z0-9][a-z0-9._@+-]{2,63}$/
const gone = (): Fault => new Fault('gone', 'access/set-up-gone', 'This set-up has ended; begin again with the code.')
const order = (): Fault => new Fault('conflict', 'access/set-up-order', 'This set-up needs another step first.')

export function createSetUp(parts: SignInParts): SetUp {
  const { store, pending, attempts, record } = parts

  async function open(account: Account, facts: Facts): Promise<SignInResult> {
    const secret = pending.newSecret()
    await pending.put<Facts>(secret, 'set-up', { account: account.account, facts }, setUpMs, parts.now())
    return stateFor(secret, account, facts)
  }

  const stateFor = (secret: string, account: Account, facts: Facts): SignInResult => ({
    kind: 'set-up', pending: secret, why: facts.why, account: account.login ?? facts.login, name: account.name,
    password: facts.password !== undefined || facts.why === 'second-factor',
  })

  async function find(secret: string | undefined): Promise<{ readonly secret: string; readonly account: Account; readonly facts: Facts } | undefined> {
    const found = secret === undefined ? undefined : await pending.find<Facts>(secret, 'set-up', parts.now())
    const id = found?.account
    if (secret === undefined || found === undefined || id === undefined) return undefined
    const account = await store.read(systemCtx(parts.now()), (r) => findAccount(r, id))
    return account === undefined || account.locked ? undefined : { secret, account, facts: found.facts }
  }

  async function demand(secret: string | undefined): ReturnType<typeof find> extends Promise<infer Found> ? Promise<NonNullable<Found>> : never {
    const found = await find(secret)
    if (found === undefined) throw gone()
    return found
  }

  const keep = (secret: string, account: string, facts: Facts): Promise<void> =>
    pending.put<Facts>(secret, 'set-up', { account, facts }, setUpMs, parts.now())

  /** All at once: the code is used up, what was there before ends (by code), the new way in is in force. */
  async function complete(
    secret: string, account: Account, facts: Facts, visitor: Visitor, made: { readonly totpStep?: number; readonly passkey?: NewPasskeyFacts & { readonly name: string } },
  ): Promise<SignInResult> {
    const now = parts.now()
    const at = new Date(now)
    // Whoever takes it completes it: a second click finds nothing.
    if ((await pending.take(secret, 'set-up', now)) === undefined) return refused
    const id = account.account
    const done = await store.write(record.ctxOf(visitor, id), async (w) => {
      let recovery = false
      if (facts.code !== undefined) {
        const redeemed = await redeemSetupCode(w, facts.code, at)
        if (redeemed?.account !== id) return false
        recovery = redeemed.purpose === 'recovery'
      }
      if (facts.why === 'code') {
        await parts.totp.remove(w, id)
        await w.query(sql`delete from st.passkey where account = ${id}`)
        await w.query(sql`update st.account set password = ${facts.password ?? null}, password_at = ${facts.password === undefined ? null : at},
          login = coalesce(login, ${facts.login ?? null}) where account = ${id}`)
        await parts.sessions.endAllIn(w, id)
        await w.query(sql`delete from st.pending_sign_in where account = ${id}`)
      }
      if (facts.totp !== undefined && made.totpStep !== undefined) await parts.totp.put(w, id, facts.totp, made.totpStep, now)
      if (made.passkey !== undefined && !(await parts.passkeys.add(w, { ...made.passkey, account: id, rpId: visitor.place.rpId }, now))) return false
      const methods: Method[] = [...(facts.password === undefined ? [] : ['password' as const]), ...(made.totpStep === undefined ? [] : ['totp' as const]),
        ...(made.passkey === undefined ? [] : ['passkey' as const])]
      await record.note(w, visitor, id, { event: recovery ? 'recovery-used' : 'set-up', methods, about: made.passkey?.name ?? '' })
      return true
    }).catch((thrown: unknown) => {
      if (isUniqueViolation(thrown)) throw new Fault('conflict', 'access/login-taken', 'This name for signing in is taken; choose another one.', { at: 'account' })
      throw thrown
    })
    if (!done) return refused
    parts.sessions.forget()
    const password = facts.password !== undefined || facts.why === 'second-factor'
    const methods: Method[] = made.passkey !== undefined ? (password ? ['password', 'passkey'] : ['passkey']) : made.totpStep !== undefined ? ['password', 'totp'] : ['password']
    const login = account.login ?? facts.login
    return enter(parts, visitor, { account: id, methods, attempts: login === undefined ? [] : [{ login, address: visitor.address, second: true }] })
  }

  return {
    begin: async (code, visitor) => {
      const now = parts.now()
      const attempt: Attempt = { address: visitor.address }
      const seconds = await attempts.begin(attempt, now)
      if (seconds !== undefined) return { kind: 'wait', seconds }
      const hashed = setupCodeHash(code)
      const account = await store.read(systemCtx(now), async (r) => {
        const rows = await r.query<{ account: string }>(sql`
          select account from st.setup_code where code = ${hashed ?? Buffer.alloc(32)} and expires_at > ${new Date(now)}`)
        return rows[0] === undefined ? undefined : findAccount(r, rows[0].account)
      })
      if (account === undefined || account.locked) {
        await record.refused(visitor, { event: 'sign-in', methods: ['code'] })
        return refused
      }
      await attempts.succeed(attempt, now)
      return open(account, { why: 'code', code })
    },

    beginNew: async (id) => {
      const account = await store.read(systemCtx(parts.now()), (r) => findAccount(r, id))
      return account === undefined ? refused : open(account, { why: 'code' })
    },

    beginSecondFactor: (account, login) => open(account, { why: 'second-factor', login }),

    stateOf: async (secret) => {
      const found = await find(secret)
      return found && stateFor(secret, found.account, found.facts)
    },

    password: async (secret, { account: typed, password }) => {
      const { secret: key, account, facts } = await demand(secret)
      if (facts.why !== 'code') throw order()
      const login = account.login ?? normalLogin(typed ?? facts.login ?? '')
      if (!loginForm.test(login)) {
        throw new Fault('invalid', 'access/login-form', 'A name for signing in has 3 to 64 of a-z, 0-9 and . _ @ + -, and begins with a letter or digit.', { at: 'account' })
      }
      if (account.login === undefined) {
        const taken = await store.read(systemCtx(parts.now()), (r) => r.query(sql`select 1 from st.account where login = ${login}`))
        if (taken.length > 0) throw new Fault('conflict', 'access/login-taken', 'This name for signing in is taken; choose another one.', { at: 'account' })
      }
      requireGoodPassword(password, [login, account.name])
      const chosen: Facts = { ...facts, login, password: await hashPassword(password) }
      await keep(key, account.account, chosen)
      return stateFor(key, account, chosen)
    },

    totp: async (secret) => {
      const { secret: key, account, facts } = await demand(secret)
      if (facts.why === 'code' && facts.password === undefined) throw order()
      const draft = draftTotp(account.login ?? facts.login ?? account.name)
      await keep(key, account.account, { ...facts, totp: draft.secret })
      return draft
    },

    confirmTotp: async (secret, code, visitor) => {
      const found = await find(secret)
      const step = found?.facts.totp === undefined ? undefined : stepOf(found.facts.totp, code, parts.now())
      if (found === undefined || step === undefined) return refused
      return complete(found.secret, found.account, found.facts, visitor, { totpStep: step })
    },

    passkeyOptions: async (secret, visitor) => {
      const { secret: key, account, facts } = await demand(secret)
      const { options, challenge } = await registrationOptions(visitor.place, {
        handle: userHandle(parts.seal.mark('webauthn user', account.account)), login: account.login ?? facts.login ?? account.name, name: account.name,
        known: facts.why === 'code' ? [] : await parts.passkeys.known(account.account, visitor.place.rpId, parts.now()),
      })
      await keep(key, account.account, { ...facts, challenge })
      return options
    },

    passkey: async (secret, { name, response }, visitor) => {
      const found = await find(secret)
      const challenge = found?.facts.challenge
      if (found === undefined || challenge === undefined) return refused
      const { challenge: _used, ...facts } = found.facts
      await keep(found.secret, found.account.account, facts)
      const passkey = await verifyRegistration(response, challenge, visitor.place)
      if (passkey === undefined) return refused
      return complete(found.secret, found.account, facts, visitor, { passkey: { ...passkey, name } })
    },

    finish: async (secret, visitor) => {
      const { secret: key, account, facts } = await demand(secret)
      if (facts.why !== 'code' || facts.password === undefined || needsSecondFactor(parts, account)) throw order()
      return complete(key, account, facts, visitor, {})
    },
  }
}

/** SQLSTATE 23505, whichever layer wrapped it. */
export function isUniqueViolation(thrown: unknown): boolean {
  for (let error = thrown as { code?: unknown; cause?: unknown } | undefined; error !== undefined && error !== null; error = error.cause as typeof error) {
    if (error.code === '23505') return true
  }
  return false
}
