import { toFault, type Log } from '@steckwerk/kernel'
import type { Events, Notification } from '@steckwerk/events'
import type { Plugboard } from '@steckwerk/plugboard'
import type { Store } from '@steckwerk/store'

/** A change that no hub could be told of is seen by then all the same. */
const againMs = 60_000
const soonMs = 3_000

interface Told {
  readonly asked: string
  readonly ended: AsyncDisposable
}

/** Tells services of the topics they were granted. Which hub tells those of a carrier is the events' business; each hub has the handlers ready, as soon
 *  as it hears that grants have changed. What has ended is told nothing from then on: the plugboard refuses it. */
export function tellPlugs({ events, plugboard, store, log }: {
  readonly events: Events
  readonly plugboard: Plugboard
  readonly store: Store
  readonly log: Log
}): AsyncDisposable {
  const told = new Map<string, Told>()
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

  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false

  /** Changes that come while it works make one more turn. */
  function turn(): void {
    again = true
    running ??= work().finally(() => {
      running = undefined
    })
  }

  async function work(): Promise<void> {
    clearTimeout(timer)
    let wait = againMs
    while (again && !closing) {
      again = false
      wait = await follow().then(() => againMs, (thrown: unknown) => {
        log.warn('hub.plug-events', { code: toFault(thrown).code })
        return soonMs
      })
    }
    if (!closing) timer = setTimeout(turn, wait).unref()
  }

  const listening = plugboard.changes(turn)
  turn()
  return {
    [Symbol.asyncDispose]: async () => {
      closing = true
      listening[Symbol.dispose]()
      clearTimeout(timer)
      await running
      await Promise.all(Array.from(told.values(), ({ ended }) => ended[Symbol.asyncDispose]()))
    },
  }
}
