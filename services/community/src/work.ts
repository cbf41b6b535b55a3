import { Fault } from '@steckwerk/kernel'
import type { PlugCarrier, PlugHost } from '@steckwerk/plug'

/** What the service does by itself, again and again, for each network: at one of several hubs. It may be asked again after a failure, and must be repeatable. */
export interface Work {
  /** Of its own: `barcamp-places`. */
  readonly name: string
  readonly everyMs: number
  readonly run: (parts: { readonly carrier: PlugCarrier; readonly now: number; readonly publicUrl: string }) => Promise<void>
}

/** How often is looked for work that is due. */
const lookMs = 2_000

/** Returns what stops it, and resolves when nothing of it is at work any more. */
export function startWork(host: Pick<PlugHost, 'log' | 'clock' | 'publicUrl' | 'signal' | 'carriers' | 'carrier' | 'takeTurn'>, works: readonly Work[]): () => Promise<void> {
  let stopped = false
  const ended = (): boolean => stopped || host.signal.aborted

  async function look(): Promise<void> {
    for (const slug of await host.carriers()) {
      for (const { name, everyMs, run } of works) {
        if (ended() || !(await host.takeTurn(slug, name, everyMs))) continue
        await run({ carrier: await host.carrier(slug), now: host.clock.now(), publicUrl: host.publicUrl }).catch((thrown: unknown) => failed(`community.${name}`, thrown))
      }
    }
  }
  const failed = (what: string, thrown: unknown): void => {
    // A network that has just left the service is no trouble.
    if (!ended() && !(thrown instanceof Fault && thrown.code.endsWith('/not-granted'))) host.log.error(what, thrown)
  }

  let looking = Promise.resolve()
  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    looking = look().catch((thrown: unknown) => failed('community.work', thrown)).finally(() => {
      isLooking = false
    })
  }, lookMs).unref()

  return async () => {
    stopped = true
    clearInterval(timer)
    await looking
  }
}
