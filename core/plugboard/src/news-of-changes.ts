import { setTimeout as pause } from 'node:timers/promises'
import { asTenant, type Clock, type Log } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { hubCtx } from './parts.ts'

/** In the outbox of no carrier. */
const topic = 'plug.changed'
const againMs = 3_000

export interface ChangeNews extends AsyncDisposable {
  /** Tells every hub that services, grants or choices have changed. Should it be lost, they find out when they ask anew, seconds later. */
  tell(): Promise<void>
  listen(listener: () => void): Disposable
  /** Begins to hear of other hubs. */
  start(): void
}

/** What one hub changed, told to all of the same database; `forget` comes before any listener. */
export function createChangeNews({ store, clock, log }: { readonly store: Store; readonly clock: Clock; readonly log: Log }, forget: () => void): ChangeNews {
  const listeners = new Set<() => void>()
  const end = new AbortController()
  let hearing: Promise<void> | undefined

  const heard = (): void => {
    forget()
    for (const listener of listeners) listener()
  }

  async function hear(): Promise<void> {
    while (!end.signal.aborted) {
      try {
        for await (const event of store.events(asTenant(0), end.signal)) if (event.topic === topic) heard()
      } catch (thrown) {
        log.error('changes of services at other hubs are not heard of for a moment', thrown)
        await pause(againMs, undefined, { signal: end.signal }).catch(() => undefined)
        // Something may have been missed.
        heard()
      }
    }
  }

  return {
    tell: async () => {
      heard()
      await store.write(hubCtx(clock), async (w) => w.emit(topic, {})).catch((thrown: unknown) => log.error('other hubs could not be told of changed services', thrown))
    },
    listen: (listener) => {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    start: () => {
      hearing ??= hear()
    },
    [Symbol.asyncDispose]: async () => {
      end.abort()
      await hearing
    },
  }
}
