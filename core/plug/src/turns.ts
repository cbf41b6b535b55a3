import type { Clock } from '@steckwerk/kernel'

/** Whether it is time for the work of this name: true once in so many milliseconds. */
export type Turns = (name: string, everyMs: number) => boolean

/** For a service that runs as one process: its turns are its own. */
export function createTurns(clock: Clock): Turns {
  const taken = new Map<string, number>()
  return (name, everyMs) => {
    const now = clock.now()
    const last = taken.get(name)
    if (last !== undefined && now - last < everyMs) return false
    taken.set(name, now)
    return true
  }
}
