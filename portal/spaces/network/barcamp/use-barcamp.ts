import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { fetchBarcamp, liveAddress } from '../../../client/barcamp.ts'
import { networkPath } from '../../../client/network.ts'
import type { StreamState } from '../../../client/event-stream.ts'
import { useLive } from '../use-live.ts'
import { useNetwork } from '../use-network.ts'

/** Which network and event the page is about, and where the network's service is. */
export function useBarcampPath(): { readonly network: string; readonly event: string; readonly service: string } {
  const network = useNetwork()
  const { event = '' } = useParams({ strict: false })
  return { network: network.slug, event, service: networkPath(network, 'community') }
}

/** An event as this browser sees it. */
export function useBarcamp() {
  const { network, event, service } = useBarcampPath()
  return useQuery({ queryKey: ['barcamp', network, event, 'event'], queryFn: ({ signal }) => fetchBarcamp(service, event, signal) })
}

/** Keeps everything of the event on this page up to date. */
export function useLiveBarcamp(): StreamState {
  const { network, event, service } = useBarcampPath()
  return useLive(liveAddress(service, event), 'barcamp', network, event)
}
