import { Outlet, useParams } from '@tanstack/react-router'
import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react'
import { WardFeed, type WardFeedState } from '../../client/board/ward-feed.ts'
import { Loading } from '../../shell/loading.tsx'
import { useSession } from '../../shell/session-context.ts'
import { useSlots } from '../../shell/slots/slots.tsx'

const Feed = createContext<WardFeed | null>(null)
/** The carrier whose patients have a page with what its services show of them; undefined where they show nothing. */
export const WithPatientPages = createContext<string | undefined>(undefined)

/** Holds the live board of one carrier, so that going from ward to ward loads nothing anew. */
export function CarrierFrame() {
  const { carrier } = useParams({ from: '/frame/haus/$carrier' })
  const [feed, setFeed] = useState<WardFeed | null>(null)
  const slots = useSlots(carrier, 'clinic-patient')
  useEffect(() => {
    const opened = new WardFeed(carrier)
    setFeed(opened)
    return () => {
      setFeed(null)
      opened.close()
    }
  }, [carrier])
  return feed === null ? <Loading /> : <Feed value={feed}><WithPatientPages value={slots === undefined || slots.length === 0 ? undefined : carrier}><Guard feed={feed} /></WithPatientPages></Feed>
}

function Guard({ feed }: { feed: WardFeed }) {
  const { expired } = useSession()
  const { connection, fault } = useSyncExternalStore(feed.subscribe, feed.state)
  const over = connection === 'expired' || fault?.status === 401
  useEffect(() => {
    if (over) expired()
  }, [over, expired])
  return <Outlet />
}

export function useWardFeed(): WardFeedState & { readonly reload: () => void } {
  const feed = use(Feed)
  if (feed === null) throw new Error('useWardFeed stands outside of CarrierFrame')
  const state = useSyncExternalStore(feed.subscribe, feed.state)
  return { ...state, reload: () => feed.reload() }
}
