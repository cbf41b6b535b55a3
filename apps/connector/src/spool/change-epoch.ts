import { timeOrderedId } from '@steckwerk/kernel'
import type { OpenEpoch } from '@steckwerk/uplink'
import { writeNote } from './files.ts'
import { progressSaved, saveProgress } from './confirm.ts'
import type { Spool } from './spool.ts'
import { loadState } from './state.ts'

export interface EpochChange {
  readonly reason: OpenEpoch['reason']
  /** Streams of the new epoch; only an empty spool may change their number, since messages stay in their streams. */
  readonly streams: number
  /** Ids of waiting messages that the hub has, although messages before them it has not. */
  readonly applied: ReadonlySet<number>
  /** The note beside the spool. */
  readonly note: string
}

/** Opens a new epoch and moves every message that still waits into it, in order, counted anew; the rest stays behind as done.
 *  One transaction: after a crash the spool is in the old epoch or in the new one. Returns how many messages were moved. */
export function changeEpoch(spool: Spool, change: EpochChange): number {
  const { db, state, clock } = spool
  const old = state.epoch
  const now = clock.now()
  if (change.streams !== old.streams && state.waiting.messages > 0) throw new Error('streams change in an empty spool only')
  const id = timeOrderedId(now)
  const number = old.number + 1
  const moved = spool.transaction(() => {
    saveProgress(spool)
    const behind = db.prepare('insert or replace into mark (epoch, stream, at, position) values (?, ?, ?, ?)')
    for (const stream of state.streams) behind.run(old.number, stream.number, now, Number.MAX_SAFE_INTEGER)
    db.prepare('insert into epoch (number, id, streams, reason, previous, opened_at) values (?, ?, ?, ?, ?, ?)')
      .run(number, id, change.streams, change.reason, old.id, now)
    const open = db.prepare('insert into stream (epoch, number, next) values (?, ?, 0)')
    for (let stream = 0; stream < change.streams; stream++) open.run(number, stream)
    db.exec('create temp table applied (id integer primary key)')
    const apply = db.prepare('insert into temp.applied (id) values (?)')
    for (const message of change.applied) apply.run(message)
    const { changes } = db.prepare(`
      update message set epoch = ?, position = counted.position, sequence = counted.sequence
      from (
        select w.epoch, w.stream, w.position as former,
          row_number() over (partition by w.stream order by w.id) - 1 as position,
          row_number() over (partition by w.channel order by w.id) as sequence
        from message w join stream s on s.epoch = w.epoch and s.number = w.stream
        where w.epoch = ? and w.position >= s.next and w.id not in (select id from temp.applied)
      ) as counted
      where message.epoch = counted.epoch and message.stream = counted.stream and message.position = counted.former`).run(number, old.number)
    db.exec('drop table temp.applied')
    db.prepare('update channel set sequence = coalesce((select max(sequence) from message where epoch = ? and channel = channel.number), 0)').run(number)
    return Number(changes)
  })
  progressSaved(spool)
  const fresh = loadState(db)
  // The listeners hold the channels' states: they stay the same objects.
  for (const [name, channel] of fresh.channels) fresh.channels.set(name, Object.assign(state.channels.get(name)!, channel))
  spool.state = fresh
  writeNote(change.note, id)
  return moved
}
