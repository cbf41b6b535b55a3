import { Fault, type Clock } from '@steckwerk/kernel'

export interface GuardLimits {
  /** Calls at work at once. */
  readonly atOnce: number
  /** Calls that wait. */
  readonly waiting: number
  readonly timeMs: number
  /** Failures one after the other that open the breaker. */
  readonly failures: number
  /** How long it stays open before one call is tried. */
  readonly openMs: number
}

export const defaultLimits: GuardLimits = { atOnce: 16, waiting: 512, timeMs: 10_000, failures: 5, openMs: 15_000 }

/** Stands before one service: what it does badly stays its own trouble. */
export interface Guard {
  /** Faults: plugboard/busy, plugboard/down, plugboard/time-limit, plugboard/failed, and those of the work itself. */
  run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** closed = at work; open = nobody is let through for now. */
  readonly state: 'closed' | 'open' | 'half-open'
}

/** What a service answers rightly to a mistake of the caller's says nothing against the service. */
function isOwnFailure(thrown: unknown): boolean {
  return !(thrown instanceof Fault) || thrown.kind === 'internal' || thrown.kind === 'unavailable'
}

export function createGuard(clock: Clock, limits: GuardLimits = defaultLimits): Guard {
  let working = 0
  const queue: (() => void)[] = []
  let failures = 0
  let openUntil = 0
  let isTrying = false

  const stateNow = (): Guard['state'] => failures < limits.failures ? 'closed' : clock.now() < openUntil || isTrying ? 'open' : 'half-open'
  const down = (): Fault => new Fault('unavailable', 'plugboard/down', 'The service that answers this does not work at the moment.')

  async function enter(): Promise<void> {
    if (working < limits.atOnce) {
      working++
      return
    }
    if (queue.length >= limits.waiting) throw new Fault('unavailable', 'plugboard/busy', 'The service that answers this has too much to do at the moment.')
    await new Promise<void>((resolve) => queue.push(resolve))
  }

  /** The place goes to the next that waits. */
  function leave(): void {
    const next = queue.shift()
    if (next === undefined) working--
    else next()
  }

  async function inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const end = new AbortController()
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      late.reject(new Fault('unavailable', 'plugboard/time-limit', 'The service that answers this took too long.'))
      end.abort()
    }, limits.timeMs)
    try {
      return await Promise.race([work(end.signal), late.promise])
    } finally {
      clearTimeout(timer)
    }
  }

  async function tried<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    // Who waited may find it open by now.
    const state = stateNow()
    if (state === 'open') throw down()
    if (state === 'half-open') isTrying = true
    try {
      const made = await inTime(work)
      failures = 0
      return made
    } catch (thrown) {
      if (!isOwnFailure(thrown)) {
        failures = 0
        throw thrown
      }
      failures++
      if (failures >= limits.failures) openUntil = clock.now() + limits.openMs
      throw thrown instanceof Fault ? thrown : new Fault('unavailable', 'plugboard/failed', 'The service that answers this failed.', { cause: thrown })
    } finally {
      if (state === 'half-open') isTrying = false
    }
  }

  return {
    run: async (work) => {
      if (stateNow() === 'open') throw down()
      await enter()
      try {
        return await tried(work)
      } finally {
        leave()
      }
    },
    get state() {
      return stateNow()
    },
  }
}
