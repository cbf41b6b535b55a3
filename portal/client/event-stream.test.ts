import type { StreamEvent } from '@steckwerk/api/contract'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStream } from './event-stream.ts'

/** Plays connections one after the other and writes down what the stream says of itself. */
function played(connections: readonly (() => Response)[]) {
  const said: string[] = []
  const finished = Promise.withResolvers<void>()
  let next = 0
  const stream = openStream({
    url: '/stream',
    onEvent: (event: StreamEvent) => said.push(event.kind),
    onState: (state, missed) => {
      said.push(missed ? `${state}, missed` : state)
      if (state === 'expired') finished.resolve()
    },
    fetch: async () => {
      const connection = connections[next]
      next += 1
      if (connection === undefined) throw new TypeError('refused')
      return connection()
    },
    wait: async () => {
      if (next >= connections.length) {
        stream.close()
        finished.resolve()
      }
    },
  })
  return finished.promise.then(() => said)
}

test('a stream that breaks is opened again, and says that something may have been missed', async () => {
  const said = await played([
    () => new Response('event: status\ndata: {"kind":"status","carrier":"alpha"}\n\n'),
    () => new Response(null, { status: 502 }),
    () => new Response('event: rates\ndata: {"kind":"rates","points":[]}\n\n'),
  ])
  assert.deepEqual(said, ['connecting', 'live', 'status', 'waiting', 'waiting', 'live, missed', 'rates', 'waiting'])
})

test('a session that is over ends the attempts', async () => {
  assert.deepEqual(await played([() => new Response(null, { status: 401 })]), ['connecting', 'expired'])
})
