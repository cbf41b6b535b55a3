import type { Pace } from '@steckwerk/events'

/** For hubs that are killed: another follows after three seconds. Subscriptions must answer within one. */
export const quick: Partial<Pace> = { tickMs: 25, firstRetryMs: 40, longestRetryMs: 200, leaseMs: 3_000 }
