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
}

const forgottenAfterMs = 3_600_000

/** The counter after one more attempt: beyond the free ones each doubles the wait, from one second up to the cap. */
export function countAttempt(before: Attempts, limit: BackOff, now: number): Attempts {
  const failures = now - before.lastAt > forgottenAfterMs ? 1 : before.failures + 1
  const seconds = failures < limit.free ? 0 : Math.min(limit.capSeconds, 2 ** Math.min(failures - limit.free, 20))
  return { failures, lastAt: now, blockedUntil: now + seconds * 1000 }
}
