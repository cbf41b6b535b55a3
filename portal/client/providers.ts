import type { EvidenceConcern } from '@steckwerk/api/contract/marketplace'
import type { CarrierPlugs, PlugInfo } from '@steckwerk/api/contract/plugs'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

export const fetchPlugs = (carrier: string, signal: AbortSignal): Promise<CarrierPlugs> => request(carrierPath(carrier, 'plugs'), { signal })
export const chooseProvider = (carrier: string, capability: string, plug: string): Promise<void> => request(carrierPath(carrier, 'providers', capability), { method: 'PUT', json: { plug } })

/** A service that could do it. */
export interface Provider extends PlugInfo {
  /** It came by an order, where its evidence is told of. */
  readonly ordered: boolean
  /** Evidence that the carrier asks for and that it lacks, or will soon. */
  readonly concerns: readonly EvidenceConcern[]
}

/** One thing a carrier has a service for, and the services that could do it. */
export interface Capability {
  readonly name: string
  /** Id of the service that does it; undefined = none. */
  readonly chosen: string | undefined
  readonly providers: readonly Provider[]
}

/** What the carrier's services are for, in the order of their names. A service that was granted nothing cannot be chosen. */
export function capabilitiesOf({ plugs, grants, providers, concerns }: CarrierPlugs): readonly Capability[] {
  const granted = plugs.flatMap((plug): Provider[] => grants.filter(one => one.plug === plug.id)
    .map(({ ordered }) => ({ ...plug, ordered, concerns: concerns.find(one => one.plug === plug.id)?.concerns ?? [] })))
  return [...Map.groupBy(granted, ({ manifest }) => manifest.capability)]
    .map(([name, able]) => ({ name, chosen: providers.find(({ capability }) => capability === name)?.plug, providers: able }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** Names of operations that one service answers and the other does not. */
export function lostOperations(from: PlugInfo, to: PlugInfo): readonly string[] {
  const kept = new Set(to.manifest.operations.map(({ name }) => name))
  return [...new Set(from.manifest.operations.map(({ name }) => name).filter(name => !kept.has(name)))]
}
