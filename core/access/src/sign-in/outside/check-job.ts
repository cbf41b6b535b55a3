import type { Job } from '@steckwerk/store'
import type { SessionCheck } from './session-check.ts'

/** Asks outside providers whether the sessions they began still hold. */
export function outsideSessionsJob({ checkOutsideSessions }: SessionCheck): Job {
  return { name: 'outside-sessions', everyMs: 5_000, idleMs: 30_000, run: () => checkOutsideSessions() }
}
