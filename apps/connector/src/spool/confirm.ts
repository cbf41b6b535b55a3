import type { Spool } from './spool.ts'
import { loadBarriers, type StreamState } from './state.ts'

/** How finely the age of what the hub has is known. */
const markEveryMs = 600_000

/** A message as the uploader has it in hand. */
export interface InHand {
  readonly position: number
  readonly channel: number
  readonly bytes: number
}

/** Notes that the hub has these messages of a stream, a run from its `next` on. Known at once, durable with the next
 *  commit: a note that gets lost costs one question to the hub. */
export function confirm(spool: Spool, stream: StreamState, done: readonly InHand[]): void {
  const { state } = spool
  for (const message of done) {
    spool.channelNumbered(message.channel).depth--
    state.waiting.messages--
    state.waiting.bytes -= message.bytes
    state.done.messages++
    state.done.bytes += message.bytes
  }
  stream.next = done.at(-1)!.position + 1
  stream.changed = true
  if (state.barriers.some((barrier) => barrier.stream === stream.number && barrier.position < stream.next)) {
    state.barriers = state.barriers.filter((barrier) => barrier.stream !== stream.number || barrier.position >= stream.next)
  }
}

/** Makes a stream's messages from `position` on wait again: the hub turned out not to have them. */
export function rewind(spool: Spool, stream: StreamState, position: number): void {
  const { state } = spool
  const rows = spool.db.prepare(
    'select channel, bytes from message where epoch = ? and stream = ? and position >= ? and position < ?',
  ).all(state.epoch.number, stream.number, position, stream.next) as { channel: number; bytes: number }[]
  for (const row of rows) {
    spool.channelNumbered(row.channel).depth++
    state.waiting.messages++
    state.waiting.bytes += row.bytes
    state.done.messages--
    state.done.bytes -= row.bytes
  }
  stream.next = position
  stream.changed = true
  state.barriers = loadBarriers(spool.db, state.epoch.number, state.streams)
}

/** Writes what is known but not yet durable; to be called inside a transaction, with `progressSaved` after it. */
export function saveProgress(spool: Spool): void {
  const { state, statements } = spool
  for (const channel of state.channels.values()) {
    if (!channel.changed) continue
    statements.saveChannel.run(
      channel.sequence, channel.received, channel.duplicates, channel.refused, channel.applicationAckWished ? 1 : 0,
      channel.error?.code ?? null, channel.error?.text ?? null, channel.error?.at ?? null, channel.number)
  }
  const now = spool.clock.now()
  for (const stream of state.streams) {
    if (stream.changed) statements.saveStream.run(stream.next, state.epoch.number, stream.number)
    if (markDue(stream, now)) statements.saveMark.run(state.epoch.number, stream.number, now, stream.next)
  }
}

/** To be called once the transaction of `saveProgress` is durable. */
export function progressSaved(spool: Spool): void {
  const now = spool.clock.now()
  for (const channel of spool.state.channels.values()) channel.changed = false
  for (const stream of spool.state.streams) {
    stream.changed = false
    if (markDue(stream, now)) stream.marked = { at: now, position: stream.next }
  }
}

/** Writes what is known but not yet durable, if anything, in a transaction of its own. */
export function flushProgress(spool: Spool): void {
  const { state, clock } = spool
  const now = clock.now()
  const due = state.streams.some((stream) => stream.changed || markDue(stream, now)) || [...state.channels.values()].some((channel) => channel.changed)
  if (!due) return
  spool.transaction(() => saveProgress(spool))
  progressSaved(spool)
}

function markDue(stream: StreamState, now: number): boolean {
  return stream.next !== stream.marked.position && now - stream.marked.at >= markEveryMs
}
