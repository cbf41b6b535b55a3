import type { NetworkInfo } from '@steckwerk/api/contract/network'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { openStream, type StreamState } from '../../../client/event-stream.ts'
import { fetchMeeting, meetingLive } from '../../../client/meetings.ts'
import { useNetwork } from '../use-network.ts'

/** Which network and meeting the page is about. */
export function useMeetingPath(): { readonly network: NetworkInfo; readonly id: string; readonly params: { readonly network: string; readonly meeting: string } } {
  const network = useNetwork()
  const { meeting = '' } = useParams({ strict: false })
  return { network, id: meeting, params: { network: network.slug, meeting } }
}

/** The meeting as who asks sees it. */
export function useMeeting() {
  const { i18n } = useLingui()
  const { network, id } = useMeetingPath()
  return useQuery({ queryKey: ['meeting', network.slug, id, 'view', i18n.locale], queryFn: ({ signal }) => fetchMeeting(network, id, i18n.locale, signal) })
}

/** Reads everything of the meeting anew; for after a change. */
export function useMeetingAgain(): () => Promise<void> {
  const queries = useQueryClient()
  const { network, id } = useMeetingPath()
  return () => queries.invalidateQueries({ queryKey: ['meeting', network.slug, id] })
}

/** Keeps the meeting on this page up to date: on news it is read anew, spread over a second by all. Tells how the stream is. */
export function useLiveMeeting(): StreamState {
  const { network, id } = useMeetingPath()
  const queries = useQueryClient()
  const [state, setState] = useState<StreamState>('connecting')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        void queries.invalidateQueries({ queryKey: ['meeting', network.slug, id] })
      }, 150 + Math.random() * 850)
    }
    const stream = openStream({
      url: meetingLive(network, id),
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
  }, [network, id, queries])
  return state
}
