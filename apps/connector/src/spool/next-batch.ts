import { inSet, streamsIn } from './lanes.ts'
import type { Spool } from './spool.ts'
import type { Barrier, StreamState } from './state.ts'

/** A waiting message, read whole. */
export interface Waiting {
  readonly position: number
  readonly id: number
  readonly channel: number
  readonly sequence: number
  readonly receivedAt: number
  readonly merges: number
  readonly sha256: Uint8Array
  readonly original: Uint8Array
}

export interface BatchLimits {
  readonly messages: number
  /** Sum of the originals; a single longer message goes alone. */
  readonly bytes: number
}

/** What a stream may send now, in order; empty where nothing waits or where it has to wait for another stream.
 *
 *  A barrier (a merge of patients in several streams) lies in its own stream and is met by the others: each stops before it by spool
 *  order. It goes alone, once everything before it in all its streams is done, and they go on once it is done. The waiting message
 *  that is first in the whole spool can always go, so the streams cannot block each other for good. */
export function nextBatch(spool: Spool, stream: StreamState, limits: BatchLimits): Waiting[] {
  if (stream.next >= stream.end) return []
  const { state, statements } = spool
  const foreign = state.barriers.find((barrier) => inSet(barrier.merges, stream.number))
  const rows: Waiting[] = []
  let bytes = 0
  for (const row of statements.waiting.iterate(state.epoch.number, stream.number, stream.next, limits.messages) as Iterable<unknown>) {
    const message = row as Waiting
    if (foreign !== undefined && message.id > foreign.id) break
    if (message.merges !== 0) {
      if (rows.length === 0) rows.push(message)
      break
    }
    bytes += message.original.length
    if (rows.length > 0 && bytes > limits.bytes) break
    rows.push(message)
  }
  const [head] = rows
  return head !== undefined && head.merges !== 0 && !isFirstEverywhere(spool, head) ? [] : rows
}

/** Whether nothing before this barrier waits in the streams it is a barrier over. */
function isFirstEverywhere(spool: Spool, message: Waiting): boolean {
  const { state, statements } = spool
  const earlier = state.barriers.filter((barrier) => barrier.id < message.id)
  return streamsIn(message.merges).every((number) => {
    if (earlier.some((barrier: Barrier) => inSet(barrier.merges, number))) return false
    const stream = state.streams[number]!
    const head = statements.headId.get(state.epoch.number, number, stream.next) as { id: number } | undefined
    return head === undefined || head.id > message.id
  })
}
