import type { OwnPatients } from '../contract.ts'
import type { Outbound } from '../outbound/outbound.ts'
import type { AccountEventAt } from './account-history.ts'
import { createBackChannelLogout, type BackChannelLogout } from './outside/back-channel-logout.ts'
import { createIdentityProviders, type IdentityProviders } from './outside/identity-providers.ts'
import { createOutsideIdentities } from './outside/outside-identities.ts'
import { createProviderClients } from './outside/provider-clients.ts'
import { createProviderSignIn, type ProviderSignIn, type VerifiedInsurances } from './outside/provider-sign-in.ts'
import { createSessionCheck, type SessionCheck } from './outside/session-check.ts'
import { createConfirm, type Confirm } from './confirm.ts'
import { createFactors, type Factors } from './factors.ts'
import { createRecoveries, type Recoveries } from './recovery.ts'
import { createRegister, type Register } from './register.ts'
import { createSetUp, type SetUp } from './set-up.ts'
import { createSignIn, type SignIn } from './sign-in.ts'
import { signInParts, type SignInOptions } from './sign-in-parts.ts'
import type { Visitor } from './visitor.ts'

export interface SignInServiceOptions extends SignInOptions {
  readonly ownPatients: OwnPatients
  readonly outbound: Outbound
  /** Hears of KVNRs that outside identities verify. */
  readonly verifiedInsurance: VerifiedInsurances
  /** Ends what an account has elsewhere before it is closed: its links to Patients. */
  readonly closing: (account: string, name: string, trace: string) => Promise<void>
  /** Hears whose rights are others now; undefined = anybody's. */
  readonly changed: (account?: string) => void
  /** Hears who is nobody any more at a carrier. */
  readonly ended: (account: string, carrier: string) => Promise<void>
}

/** Everything about getting in, and about the ways into one's own account. */
export interface SignInService extends Confirm, Factors, Recoveries, Register, BackChannelLogout, SessionCheck {
  readonly identityProviders: IdentityProviders
  readonly providerSignIn: ProviderSignIn
  readonly signIn: SignIn
  readonly setUp: SetUp
  /** Ends what is pending in this browser. */
  giveUp(pending: string): Promise<void>
  /** Newest first; before an instant. */
  historyOf(account: string, before: Date | undefined, count: number): Promise<readonly AccountEventAt[]>
  /** One session, all others than this, or (sign-out) this one: ended and written down. */
  endSession(account: string, id: string, visitor: Visitor): Promise<void>
  endOtherSessions(account: string, id: string | undefined, visitor: Visitor): Promise<void>
  signOut(secret: string, visitor: Visitor): Promise<void>
}

export function createSignInService(options: SignInServiceOptions): SignInService {
  const parts = signInParts(options)
  const { sessions, record } = parts
  const setUp = createSetUp(parts)
  const providers = createIdentityProviders({ ...options, now: parts.now, seal: parts.seal, changed: () => options.changed() })
  const outside = { ...options, providers, clients: createProviderClients(options.clock, options.outbound), identities: createOutsideIdentities(parts.seal) }
  return {
    identityProviders: providers,
    providerSignIn: createProviderSignIn(parts, outside),
    ...createBackChannelLogout(parts, outside),
    ...createSessionCheck(parts, outside),
    signIn: createSignIn(parts, (account, login) => setUp.beginSecondFactor(account, login)),
    setUp,
    ...createConfirm(parts),
    ...createFactors(parts, options),
    ...createRecoveries(parts, options),
    ...createRegister(parts),
    giveUp: (pending) => parts.pending.remove([pending, `challenge ${pending}`], parts.now()),
    historyOf: (account, before, count) => parts.history.list(account, before, count, parts.now()),
    endSession: async (account, id, visitor) => {
      await sessions.endById(account, id)
      await record.success(visitor, account, { event: 'session-ended' })
    },
    endOtherSessions: async (account, id, visitor) => {
      await sessions.endOthers(account, id)
      await record.success(visitor, account, { event: 'session-ended' })
    },
    signOut: async (secret, visitor) => {
      const principal = await sessions.find(secret)
      await sessions.end(secret)
      if (principal !== undefined) await record.success(visitor, principal.account, { event: 'sign-out' })
    },
  }
}
