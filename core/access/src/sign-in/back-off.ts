/** What is kept of one counter. Times in milliseconds since 1970 UTC. */
export interface Attempts {
  readonly failures: number
  readonly lastAt: number
  readonly blockedUntil: number
}

export interface BackOff {
  /** Attempts without a wait. */
  readonly free: number
  readonly capSeconds: number
  /** One attempt is forgotten in so many seconds: for counters that many people share. */
  readonly leakSeconds?: number
}

const forgottenAfterMs = 3_600_000

/** The counter after one more attempt: beyond the free ones each doubles the wait, from one second up to the cap. No wait outlasts the cap. */
export function countAttempt(before: Attempts, limit: BackOff, now: number): Attempts {
  const quiet = Math.max(0, now - before.lastAt)
  const leakMs = (limit.leakSeconds ?? 0) * 1000
  const leaked = leakMs === 0 ? 0 : Math.floor(quiet / leakMs)
  const remaining = quiet > forgottenAfterMs ? 0 : Math.max(0, before.failures - leaked)
  const failures = remaining + 1
  const seconds = failures < limit.free ? 0 : Math.min(limit.capSeconds, 2 ** Math.min(failures - limit.free, 20))
  // Of a leaking counter only the time that was made use of is over, or frequent attempts would never be forgotten.
  const lastAt = leakMs === 0 || remaining === 0 ? now : before.lastAt + leaked * leakMs
  return { failures, lastAt, blockedUntil: now + seconds * 1000 }
}
