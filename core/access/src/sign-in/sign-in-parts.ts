import type { Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { AuditLog } from '../contract.ts'
import { createAccountHistory, type AccountHistory, type AccountListener } from './account-history.ts'
import { createHubSeal, type HubSeal } from './hub-seal.ts'
import { createKnownDevices, type KnownDevices } from './known-device.ts'
import { createLoginAttempts, type LoginAttempts } from './login-attempts.ts'
import { createPasskeys, type Passkeys } from './passkeys.ts'
import { createPasswordCheck, type PasswordCheck } from './password-check.ts'
import { createPendingSignIns, type PendingSignIns } from './pending.ts'
import type { Sessions } from './sessions.ts'
import { createSignInRecord, type SignInRecord } from './sign-in-record.ts'
import { createTotpFactors, type TotpFactors } from './totp.ts'

export interface SignInOptions {
  readonly store: Store
  readonly clock: Clock
  readonly hubKey: Buffer
  readonly sessions: Sessions
  readonly audit: AuditLog
  /** Whether persons (who are no staff) need a second factor with a password, too. */
  readonly personsNeedSecondFactor: boolean
  /** Hear of what happens to accounts. */
  readonly listeners?: ReadonlySet<AccountListener>
  /** To be counted by tests. */
  readonly checkPassword?: PasswordCheck
}

/** What the steps of signing in work with. */
export interface SignInParts {
  readonly store: Store
  readonly now: () => number
  readonly seal: HubSeal
  readonly sessions: Sessions
  readonly attempts: LoginAttempts
  readonly pending: PendingSignIns
  readonly totp: TotpFactors
  readonly passkeys: Passkeys
  readonly devices: KnownDevices
  readonly history: AccountHistory
  readonly record: SignInRecord
  readonly checkPassword: PasswordCheck
  readonly personsNeedSecondFactor: boolean
}

export function signInParts(options: SignInOptions): SignInParts {
  const { store, clock, sessions } = options
  const now = (): number => clock.now()
  const seal = createHubSeal(options.hubKey)
  const history = createAccountHistory(store, seal, options.listeners)
  return {
    store, now, seal, sessions, history,
    attempts: createLoginAttempts(store, seal),
    pending: createPendingSignIns(store, seal),
    totp: createTotpFactors(store, seal),
    passkeys: createPasskeys(store),
    devices: createKnownDevices(seal),
    record: createSignInRecord({ store, now, history, audit: options.audit }),
    checkPassword: options.checkPassword ?? createPasswordCheck(),
    personsNeedSecondFactor: options.personsNeedSecondFactor,
  }
}
