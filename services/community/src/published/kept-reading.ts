import type { Clock } from '@steckwerk/kernel'

/** Something costly to read, kept for who asks next. */
export interface KeptReading<T> {
  /** What was there when it was asked for; what was there before, where reading it anew takes longer than whoever asks should wait. Rejects where it cannot be read. */
  get(): Promise<T>
  /** What is kept is out of date. */
  forget(): void
}

export interface KeptReadingOptions<T> {
  readonly clock: Clock
  /** So old may it get without being told that it is out of date. */
  readonly keptMs: number
  /** So long is waited for a new reading where there is an old one. */
  readonly patienceMs: number
  /** `before` is what was read last. Never asked for twice at once. */
  readonly read: (before: T | undefined) => Promise<T>
}

export function keptReading<T>({ clock, keptMs, patienceMs, read }: KeptReadingOptions<T>): KeptReading<T> {
  let kept: { readonly value: T } | undefined
  let begun = 0
  let isStale = true
  let running: Promise<T> | undefined
  /** Begins when `running` has ended: for what changed after that had begun. */
  let next: Promise<T> | undefined

  function start(): Promise<T> {
    isStale = false
    next = undefined
    begun = clock.now()
    const reading = read(kept?.value).then((value) => {
      kept = { value }
      return value
    }, (thrown: unknown) => {
      isStale = true
      throw thrown
    }).finally(() => {
      if (running === reading) running = undefined
    })
    running = reading
    return reading
  }

  async function soon(reading: Promise<T>): Promise<T> {
    if (kept === undefined) return reading
    const before = kept
    const patience = Promise.withResolvers<T>()
    const timer = setTimeout(() => patience.resolve(before.value), patienceMs)
    try {
      return await Promise.race([reading, patience.promise])
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    get: async () => {
      if (running === undefined) return !isStale && kept !== undefined && clock.now() - begun < keptMs ? kept.value : soon(start())
      if (!isStale) return soon(running)
      next ??= running.then(start, start)
      return soon(next)
    },
    forget: () => {
      isStale = true
    },
  }
}
