import { Fault, type Clock } from '@steckwerk/kernel'
import { createFloodGate } from '@steckwerk/plugboard'
import type { PlugRoute } from '@steckwerk/plug'

type Gate = (name: string) => void

/** How often a route that changes something may be called, at each hub. */
export function createServiceLimits(clock: Clock): (key: string, limit: PlugRoute['limit'], who: { readonly device: string | undefined; readonly address: string }) => void {
  const gates = new Map<number, Gate>()

  function gateOf(aMinute: number): Gate {
    let gate = gates.get(aMinute)
    if (gate === undefined) {
      gate = createFloodGate(clock, { perSecond: aMinute / 60, burst: aMinute })
      gates.set(aMinute, gate)
    }
    return gate
  }

  /** Faults: api/too-often. */
  return (key, limit, { device, address }) => {
    try {
      gateOf(limit.address)(`${key} ${address}`)
      if (device !== undefined) gateOf(limit.device)(`${key} ${device}`)
    } catch (cause) {
      throw new Fault('throttled', 'api/too-often', 'That was too often in a short time; wait a minute.', { cause })
    }
  }
}
