import { hash } from 'node:crypto'
import { streamSet, streamsOf, type Concerned } from './lanes.ts'
import { progressSaved, saveProgress } from './confirm.ts'
import type { Spool } from './spool.ts'
import type { Barrier, ChannelState } from './state.ts'

/** A message as it came, to be made durable. */
export interface Incoming extends Concerned {
  readonly channel: ChannelState
  readonly bytes: Uint8Array
  /** MSH-10; empty where the sender gives none, and then nothing is taken for a duplicate. */
  readonly controlId: string
}

/** `duplicate`: the same channel, control id and bytes are kept already; nothing was added. */
export type Appended = 'stored' | 'duplicate'

/** Makes messages durable in one transaction, in their order; they are on disk when this returns. Where it throws, none is.
 *  Throws SQLite's errors; see spoolFault. */
export function append(spool: Spool, group: readonly Incoming[]): Appended[] {
  const { state, statements } = spool
  const undo = snapshot(spool, group)
  const barriers: Barrier[] = []
  const now = spool.clock.now()
  let bytes = 0
  let messages = 0
  try {
    const appended = spool.transaction(() => {
      const results = group.map((incoming): Appended => {
        const { channel } = incoming
        channel.received++
        channel.changed = true
        const sha256 = hash('sha256', incoming.bytes, 'buffer')
        const fingerprint = sha256.readUIntBE(0, 6)
        const control = incoming.controlId.slice(0, 64)
        if (control !== '' && statements.findDuplicate.get(control, fingerprint, channel.number, sha256) !== undefined) {
          channel.duplicates++
          return 'duplicate'
        }
        const [own, ...others] = streamsOf(channel.name, incoming, state.epoch.streams)
        const stream = state.streams[own!]!
        const id = ++state.lastId
        const position = stream.end++
        const merges = streamSet(others)
        statements.insertOriginal.run(id, incoming.bytes)
        statements.insertMessage.run(
          state.epoch.number, stream.number, position, id, channel.number, ++channel.sequence, now, incoming.bytes.length, merges,
          sha256, control, fingerprint)
        if (merges !== 0) barriers.push({ id, stream: stream.number, position, merges })
        channel.depth++
        bytes += incoming.bytes.length
        messages++
        return 'stored'
      })
      saveProgress(spool)
      return results
    })
    state.barriers.push(...barriers)
    state.waiting.messages += messages
    state.waiting.bytes += bytes
    progressSaved(spool)
    return appended
  } catch (thrown) {
    undo()
    throw thrown
  }
}

/** Remembers the counters a failed transaction has to give back. */
function snapshot(spool: Spool, group: readonly Incoming[]): () => void {
  const { state } = spool
  const lastId = state.lastId
  const ends = state.streams.map((stream) => stream.end)
  const channels = [...new Set(group.map((incoming) => incoming.channel))]
  const counters = channels.map(({ sequence, received, duplicates, depth }) => ({ sequence, received, duplicates, depth }))
  return () => {
    state.lastId = lastId
    state.streams.forEach((stream, i) => { stream.end = ends[i]! })
    channels.forEach((channel, i) => Object.assign(channel, counters[i]))
  }
}
