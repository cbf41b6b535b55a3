import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { OfflineQueue, pauseOrOnline, type Queued, type QueueState } from '../client/offline-queue.ts'

export interface OfflineQueueUse<Body> extends QueueState<Body> {
  readonly put: (body: Body, place?: string) => void
  readonly retry: () => void
  readonly drop: (key: string) => void
}

/** A queue that sends while this component is on the page, and goes on with what an earlier one left. `send` and `onTaken` as they are at the last rendering. */
export function useOfflineQueue<Body>({ name, mostAtOnce, send, onTaken }: {
  readonly name: string
  readonly mostAtOnce: number
  readonly send: (items: readonly Queued<Body>[]) => Promise<unknown>
  readonly onTaken: (items: readonly Queued<Body>[]) => void
}): OfflineQueueUse<Body> {
  const now = useRef({ send, onTaken })
  useEffect(() => {
    now.current = { send, onTaken }
  })
  const queue = useMemo(() => new OfflineQueue<Body>({
    name, mostAtOnce, storage: localStorage, now: () => Date.now(), pause: pauseOrOnline,
    send: items => now.current.send(items),
    onTaken: items => now.current.onTaken(items),
  }), [name, mostAtOnce])
  useEffect(() => () => queue.close(), [queue])
  const state = useSyncExternalStore(queue.subscribe, queue.state)
  const hands = useMemo(() => ({ put: (body: Body, place?: string) => queue.put(body, place), retry: () => queue.retry(), drop: (key: string) => queue.drop(key) }), [queue])
  return useMemo(() => ({ ...state, ...hands }), [state, hands])
}
