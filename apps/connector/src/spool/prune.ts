import type { Spool } from './spool.ts'

interface Candidate {
  readonly epoch: number
  readonly stream: number
  readonly position: number
  readonly id: number
  readonly bytes: number
}

/** Deletes up to `count` originals that the hub has had for longer than `retainMs`; never one that waits. Returns how many were
 *  deleted: as long as it is `count`, there may be more. */
export function pruneByAge(spool: Spool, retainMs: number, count: number): number {
  return remove(spool, expired(spool, spool.clock.now() - retainMs, count))
}

/** Deletes up to `count` of the oldest originals that the hub has, where together they are more than `retainBytes`. Returns as
 *  `pruneByAge` does. */
export function pruneBySize(spool: Spool, retainBytes: number, count: number): number {
  const over = spool.state.done.bytes - retainBytes
  return over > 0 ? remove(spool, oldestDone(spool, count, over)) : 0
}

/** Deletes the oldest originals that the hub has, to make room for new messages, even before their time. */
export function yieldRoom(spool: Spool, count: number): number {
  return remove(spool, oldestDone(spool, count, Number.POSITIVE_INFINITY))
}

/** Gives up to 1 MiB of free pages back to the disk; a few at a time, so that no sender waits for it. */
export function shrink(spool: Spool): void {
  spool.db.prepare('pragma incremental_vacuum(256)').all()
}

const candidates = `select epoch, stream, position, id, bytes from message where epoch = ? and stream = ? and position < ? order by position limit ?`

function expired(spool: Spool, before: number, count: number): Candidate[] {
  const marks = spool.db.prepare('select epoch, stream, max(position) as position from mark where at <= ? group by epoch, stream')
    .all(before) as { epoch: number; stream: number; position: number }[]
  const found: Candidate[] = []
  for (const mark of marks) {
    const end = Math.min(mark.position, doneBelow(spool, mark.epoch, mark.stream))
    found.push(...spool.db.prepare(candidates).all(mark.epoch, mark.stream, end, count - found.length) as unknown as Candidate[])
    if (found.length >= count) return found
  }
  if (found.length === 0 && marks.length > 0) forgetMarks(spool, before)
  return found
}

function oldestDone(spool: Spool, count: number, bytes: number): Candidate[] {
  const streams = spool.db.prepare('select epoch, number from stream').all() as { epoch: number; number: number }[]
  const heads = streams.flatMap(({ epoch, number }) =>
    spool.db.prepare(candidates).all(epoch, number, doneBelow(spool, epoch, number), count) as unknown as Candidate[])
  const oldest: Candidate[] = []
  let freed = 0
  for (const candidate of heads.sort((a, b) => a.id - b.id)) {
    if (oldest.length === count || freed >= bytes) break
    oldest.push(candidate)
    freed += candidate.bytes
  }
  return oldest
}

function doneBelow(spool: Spool, epoch: number, stream: number): number {
  return epoch === spool.state.epoch.number ? spool.state.streams[stream]!.next : Number.MAX_SAFE_INTEGER
}

function remove(spool: Spool, rows: readonly Candidate[]): number {
  if (rows.length === 0) return 0
  const { db, state, statements } = spool
  const message = db.prepare('delete from message where epoch = ? and stream = ? and position = ?')
  const original = db.prepare('delete from original where id = ?')
  spool.transaction(() => {
    // Ids go on rising even when every message is gone.
    statements.saveFact.run('last id', state.lastId)
    for (const stream of state.streams) statements.saveStream.run(stream.next, state.epoch.number, stream.number)
    for (const row of rows) {
      message.run(row.epoch, row.stream, row.position)
      original.run(row.id)
    }
  })
  state.done.messages -= rows.length
  for (const row of rows) state.done.bytes -= row.bytes
  return rows.length
}

/** Drops marks that nothing lies below any more, and earlier epochs without messages. */
function forgetMarks(spool: Spool, before: number): void {
  const current = spool.state.epoch.number
  spool.transaction(() => {
    spool.db.prepare('delete from mark where at <= ?').run(before)
    const empty = 'epoch < ? and not exists (select 1 from message where message.epoch = stream.epoch and message.stream = stream.number)'
    spool.db.prepare(`delete from stream where ${empty}`).run(current)
  })
}
