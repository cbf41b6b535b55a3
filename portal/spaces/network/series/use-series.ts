import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { networkPath } from '../../../client/network.ts'
import { OfflineQueue, pauseOrOnline, type QueueState } from '../../../client/offline-queue.ts'
import { PortalFault } from '../../../client/request.ts'
import { fetchSeries, fetchTalk, liveAddress, sendWishes, type Wish } from '../../../client/series.ts'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useLive } from '../use-live.ts'
import { useNetwork } from '../use-network.ts'

/** Which series and talk the page is about. */
export function useSeriesPath() {
  const network = useNetwork()
  const queries = useQueryClient()
  const { series = '', date = '' } = useParams({ strict: false })
  return { network: network.slug, series, date, service: networkPath(network, 'community'), again: () => queries.invalidateQueries({ queryKey: ['series', network.slug] }) }
}

export function useSeries() {
  const { network, series, service } = useSeriesPath()
  return useQuery({ queryKey: ['series', network, series], queryFn: ({ signal }) => fetchSeries(service, series, signal) })
}

export function useTalk() {
  const { network, series, date, service } = useSeriesPath()
  return useQuery({ queryKey: ['series', network, series, date], queryFn: ({ signal }) => fetchTalk(service, series, date, signal) })
}

export function useLiveSeries(): void {
  const { network, series, service } = useSeriesPath()
  useLive(liveAddress(service, series), 'series', network, series)
}

/** What this browser wants of topics or questions, also while there is no network. */
export function useWishes(known: readonly string[]): { readonly wants: (on: string) => boolean; readonly state: QueueState<Wish>; readonly wish: (on: string, want: boolean) => void } {
  const { network, series, service } = useSeriesPath()
  const queries = useQueryClient()
  const queue = useMemo(() => new OfflineQueue<Wish>({
    name: `series-votes/${network}/${series}`, storage: localStorage, now: () => Date.now(), pause: pauseOrOnline, mostAtOnce: 100,
    send: items => sendWishes(service, series, items.map(({ turn, body }) => ({ ...body, turn }))),
    onTaken: () => void queries.invalidateQueries({ queryKey: ['series', network] }),
  }), [network, series, service, queries])
  useEffect(() => () => queue.close(), [queue])
  const state = useSyncExternalStore(queue.subscribe, queue.state)
  return { wants: on => state.waiting.findLast(({ body }) => body.on === on)?.body.want ?? known.includes(on), state, wish: (on, want) => queue.put({ on, want }, on) }
}

export function useSeriesFault(): (error: unknown) => string {
  const { t } = useLingui()
  const faultText = useFaultText()
  return error => {
    const code = error instanceof PortalFault ? error.code : undefined
    if (code === 'community/series-unknown' || code === 'community/talk-unknown') return t`Diese Seite gibt es nicht mehr.`
    if (code === 'community/registration-closed') return t`Die Anmeldung ist zu.`
    if (code === 'community/registration-unknown') return t`Der Link gilt nicht mehr.`
    if (code === 'community/questions-closed') return t`Fragen werden nicht mehr angenommen.`
    if (code === 'community/proposing-closed') return t`Zurzeit werden keine Themen angenommen.`
    if (code === 'community/voting-closed') return t`Zurzeit wird nicht abgestimmt.`
    if (code === 'plug/document-changed') return t`Jemand anderes hat inzwischen etwas geändert. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.`
    if (code === 'notify/too-many') return t`An diese Adresse gingen heute schon zu viele Nachrichten. Bitte versuchen Sie es morgen wieder.`
    if (code === 'api/browser-unknown') return t`Ihr Browser nimmt keine Cookies an. Bitte erlauben Sie Cookies für diese Seite und laden Sie sie neu.`
    return faultText(error)
  }
}
