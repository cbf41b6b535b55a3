import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OfflineQueue, type OfflineQueueOptions, type QueueState } from './offline-queue.ts'
import { PortalFault } from './request.ts'

const closed = new PortalFault(409, 'community/voting-closed', '')
const offline = new PortalFault(0, 'portal/offline', '')

/** A hub that takes each thing once and of a place what was meant last, over a network that loses what it is told to lose. */
function setting(losses: readonly ('before' | 'after' | 'refused')[] = [], mostAtOnce = 100) {
  const kept = new Map<string, string>()
  const counted = new Map<string, { readonly turn: number; readonly body: boolean }>()
  const left = [...losses]
  let sent = 0
  const options: OfflineQueueOptions<boolean> = {
    name: 'votes', storage: { getItem: name => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) },
    mostAtOnce, now: () => 1000, onTaken: () => undefined, pause: async () => undefined,
    send: async items => {
      sent += 1
      const loss = left.shift()
      if (loss === 'before') throw offline
      if (loss === 'refused') throw closed
      for (const { place, key, turn, body } of items) if (turn > (counted.get(place ?? key)?.turn ?? 0)) counted.set(place ?? key, { turn, body })
      if (loss === 'after') throw offline
    },
  }
  const meant = () => Object.fromEntries([...counted].map(([place, { body }]) => [place, body]))
  return { options, kept, meant, counted, sent: () => sent }
}

const bodies = ({ waiting }: QueueState<boolean>) => waiting.map(({ place, body }) => [place, body])

function settled(queue: OfflineQueue<boolean>): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (queue.state().waiting.length === 0 || queue.state().trouble instanceof PortalFault) resolve()
    }
    queue.subscribe(look)
    look()
  })
}

test('what is lost on the way there or back is sent again, and counts once; of a place the last', async () => {
  const { options, meant, sent } = setting(['before', 'after', 'after'])
  const queue = new OfflineQueue(options)
  queue.put(true, 'one')
  queue.put(true, 'two')
  queue.put(false, 'two')
  assert.deepEqual(bodies(queue.state()), [['one', true], ['two', false]])
  await settled(queue)
  assert.deepEqual(meant(), { one: true, two: false })
  assert.equal(sent(), 4)
  assert.equal(queue.state().trouble, undefined)
})

test('without a place nothing takes the place of another: each is sent, one after the other where only one goes at once', async () => {
  const { options, counted, sent } = setting(['after', 'before'], 1)
  const queue = new OfflineQueue(options)
  for (const body of [true, true, false]) queue.put(body)
  await settled(queue)
  assert.deepEqual([...counted.values()].map(({ body }) => body), [true, true, false])
  assert.equal(sent(), 5)
})

test('a closed page loses nothing: the next one sends it', async () => {
  const { options, meant } = setting()
  const first = new OfflineQueue({ ...options, send: () => Promise.reject(offline), pause: () => new Promise(() => undefined) })
  first.put(true, 'one')
  first.close()
  const next = new OfflineQueue(options)
  assert.deepEqual(bodies(next.state()), [['one', true]])
  await settled(next)
  assert.deepEqual(meant(), { one: true })
})

test('where the browser stores nothing, it is kept as long as the page', async () => {
  const { options, meant } = setting(['before'])
  const queue = new OfflineQueue({ ...options, storage: { getItem: () => null, setItem: () => { throw new DOMException('full', 'QuotaExceededError') } } })
  queue.put(true, 'one')
  await settled(queue)
  assert.deepEqual(meant(), { one: true })
})

test('what is refused is kept and said; it is tried again or dropped, and what stood behind it goes on', async () => {
  const { options, meant } = setting(['refused', 'refused'], 1)
  const queue = new OfflineQueue(options)
  queue.put(true, 'one')
  queue.put(true, 'two')
  await settled(queue)
  assert.deepEqual([bodies(queue.state()).length, queue.state().trouble], [2, closed])
  queue.retry()
  await new Promise<void>(resolve => { const stop = queue.subscribe(() => { stop(); resolve() }) })
  assert.equal(queue.state().trouble, closed)
  queue.drop(queue.state().waiting[0]!.key)
  await new Promise<void>(resolve => queue.subscribe(() => { if (queue.state().trouble === undefined && queue.state().waiting.length === 0) resolve() }))
  assert.deepEqual(meant(), { two: true })
})
