import { useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { createContext, use, useEffect, useMemo } from 'react'
import { addNote, giveFeedback, noteArrivals, offerPitch, sendVotes, type Barcamp, type Feedback, type PitchDraft } from '../../../client/barcamp.ts'
import { useOfflineQueue, type OfflineQueueUse } from '../../../shell/use-offline-queue.ts'
import { useBarcamp, useBarcampPath } from './use-barcamp.ts'

export interface WrittenNote {
  readonly pitch: string
  readonly text: string
  readonly by: string
}

/** What this browser has done at an event and the hub has not taken yet. */
export interface BarcampQueues {
  /** Wanted or not, by session. */
  readonly votes: OfflineQueueUse<boolean>
  readonly notes: OfflineQueueUse<WrittenNote>
  readonly pitches: OfflineQueueUse<PitchDraft>
  /** Is there or not, by guest: noted at the door. */
  readonly arrivals: OfflineQueueUse<boolean>
  /** By session; '' = of the whole event. */
  readonly feedback: OfflineQueueUse<Feedback>
}

const Queues = createContext<BarcampQueues | undefined>(undefined)

export function useBarcampQueues(): BarcampQueues {
  const queues = use(Queues)
  if (queues === undefined) throw new Error('no event around this')
  return queues
}

/** Around all pages of an event: what was done without a network goes on its way on whichever of them somebody is. */
export function BarcampFrame() {
  const { network, event, service } = useBarcampPath()
  const queries = useQueryClient()
  const name = (what: string): string => `barcamp-${what}/${network}/${event}`
  const readAgain = () => void queries.invalidateQueries({ queryKey: ['barcamp', network, event] })
  const votes = useOfflineQueue<boolean>({
    name: name('votes'), mostAtOnce: 100,
    send: items => sendVotes(service, event, items.map(({ turn, place = '', body }) => ({ turn, pitch: place, want: body }))),
    onTaken: items => queries.setQueryData<Barcamp>(['barcamp', network, event, 'event'], known => {
      if (known === undefined) return known
      const wants = new Set(known.wants)
      for (const { place = '', body } of items) wants[body ? 'add' : 'delete'](place)
      return { ...known, wants: [...wants] }
    }),
  })
  const notes = useOfflineQueue<WrittenNote>({
    name: name('notes'), mostAtOnce: 1, onTaken: readAgain,
    send: ([one]) => addNote(service, event, one!.body.pitch, { key: one!.key, text: one!.body.text, by: one!.body.by }),
  })
  const pitches = useOfflineQueue<PitchDraft>({ name: name('pitches'), mostAtOnce: 1, onTaken: readAgain, send: ([one]) => offerPitch(service, event, one!.key, one!.body) })
  const feedback = useOfflineQueue<Feedback>({ name: name('feedback'), mostAtOnce: 1, onTaken: () => undefined, send: ([one]) => giveFeedback(service, event, one!.place ?? '', one!.body) })
  const arrivals = useOfflineQueue<boolean>({
    name: name('arrivals'), mostAtOnce: 100, onTaken: () => void queries.invalidateQueries({ queryKey: ['barcamp', network, event, 'guests'] }),
    send: items => noteArrivals(service, event, items.map(({ turn, place = '', body }) => ({ guest: place, here: body, turn }))),
  })
  const { voting, pitching } = useBarcamp().data?.event ?? {}
  const [retryVotes, retryPitches] = [votes.retry, pitches.retry]
  useEffect(() => {
    if (voting === true) retryVotes()
  }, [voting, retryVotes])
  useEffect(() => {
    if (pitching === true) retryPitches()
  }, [pitching, retryPitches])
  const queues = useMemo(() => ({ votes, notes, pitches, arrivals, feedback }), [votes, notes, pitches, arrivals, feedback])
  return <Queues value={queues}><Outlet /></Queues>
}
