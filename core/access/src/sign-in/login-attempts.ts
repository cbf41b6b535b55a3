import type { Store } from '@steckwerk/store'
import { createAttemptCounters, type AttemptCounter, type AttemptLimit } from './attempt-counters.ts'
import type { HubSeal } from './hub-seal.ts'
import { networkOf } from './network.ts'

/** Guessing from one place stops quickly. An account is slowed only mildly over all places, so that strangers cannot lock its owner out; who
 *  has the password already and guesses at the second factor is slowed more. A whole hospital may share one address: its counter leaks. A
 *  device its owner has signed in on before counts for itself (known-device.ts) and waits for nobody. No wait is longer than a quarter of an hour. */
const limits = {
  device: { free: 5, capSeconds: 900 },
  pair: { free: 5, capSeconds: 900 },
  address: { free: 30, capSeconds: 900, leakSeconds: 20, shared: true },
  account: { free: 100, capSeconds: 30 },
  second: { free: 10, capSeconds: 900 },
} as const satisfies Record<string, AttemptLimit>

/** One attempt. Without a login only the place counts: where nothing can be guessed by name. */
export interface Attempt {
  readonly login?: string
  readonly address: string
  /** The known device's mark. */
  readonly device?: string | undefined
  /** The password was right: this is about the second factor. */
  readonly second?: boolean
}

export interface LoginAttempts {
  /** Counts an attempt before its secret is looked at; the seconds to wait where it must not be looked at. */
  begin(attempt: Attempt, now: number): Promise<number | undefined>
  /** Forgets what led to a success. */
  succeed(attempt: Attempt, now: number): Promise<void>
}

/** The counters' keys are HMACs: what people type into the account field by mistake (their password) is not kept. */
export function createLoginAttempts(store: Store, seal: HubSeal): LoginAttempts {
  const counters = createAttemptCounters(store, 'login_attempt')

  function countersOf({ login, address, device, second = false }: Attempt): readonly AttemptCounter[] {
    const network = networkOf(address)
    const place = { key: seal.mark('login address', network), limit: limits.address }
    if (login === undefined) return [place]
    if (device !== undefined) return [{ key: seal.mark('login device', device), limit: limits.device }]
    return [
      { key: seal.mark('login pair', network, login), limit: limits.pair },
      place,
      { key: seal.mark('login account', login), limit: limits.account },
      ...(second ? [{ key: seal.mark('login second', login), limit: limits.second }] : []),
    ]
  }

  return {
    begin: (attempt, now) => counters.begin(countersOf(attempt), now),
    succeed: (attempt, now) => counters.succeed(countersOf({ ...attempt, second: true }), now),
  }
}
