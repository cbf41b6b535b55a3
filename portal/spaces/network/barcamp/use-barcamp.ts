import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { fetchBarcamp, liveAddress } from '../../../client/barcamp.ts'
import { networkPath } from '../../../client/network.ts'
import { openStream, type StreamState } from '../../../client/event-stream.ts'
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

/** Keeps everything of the event on this page up to date: on news it is read anew, at once by one and spread over a second and a half by all. Tells how the stream is. */
export function useLiveBarcamp(): StreamState {
  const { network, event, service } = useBarcampPath()
  const queries = useQueryClient()
  const [state, setState] = useState<StreamState>('connecting')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        void queries.invalidateQueries({ queryKey: ['barcamp', network, event] })
      }, 200 + Math.random() * 1300)
    }
    const stream = openStream({
      url: liveAddress(service, event),
      onEvent: later,
      onState: next => {
        setState(next)
        if (next === 'live') later()
      },
    })
    return () => {
      stream.close()
      clearTimeout(timer)
    }
  }, [network, event, service, queries])
  return state
}
