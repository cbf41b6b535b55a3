import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '@steckwerk/kernel'

/** Asks until the answer is not undefined. Faults: demo/not-ready naming what was waited for. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, patienceMs: number, everyMs = 40): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > deadline) throw new Fault('unavailable', 'demo/not-ready', `${what} did not get ready in ${Math.round(patienceMs / 1000)} s.`)
    await pause(everyMs)
  }
}
