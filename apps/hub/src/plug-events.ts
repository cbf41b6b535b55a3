import { toFault, type Log } from '@steckwerk/kernel'
import type { Events, Notification } from '@steckwerk/events'
import type { Plugboard } from '@steckwerk/plugboard'
import type { Store } from '@steckwerk/store'

const everyMs = 3_000

/** Tells services of the topics they were granted; grants that are new or changed hold within seconds, ended ones at once: the plugboard refuses them. */
export function tellPlugs({ events, plugboard, store, log }: {
  readonly events: Events
  readonly plugboard: Plugboard
  readonly store: Store
  readonly log: Log
}): AsyncDisposable {
  const told = new Map<string, { readonly asked: string; readonly ended: AsyncDisposable }>()
  let closing = false

  async function follow(): Promise<void> {
    const wanted = new Map((await plugboard.subscriptions()).map((one) => [`${one.carrier} ${one.plug}`, one]))
    for (const [key, one] of told) {
      if (wanted.has(key)) continue
      told.delete(key)
      await one.ended[Symbol.asyncDispose]()
      const [slug = '', plug = ''] = key.split(' ')
      const carrier = await store.carrier(slug)
      if (carrier !== undefined) await events.unsubscribe(carrier, plug)
    }
    for (const [key, { plug, carrier: slug, client, topics }] of wanted) {
      const asked = JSON.stringify([client, topics])
      const carrier = await store.carrier(slug)
      if (carrier === undefined || told.get(key)?.asked === asked || closing) continue
      await told.get(key)?.ended[Symbol.asyncDispose]()
      told.set(key, { asked, ended: await events.subscribe({
        carrier, plug, client, topics,
        handler: (notification: Notification) => plugboard.notified(plug, slug, notification as unknown as Parameters<Plugboard['notified']>[2]),
      }) })
    }
  }

  let running: Promise<void> = Promise.resolve()
  const turn = (): void => {
    running = running.then(follow).catch((thrown: unknown) => log.warn('hub.plug-events', { code: toFault(thrown).code }))
  }
  turn()
  const timer = setInterval(turn, everyMs)
  return {
    [Symbol.asyncDispose]: async () => {
      closing = true
      clearInterval(timer)
      await running
      await Promise.all(Array.from(told.values(), ({ ended }) => ended[Symbol.asyncDispose]()))
    },
  }
}
