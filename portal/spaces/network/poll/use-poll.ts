import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { networkPath } from '../../../client/network.ts'
import { OfflineQueue, pauseOrOnline, type QueueState } from '../../../client/offline-queue.ts'
import { fetchPoll, sendAnswer, type PollChoices, type PollOption } from '../../../client/polls.ts'
import { PortalFault } from '../../../client/request.ts'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { useNetwork } from '../use-network.ts'

export function usePollPath() {
  const network = useNetwork()
  const queries = useQueryClient()
  const { poll = '' } = useParams({ strict: false })
  return { network: network.slug, poll, service: networkPath(network, 'community'), again: () => queries.invalidateQueries({ queryKey: ['poll', network.slug] }) }
}

export function usePoll() {
  const { network, poll, service } = usePollPath()
  return useQuery({ queryKey: ['poll', network, poll], queryFn: ({ signal }) => fetchPoll(service, poll, signal), refetchInterval: 20_000 })
}

export interface OwnAnswer {
  readonly name: string
  readonly answers: PollChoices
}

/** This browser's answer on its way: it is kept until the hub has it, also without a network. */
export function useAnswer(): { readonly state: QueueState<OwnAnswer>; readonly send: (answer: OwnAnswer) => void } {
  const { network, poll, service } = usePollPath()
  const queries = useQueryClient()
  const queue = useMemo(() => new OfflineQueue<OwnAnswer>({
    name: `poll/${network}/${poll}`, storage: localStorage, now: () => Date.now(), pause: pauseOrOnline, mostAtOnce: 1,
    send: async ([item]) => (item === undefined ? undefined : sendAnswer(service, poll, { turn: item.turn, ...item.body })),
    onTaken: () => void queries.invalidateQueries({ queryKey: ['poll', network, poll] }),
  }), [network, poll, service, queries])
  useEffect(() => () => queue.close(), [queue])
  return { state: useSyncExternalStore(queue.subscribe, queue.state), send: answer => queue.put(answer, 'answer') }
}

export function usePollWords() {
  const { t } = useLingui()
  const { dateTime, time } = useFormats()
  const faultText = useFaultText()
  return {
    option: ({ start, end, place }: PollOption): string => [start === '' ? '' : `${dateTime(start)}–${time(end)}`, place].filter(part => part !== '').join(' · '),
    fault: (error: unknown): string => {
      const code = error instanceof PortalFault ? error.code : undefined
      if (code === 'community/poll-unknown') return t`Diese Umfrage gibt es nicht mehr.`
      if (code === 'community/poll-closed') return t`Die Umfrage ist beendet; Antworten werden nicht mehr angenommen.`
      if (code === 'community/poll-not-yours') return t`Das kann nur, wer die Umfrage gemacht hat.`
      if (code === 'api/browser-unknown') return t`Ihr Browser nimmt keine Cookies an. Bitte erlauben Sie Cookies für diese Seite und laden Sie sie neu.`
      return faultText(error)
    },
  }
}
