import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { fetchBarcamp, liveAddress, sendVotes, type Barcamp } from '../../../client/barcamp.ts'
import { VoteQueue, type VoteState } from '../../../client/barcamp-votes.ts'
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

/** This browser's votes: what it wants, what is still on its way, and how to vote. */
export function useVotes(barcamp: Barcamp | undefined): { readonly wants: (pitch: string) => boolean; readonly state: VoteState; readonly vote: (pitch: string, want: boolean) => void } {
  const { network, event, service } = useBarcampPath()
  const queries = useQueryClient()
  const queue = useMemo(() => new VoteQueue({
    name: `barcamp-votes/${network}/${event}`, storage: localStorage, now: () => Date.now(), pause,
    send: votes => sendVotes(service, event, votes),
    onSettled: votes => queries.setQueryData<Barcamp>(['barcamp', network, event, 'event'], known => {
      if (known === undefined) return known
      const wants = new Set(known.wants)
      for (const { pitch, want } of votes) wants[want ? 'add' : 'delete'](pitch)
      return { ...known, wants: [...wants] }
    }),
  }), [network, event, service, queries])
  useEffect(() => () => queue.close(), [queue])
  const voting = barcamp?.event.voting
  useEffect(() => {
    if (voting === true) queue.retry()
  }, [queue, voting])
  const state = useSyncExternalStore(queue.subscribe, queue.state)
  return { wants: pitch => state.waiting[pitch] ?? barcamp?.wants.includes(pitch) ?? false, state, vote: (pitch, want) => queue.vote(pitch, want) }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}
