import type { NetworkInfo, NetworkList, NetworkOffers } from '@steckwerk/api/contract/network'
import { PortalFault, request } from './request.ts'

export const fetchNetwork = (network: string, signal?: AbortSignal): Promise<NetworkInfo> =>
  request(`/portal/api/networks/${encodeURIComponent(network)}`, signal === undefined ? {} : { signal })

/** What can be ordered at this hub; for who is signed in. */
export const fetchOffers = (network: string, signal: AbortSignal): Promise<NetworkOffers> => request(`/portal/api/networks/${encodeURIComponent(network)}/offers`, { signal })

/** Every network of this hub. */
export const fetchNetworks = (signal: AbortSignal): Promise<NetworkList> => request('/portal/api/networks', { signal })

/** The service a network has for something; undefined = none. */
export const serviceOf = ({ services }: NetworkInfo, capability: string): string | undefined => services.find(one => one.capability === capability)?.plug

/** Address of a service's own route. */
export const servicePath = (plug: string, network: string, ...parts: readonly string[]): string => ['/services', plug, network, ...parts].map((part, at) => (at === 0 ? part : encodeURIComponent(part))).join('/')

/** Address of a route of a network's service. Throws a PortalFault where the network has none. */
export function networkPath(network: NetworkInfo, capability: string, ...parts: readonly string[]): string {
  const plug = serviceOf(network, capability)
  if (plug === undefined) throw new PortalFault(404, 'api/not-found', 'This network has no such service')
  return servicePath(plug, network.slug, ...parts)
}
