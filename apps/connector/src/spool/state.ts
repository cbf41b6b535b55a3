import type { DatabaseSync } from 'node:sqlite'
import { channelSettings, type ChannelSettings, type OpenEpoch } from '@steckwerk/uplink'

export interface EpochState {
  readonly number: number
  readonly id: string
  readonly streams: number
  readonly reason: OpenEpoch['reason']
  readonly previous: string | undefined
  known: boolean
}

export interface ChannelError {
  readonly code: string
  readonly text: string
  /** Milliseconds since 1970 UTC. */
  readonly at: number
}

export interface ChannelState {
  readonly number: number
  readonly name: string
  settings: ChannelSettings
  port: number
  sequence: number
  received: number
  duplicates: number
  refused: number
  applicationAckWished: boolean
  error: ChannelError | null
  /** Messages waiting for the hub. */
  depth: number
  /** Whether the counters differ from the file's. */
  changed: boolean
}

export interface StreamState {
  readonly number: number
  /** The position to be confirmed next: all below it is done. */
  next: number
  /** The position the next message gets. */
  end: number
  /** Whether `next` differs from the file's; a lost `next` is harmless, the hub tells it again. */
  changed: boolean
  /** The last mark for pruning by age: where the stream stood, and when. */
  marked: { at: number; position: number }
}

/** A waiting message that several streams must meet at. */
export interface Barrier {
  readonly id: number
  readonly stream: number
  readonly position: number
  /** The further streams; a set as of `streamSet`. */
  readonly merges: number
}

/** What the spool knows by heart; everything else is read when it is needed. */
export interface SpoolState {
  epoch: EpochState
  streams: StreamState[]
  channels: Map<string, ChannelState>
  /** By rising id. */
  barriers: Barrier[]
  lastId: number
  /** Messages and original bytes that wait for the hub, and those kept after it. */
  waiting: { messages: number; bytes: number }
  done: { messages: number; bytes: number }
}

type Row = Record<string, number | string | null | Uint8Array>

/** Reads the state; throws SQLite's own error where the file is damaged. */
export function loadState(db: DatabaseSync): SpoolState {
  const epochRow = db.prepare('select * from epoch order by number desc limit 1').get() as Row
  const epoch: EpochState = {
    number: epochRow['number'] as number,
    id: epochRow['id'] as string,
    streams: epochRow['streams'] as number,
    reason: epochRow['reason'] as EpochState['reason'],
    previous: (epochRow['previous'] as string | null) ?? undefined,
    known: epochRow['known'] === 1,
  }
  const channels = loadChannels(db)
  const streams = loadStreams(db, epoch.number)
  const byNumber = new Map([...channels.values()].map((channel) => [channel.number, channel]))
  const waiting = { messages: 0, bytes: 0 }
  const perChannel = db.prepare(
    'select channel, count(*) as messages, sum(bytes) as bytes from message where epoch = ? and stream = ? and position >= ? group by channel')
  for (const stream of streams) {
    for (const row of perChannel.all(epoch.number, stream.number, stream.next) as { channel: number; messages: number; bytes: number }[]) {
      byNumber.get(row.channel)!.depth += row.messages
      waiting.messages += row.messages
      waiting.bytes += row.bytes
    }
  }
  const all = db.prepare('select count(*) as messages, coalesce(sum(bytes), 0) as bytes from message').get() as { messages: number; bytes: number }
  const lastRow = db.prepare(
    "select max(coalesce((select max(id) from original), 0), coalesce((select value from fact where name = 'last id'), 0)) as id").get() as { id: number }
  return {
    epoch,
    streams,
    channels,
    barriers: loadBarriers(db, epoch.number, streams),
    lastId: lastRow.id,
    waiting,
    done: { messages: all.messages - waiting.messages, bytes: all.bytes - waiting.bytes },
  }
}

function loadChannels(db: DatabaseSync): Map<string, ChannelState> {
  const rows = db.prepare('select * from channel order by number').all() as Row[]
  return new Map(rows.map((row) => [row['name'] as string, {
    number: row['number'] as number,
    name: row['name'] as string,
    settings: channelSettings.parse(JSON.parse(row['settings'] as string)),
    port: row['port'] as number,
    sequence: row['sequence'] as number,
    received: row['received'] as number,
    duplicates: row['duplicates'] as number,
    refused: row['refused'] as number,
    applicationAckWished: row['application_ack'] === 1,
    error: row['error_code'] === null
      ? null
      : { code: row['error_code'] as string, text: row['error_text'] as string, at: row['error_at'] as number },
    depth: 0,
    changed: false,
  }]))
}

export function loadStreams(db: DatabaseSync, epoch: number): StreamState[] {
  const rows = db.prepare('select number, next from stream where epoch = ? order by number').all(epoch) as { number: number; next: number }[]
  const last = db.prepare('select max(position) as position from message where epoch = ? and stream = ?')
  const mark = db.prepare('select at, position from mark where epoch = ? and stream = ? order by at desc limit 1')
  return rows.map(({ number, next }) => {
    const { position } = last.get(epoch, number) as { position: number | null }
    const marked = (mark.get(epoch, number) as { at: number; position: number } | undefined) ?? { at: 0, position: 0 }
    return { number, next, end: Math.max(next, (position ?? -1) + 1), changed: false, marked: { ...marked } }
  })
}

/** The barriers that still wait, by rising id. */
export function loadBarriers(db: DatabaseSync, epoch: number, streams: readonly StreamState[]): Barrier[] {
  const rows = db.prepare(
    'select id, stream, position, merges from message indexed by message_merges where epoch = ? and merges <> 0 order by id').all(epoch)
  return (rows as unknown as Barrier[]).filter((row) => row.position >= streams[row.stream]!.next)
}
