import { findAccount, findAccountByLogin, findPassword, type Account } from '../accounts.ts'
import { sql } from '@steckwerk/kernel'
import { systemCtx } from '../system-ctx.ts'
import { enter, type SignInResult } from './entry.ts'
import type { Attempt } from './login-attempts.ts'
import { secondFactorsOf, type SecondFactor } from './second-factor.ts'
import type { SignInParts } from './sign-in-parts.ts'
import { signInOptions, verifySignIn } from './webauthn.ts'
import type { Visitor } from './visitor.ts'

export interface SignIn {
  password(input: { readonly account: string; readonly password: string }, visitor: Visitor): Promise<SignInResult>
  totp(pending: string | undefined, code: string, visitor: Visitor): Promise<SignInResult>
  /** For a second factor that is pending, or to sign in without an account name; then `pending` is new. */
  passkeyOptions(pending: string | undefined, visitor: Visitor): Promise<{ readonly options: object; readonly pending: string }>
  passkey(pending: string | undefined, response: unknown, visitor: Visitor): Promise<SignInResult>
  /** What this browser has pending of a second factor. */
  secondFactorOf(pending: string): Promise<readonly SecondFactor[] | undefined>
}

/** Of a sign-in whose password was right. */
interface SecondFacts {
  readonly login: string
  readonly methods: readonly SecondFactor[]
}

/** Of a passkey that was asked for: `second` = the account whose password was right. */
interface ChallengeFacts {
  readonly challenge: string
  readonly second: SecondFacts | undefined
}

export const pendingMs = 5 * 60_000
export const refused: SignInResult = Object.freeze({ kind: 'refused' })
export const normalLogin = (typed: string): string => typed.normalize('NFC').trim().toLowerCase()
/** A challenge belongs to the browser's pending sign-in, and is another entry: it is used up where the sign-in is not. */
const challengeKey = (pending: string): string => `challenge ${pending}`

export function createSignIn(parts: SignInParts, setUpSecondFactor: (account: Account, login: string) => Promise<SignInResult>): SignIn {
  const { store, attempts, pending, record, passkeys, devices } = parts
  const accountNow = (account: string): Promise<Account | undefined> => store.read(systemCtx(parts.now()), (r) => findAccount(r, account))

  async function secondFactorOf(secret: string): Promise<{ readonly account: string; readonly facts: SecondFacts } | undefined> {
    const found = await pending.find<SecondFacts>(secret, 'second-factor', parts.now())
    return found?.account === undefined ? undefined : { account: found.account, facts: found.facts }
  }

  return {
    secondFactorOf: async (secret) => (await secondFactorOf(secret))?.facts.methods,

    password: async ({ account: typed, password }, visitor) => {
      const now = parts.now()
      const login = normalLogin(typed)
      const [account, hash] = await store.read(systemCtx(now), (r) => Promise.all([
        findAccountByLogin(r, login),
        findPassword(r, sql`login = ${login}`),
      ]))
      const attempt: Attempt = { login, address: visitor.address, device: account && devices.find(visitor.known, account.account, now) }
      const seconds = await attempts.begin(attempt, now)
      if (seconds !== undefined) return { kind: 'wait', seconds }
      const right = await parts.checkPassword(password, hash)
      if (right === undefined) return { kind: 'wait', seconds: 5 }
      if (!right || account === undefined || account.locked) {
        await record.refused(visitor, { login, event: 'sign-in', methods: ['password'] })
        return refused
      }
      const { methods, needed } = await secondFactorsOf(parts, account)
      if (methods.length > 0) {
        const secret = pending.newSecret()
        await pending.put<SecondFacts>(secret, 'second-factor', { account: account.account, facts: { login, methods } }, pendingMs, now)
        return { kind: 'second-factor', pending: secret, methods }
      }
      if (needed) return setUpSecondFactor(account, login)
      return enter(parts, visitor, { account: account.account, methods: ['password'], attempts: [attempt] })
    },

    totp: async (secret, code, visitor) => {
      const now = parts.now()
      const found = secret === undefined ? undefined : await secondFactorOf(secret)
      if (secret === undefined || found === undefined || !found.facts.methods.includes('totp')) return refused
      const { account, facts: { login } } = found
      const attempt: Attempt = { login, address: visitor.address, device: devices.find(visitor.known, account, now), second: true }
      const seconds = await attempts.begin(attempt, now)
      if (seconds !== undefined) return { kind: 'wait', seconds }
      if (!(await parts.totp.accepts(account, code, now))) {
        await record.refused(visitor, { account, event: 'sign-in', methods: ['password', 'totp'] })
        return refused
      }
      if ((await pending.take(secret, 'second-factor', now)) === undefined) return refused
      return enter(parts, visitor, { account, methods: ['password', 'totp'], attempts: [attempt] })
    },

    passkeyOptions: async (secret, visitor) => {
      const now = parts.now()
      const second = secret === undefined ? undefined : await secondFactorOf(secret)
      const key = secret !== undefined && second !== undefined ? secret : pending.newSecret()
      const known = second === undefined ? undefined : await passkeys.known(second.account, visitor.place.rpId, now)
      const { options, challenge } = await signInOptions(visitor.place, known)
      const facts: ChallengeFacts = { challenge, second: second?.facts }
      await pending.put(challengeKey(key), 'passkey', { account: second?.account, facts }, pendingMs, now)
      return { options, pending: key }
    },

    passkey: async (secret, response, visitor) => {
      const now = parts.now()
      const attempt: Attempt = { address: visitor.address }
      const seconds = await attempts.begin(attempt, now)
      if (seconds !== undefined) return { kind: 'wait', seconds }
      const asked = secret === undefined ? undefined : await pending.take<ChallengeFacts>(challengeKey(secret), 'passkey', now)
      const found = await passkeys.find(credentialId(response), now)
      const proof = await verifySignIn(response, asked?.facts.challenge ?? pending.newSecret(), visitor.place, found)
      const account = found && (await accountNow(found.account))
      const right = asked !== undefined && found !== undefined && proof !== undefined && account !== undefined && !account.locked
        && (asked.account === undefined || asked.account === found.account)
      if (!right || !(await passkeys.used(found, proof.counter, proof.synced, now))) {
        await record.refused(visitor, { ...(asked?.account === undefined ? {} : { account: asked.account }), event: 'sign-in', methods: ['passkey'] })
        return refused
      }
      const second = asked.facts.second
      if (secret !== undefined && second !== undefined && (await pending.take(secret, 'second-factor', now)) === undefined) return refused
      const counted = second === undefined ? [attempt] : [attempt, { login: second.login, address: visitor.address, second: true }]
      return enter(parts, visitor, {
        account: found.account, methods: second === undefined ? ['passkey'] : ['password', 'passkey'], attempts: counted, about: found.name,
      })
    },
  }
}

/** Of whatever was sent. */
export function credentialId(response: unknown): string {
  const id = typeof response === 'object' && response !== null && 'id' in response ? response.id : undefined
  return typeof id === 'string' && id.length <= 1400 ? id : ''
}
