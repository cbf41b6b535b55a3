import type { NetworkInfo } from '@steckwerk/api/contract/network'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { StreamState } from '../../../client/event-stream.ts'
import { fetchMeeting, meetingLive } from '../../../client/meetings.ts'
import { useLive } from '../use-live.ts'
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

/** Keeps the meeting on this page up to date. Tells how the stream is. */
export function useLiveMeeting(): StreamState {
  const { network, id } = useMeetingPath()
  return useLive(meetingLive(network, id), 'meeting', network.slug, id)
}
