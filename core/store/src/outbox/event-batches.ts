import { setTimeout as pause } from 'node:timers/promises'
import type { OutboxEvent } from '../contract.ts'

const most = 500
const held = 2_000
/** A few events wait so long for others: at full speed a batch is taken fifty times a second, not a thousand times. */
const gatherMs = 15
const few = 50

/** Events as they come, many at a time where many have come; an empty batch where none has come for `idleMs`. Ends with them; throws what they throw once all
 *  before is taken. */
export async function* eventBatches(events: AsyncIterable<OutboxEvent>, idleMs: number): AsyncGenerator<readonly OutboxEvent[], void> {
  const queue: OutboxEvent[] = []
  let news = Promise.withResolvers<void>()
  let room = Promise.withResolvers<void>()
  let ended = false
  let failed: { readonly thrown: unknown } | undefined
  let left = false
  const pump = (async () => {
    try {
      for await (const event of events) {
        queue.push(event)
        news.resolve()
        if (queue.length >= held) await room.promise
        if (left) break
      }
    } catch (thrown) {
      failed = { thrown }
    }
    ended = true
    news.resolve()
  })()
  try {
    for (;;) {
      if (queue.length === 0) {
        if (ended) break
        if (await isIdle(news.promise, idleMs)) {
          yield []
          continue
        }
        if (queue.length > 0 && queue.length < few) await pause(gatherMs)
      }
      const batch = queue.splice(0, most)
      if (queue.length === 0 && !ended) news = Promise.withResolvers<void>()
      room.resolve()
      room = Promise.withResolvers<void>()
      if (batch.length > 0) yield batch
    }
    if (failed !== undefined) throw failed.thrown
  } finally {
    left = true
    room.resolve()
    if (ended) await pump
  }
}

async function isIdle(news: Promise<void>, ms: number): Promise<boolean> {
  const resting = new AbortController()
  const idle = pause(ms, true, { signal: resting.signal, ref: false }).catch(() => false)
  const is = await Promise.race([news.then(() => false), idle])
  resting.abort()
  return is
}
