import type { StreamEvent } from '@steckwerk/api/contract'
import { backOff } from './back-off.ts'
import { EventParser } from './server-sent-events.ts'

/** connecting: first try · live · waiting: lost, will try again · expired: the session is over, will not. */
export type StreamState = 'connecting' | 'live' | 'waiting' | 'expired'

export interface StreamOptions {
  readonly url: string
  readonly onEvent: (event: StreamEvent) => void
  /** Called on each change of state. `missed` is true when a lost connection is back: events in between are gone. */
  readonly onState: (state: StreamState, missed: boolean) => void
  readonly fetch?: typeof globalThis.fetch
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The hub sends a comment at least every 15 s; a connection silent for longer than this is dead. */
const silenceLimit = 40_000

/** Holds the hub's event stream open until `close()`. Read by fetch and not by EventSource: that hides a 401, never
 *  notices a half-open connection, and has a fixed pause between its attempts. */
export function openStream(options: StreamOptions): { close(): void } {
  const closing = new AbortController()
  void keepOpen(options, closing.signal)
  return { close: () => closing.abort() }
}

async function keepOpen(options: StreamOptions, signal: AbortSignal): Promise<void> {
  const wait = options.wait ?? pause
  let failures = 0
  let everLive = false
  options.onState('connecting', false)
  while (!signal.aborted) {
    const outcome = await readOnce(options, signal, () => {
      failures = 0
      options.onState('live', everLive)
      everLive = true
    })
    if (signal.aborted) return
    options.onState(outcome === 'expired' ? 'expired' : 'waiting', false)
    if (outcome === 'expired') return
    failures += 1
    await wait(backOff(failures, Math.random()), signal)
  }
}

async function readOnce(options: StreamOptions, signal: AbortSignal, onLive: () => void): Promise<'ended' | 'expired'> {
  const attempt = new AbortController()
  const abort = () => attempt.abort()
  signal.addEventListener('abort', abort, { once: true })
  let watchdog = setTimeout(abort, silenceLimit)
  try {
    const response = await (options.fetch ?? fetch)(options.url, {
      headers: { accept: 'text/event-stream' }, credentials: 'same-origin', cache: 'no-store', signal: attempt.signal,
    })
    if (response.status === 401) return 'expired'
    if (!response.ok || response.body === null) return 'ended'
    onLive()
    const parser = new EventParser()
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return 'ended'
      clearTimeout(watchdog)
      watchdog = setTimeout(abort, silenceLimit)
      for (const { data } of parser.push(value)) options.onEvent(JSON.parse(data) as StreamEvent)
    }
  } catch {
    return 'ended'
  } finally {
    clearTimeout(watchdog)
    signal.removeEventListener('abort', abort)
    attempt.abort()
  }
}

/** Waits `ms`, or less where the browser comes back online or the signal is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      globalThis.removeEventListener?.('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    globalThis.addEventListener?.('online', done)
    signal.addEventListener('abort', done)
  })
}
