import type { Store } from '@steckwerk/store'
import { createAttemptCounters, type AttemptCounter, type AttemptLimit } from '../sign-in/attempt-counters.ts'
import { networkOf } from '../sign-in/network.ts'
import type { PersonKeys } from './person-keys.ts'

/** Who guesses: codes from one place, codes of one account, desk numbers of one member of staff; and who floods calendars. */
const limits = {
  address: { free: 20, capSeconds: 900, shared: true },
  account: { free: 5, capSeconds: 900 },
  desk: { free: 5, capSeconds: 300 },
  // Records searched for exactly, without a match: a busy desk is not held up, a list of names is.
  'desk-search': { free: 40, capSeconds: 300, leakSeconds: 30, shared: true },
  // Bookings by guests, right or wrong: a household, or a practice that books for its patients, is not held up.
  'guest-address': { free: 10, capSeconds: 900, shared: true, leakSeconds: 120 },
  'guest-contact': { free: 4, capSeconds: 3_600, leakSeconds: 900 },
} as const satisfies Record<string, AttemptLimit>
export type AttemptScope = keyof typeof limits

export interface PersonAttempts {
  /** Counts an attempt before anything is looked at; the seconds to wait, where it must not go on. */
  begin(who: Partial<Record<AttemptScope, string>>, now: number): Promise<number | undefined>
  /** Takes the attempt back where it was right; what failed before it stays counted for the place, which others share. */
  succeed(who: Partial<Record<AttemptScope, string>>, now: number): Promise<void>
}

export function createPersonAttempts(store: Store, keys: PersonKeys): PersonAttempts {
  const counters = createAttemptCounters(store, 'person_attempt')

  const countersOf = (who: Partial<Record<AttemptScope, string>>): readonly AttemptCounter[] =>
    (Object.entries(who) as [AttemptScope, string][]).map(([scope, text]) => ({
      key: keys.hash('attempt', `${scope} ${scope.endsWith('address') ? networkOf(text) : text}`), limit: limits[scope],
    }))

  return {
    begin: (who, now) => counters.begin(countersOf(who), now),
    succeed: (who, now) => counters.succeed(countersOf(who), now),
  }
}
