import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { openStream, type StreamState } from '../../client/event-stream.ts'

/** Keeps what the page shows up to date: on news it is read anew, at once by one and spread over a second and a half by all. `key` in parts: every query that begins so.
 *  Tells how the stream is. */
export function useLive(url: string, ...key: readonly string[]): StreamState {
  const queries = useQueryClient()
  const [state, setState] = useState<StreamState>('connecting')
  const joined = JSON.stringify(key)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        void queries.invalidateQueries({ queryKey: JSON.parse(joined) as string[] })
      }, 200 + Math.random() * 1300)
    }
    const stream = openStream({
      url,
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
  }, [url, joined, queries])
  return state
}
