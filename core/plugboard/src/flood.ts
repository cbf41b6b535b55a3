import { Fault, type Clock } from '@steckwerk/kernel'

export interface FloodLimits {
  /** Requests a second, for as long as one likes. */
  readonly perSecond: number
  /** Requests at once after a rest. */
  readonly burst: number
}

export const defaultFlood: FloodLimits = { perSecond: 200, burst: 1_000 }

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
