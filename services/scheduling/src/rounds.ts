import type { PlugHost } from '@steckwerk/plug'

const everyMs = 60_000
/** Hubs' timers do not tick together: who asks a little early takes the turn that is due. */
const turnMs = everyMs - 5_000
/** Many changes at once make one round. */
const gatherMs = 3_000

export interface Rounds {
  /** Something changed at a carrier: look there soon. */
  wake(carrier: string): void
  /** Carriers where the last round failed. */
  failing(): number
  stop(): Promise<void>
}

/** Does `round` for each carrier every minute, at one of several hubs, and soon where something changed, at the hub that knows of it; never twice at once
 *  for one carrier here. A carrier where it fails keeps no other waiting. */
export function startRounds(
  host: Pick<PlugHost, 'log' | 'signal' | 'carriers' | 'takeTurn'>, round: (carrier: string, why: 'minute' | 'changed') => Promise<void>,
): Rounds {
  const failed = new Set<string>()
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const soon = new Map<string, NodeJS.Timeout>()
  let isStopped = false
  const isOver = (): boolean => isStopped || host.signal.aborted

  const run = (carrier: string, why: 'minute' | 'changed'): void => {
    if (isOver()) return
    if (running.has(carrier)) return void again.add(carrier)
    const done = round(carrier, why)
      .then(
        () => void failed.delete(carrier),
        (thrown: unknown) => {
          if (isOver()) return
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

  async function all(): Promise<void> {
    const carriers = await host.carriers()
    for (const carrier of failed) if (!carriers.includes(carrier)) failed.delete(carrier)
    for (const carrier of carriers) if (!isOver() && await host.takeTurn(carrier, 'round', turnMs)) run(carrier, 'minute')
  }

  let turning: Promise<void> | undefined
  const turn = (): void => {
    turning ??= all()
      .catch((thrown: unknown) => {
        if (!isOver()) host.log.error('scheduling.carriers-unknown', thrown)
      })
      .finally(() => {
        turning = undefined
      })
  }
  const timer = setInterval(turn, everyMs).unref()
  turn()
  return {
    wake: (carrier) => {
      if (isStopped || soon.has(carrier)) return
      soon.set(carrier, setTimeout(() => {
        soon.delete(carrier)
        run(carrier, 'changed')
      }, gatherMs).unref())
    },
    failing: () => failed.size,
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      for (const waiting of soon.values()) clearTimeout(waiting)
      await turning
      await Promise.allSettled(running.values())
    },
  }
}
