import { setTimeout as pause } from 'node:timers/promises'
import { Fault, type Clock } from '@steckwerk/kernel'

export interface FloodLimits {
  /** Requests a second, for as long as one likes. */
  readonly perSecond: number
  /** Requests at once after a rest. */
  readonly burst: number
}

/** For each service outside, at each carrier. */
export const defaultFlood: FloodLimits = { perSecond: 100, burst: 1_000 }
/** For those that come with the hub: a queue of bookings is no flood, a loop without end is. */
export const insideFlood: FloodLimits = { perSecond: 1_000, burst: 10_000 }

const holdMs = 500
/** More are refused at once: they would only take memory. */
const mostHeld = 64

/** Keeps who asks too often waiting for its refusal, so that asking again and again costs others nothing. */
export function createHold(): (name: string) => Promise<void> {
  const held = new Map<string, number>()
  return async (name) => {
    const count = held.get(name) ?? 0
    if (count >= mostHeld) return
    held.set(name, count + 1)
    await pause(holdMs)
    const left = held.get(name)! - 1
    if (left === 0) held.delete(name)
    else held.set(name, left)
  }
}

/** A token bucket for each name; at most `most` names are remembered. */
export function createFloodGate(clock: Clock, limits: FloodLimits = defaultFlood, most = 10_000): (name: string) => void {
  const buckets = new Map<string, { left: number; at: number }>()
  return (name) => {
    const now = clock.now()
    let bucket = buckets.get(name)
    if (bucket === undefined) {
      if (buckets.size >= most) buckets.clear()
      bucket = { left: limits.burst, at: now }
      buckets.set(name, bucket)
    }
    bucket.left = Math.min(limits.burst, bucket.left + Math.max(0, now - bucket.at) * limits.perSecond / 1000)
    bucket.at = now
    if (bucket.left < 1) throw new Fault('throttled', 'plugboard/flood', 'The service asks more often than it may; wait a little.')
    bucket.left--
  }
}
