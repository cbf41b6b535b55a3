import type { PlugHost } from '@steckwerk/plug'

const every = 60_000
/** Many changes at once make one round. */
const gather = 3_000

export interface Rounds {
  /** Something changed at a carrier: look there soon. */
  wake(carrier: string): void
  /** Carriers where the last round failed. */
  failing(): number
  stop(): Promise<void>
}

/** Does `round` for each carrier every minute, and soon where something changed; never twice at once for one carrier. A carrier where it fails keeps
 *  no other waiting. */
export function startRounds(host: Pick<PlugHost, 'log' | 'signal' | 'carriers'>, round: (carrier: string, why: 'minute' | 'changed') => Promise<void>): Rounds {
  const failed = new Set<string>()
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const soon = new Map<string, NodeJS.Timeout>()
  let isStopped = false

  const run = (carrier: string, why: 'minute' | 'changed'): void => {
    if (isStopped || host.signal.aborted) return
    if (running.has(carrier)) return void again.add(carrier)
    const done = round(carrier, why)
      .then(
        () => void failed.delete(carrier),
        (thrown: unknown) => {
          if (isStopped || host.signal.aborted) return
          failed.add(carrier)
          host.log.error('scheduling.round-failed', thrown, { carrier })
        },
      )
      .then(() => {
        running.delete(carrier)
        if (again.delete(carrier)) run(carrier, 'changed')
      })
    running.set(carrier, done)
  }
  const all = (): void => {
    host.carriers().then(
      (carriers) => {
        for (const carrier of failed) if (!carriers.includes(carrier)) failed.delete(carrier)
        for (const carrier of carriers) run(carrier, 'minute')
      },
      (thrown: unknown) => host.log.error('scheduling.carriers-unknown', thrown),
    )
  }
  const timer = setInterval(all, every).unref()
  all()
  return {
    wake: (carrier) => {
      if (isStopped || soon.has(carrier)) return
      soon.set(carrier, setTimeout(() => {
        soon.delete(carrier)
        run(carrier, 'changed')
      }, gather).unref())
    },
    failing: () => failed.size,
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      for (const waiting of soon.values()) clearTimeout(waiting)
      await Promise.allSettled(running.values())
    },
  }
}
