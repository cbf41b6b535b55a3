import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '@steckwerk/kernel'

const everyMs = 40

/** Asks until the answer is not undefined. Rejects with the signal's reason when it aborts.
 *  Faults: demo/not-ready naming what was waited for. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, patienceMs: number, signal: AbortSignal): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    signal.throwIfAborted()
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > deadline) throw new Fault('unavailable', 'demo/not-ready', `${what} did not get ready in ${Math.round(patienceMs / 1000)} s.`)
    await pause(everyMs, undefined, { signal }).catch(() => signal.throwIfAborted())
  }
}
