import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VoteQueue, type VoteQueueOptions } from './barcamp-votes.ts'
import { PortalFault } from './request.ts'
import type { Vote } from './barcamp.ts'

/** A hub that counts as ours does, over a network that loses what it is told to lose. */
function setting(losses: readonly ('before' | 'after' | 'closed')[] = []) {
  const kept = new Map<string, string>()
  const counted = new Map<string, Vote>()
  const left = [...losses]
  let sent = 0
  const options: VoteQueueOptions = {
    name: 'votes', storage: { getItem: name => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) },
    now: () => 1000, onSettled: () => undefined, pause: async () => undefined,
    send: async votes => {
      sent += 1
      const loss = left.shift()
      if (loss === 'before') throw new PortalFault(0, 'portal/offline', '')
      if (loss === 'closed') throw new PortalFault(409, 'community/voting-closed', '')
      for (const vote of votes) if (vote.turn > (counted.get(vote.pitch)?.turn ?? 0)) counted.set(vote.pitch, vote)
      if (loss === 'after') throw new PortalFault(0, 'portal/offline', '')
      return { settled: votes.map(({ key }) => key) }
    },
  }
  const meant = () => Object.fromEntries([...counted].map(([pitch, { want }]) => [pitch, want]))
  return { options, kept, meant, sent: () => sent }
}

function settled(queue: VoteQueue): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (Object.keys(queue.state().waiting).length === 0 || ['closed', 'refused'].includes(queue.state().trouble ?? '')) resolve()
    }
    queue.subscribe(look)
    look()
  })
}

test('what is lost on the way there or back is sent again, and counts once', async () => {
  const { options, meant, sent } = setting(['before', 'after', 'after'])
  const queue = new VoteQueue(options)
  queue.vote('one', true)
  queue.vote('two', true)
  queue.vote('two', false)
  assert.deepEqual(queue.state().waiting, { one: true, two: false })
  await settled(queue)
  assert.deepEqual(meant(), { one: true, two: false })
  assert.equal(sent(), 4)
  assert.equal(queue.state().trouble, undefined)
})

test('a closed page loses nothing: the next one sends it', async () => {
  const { options, meant } = setting()
  const first = new VoteQueue({ ...options, send: () => Promise.reject(new PortalFault(0, 'portal/offline', '')), pause: () => new Promise(() => undefined) })
  first.vote('one', true)
  first.close()
  const next = new VoteQueue(options)
  assert.deepEqual(next.state().waiting, { one: true })
  await settled(next)
  assert.deepEqual(meant(), { one: true })
})

test('where votes are not taken, it stops, says so and keeps them', async () => {
  const { options, meant } = setting(['closed'])
  const queue = new VoteQueue(options)
  queue.vote('one', true)
  await settled(queue)
  assert.deepEqual(queue.state(), { waiting: { one: true }, trouble: 'closed' })
  queue.retry()
  await new Promise<void>(resolve => queue.subscribe(() => { if (queue.state().trouble === undefined) resolve() }))
  assert.deepEqual(meant(), { one: true })
})
