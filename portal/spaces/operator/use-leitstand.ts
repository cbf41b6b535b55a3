import type { Overview, RatePoint } from '@steckwerk/api/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { openStream, type StreamState } from '../../client/event-stream.ts'
import { mergeRates } from '../../client/leitstand-state.ts'
import { fetchOverview, fetchRates } from '../../client/operator.ts'
import { useSession } from '../../shell/session-context.ts'

export const rateMinutes = 60

/** Statuses come every few seconds from every connector; more often than this the overview is not fetched. */
const refetchGap = 1_000

/** The overview and the rates, kept current by the hub's event stream, and by asking where there is none. */
export function useLeitstand() {
  const queries = useQueryClient()
  const { expired } = useSession()
  const [connection, setConnection] = useState<StreamState>('connecting')
  const asking = connection === 'live' ? 30_000 : 5_000
  const overview = useQuery<Overview>({ queryKey: ['overview'], queryFn: ({ signal }) => fetchOverview(signal), refetchInterval: asking })
  const rates = useQuery<readonly RatePoint[]>({ queryKey: ['rates'], queryFn: ({ signal }) => fetchRates(rateMinutes, signal), refetchInterval: 60_000 })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  useEffect(() => {
    const refresh = () => {
      timer.current ??= setTimeout(() => {
        timer.current = undefined
        void queries.invalidateQueries({ queryKey: ['overview'] })
      }, refetchGap)
    }
    const stream = openStream({
      url: '/portal/api/stream',
      onEvent: event => {
        if (event.kind === 'status') refresh()
        if (event.kind === 'rates') queries.setQueryData<readonly RatePoint[]>(['rates'], known => mergeRates(known ?? [], event.points, rateMinutes + 2))
      },
      onState: (state, missed) => {
        setConnection(state)
        if (missed) {
          refresh()
          void queries.invalidateQueries({ queryKey: ['rates'] })
        }
        if (state === 'expired') expired()
      },
    })
    return () => {
      stream.close()
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [queries, expired])
  return { overview, rates, connection }
}
