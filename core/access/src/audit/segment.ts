import { hash } from 'node:crypto'
import { sql, type Sql } from '@steckwerk/kernel'

/** A closed segment of one carrier's log. Buffers hold SHA-256 values. */
export interface Segment {
  readonly tenant: number
  /** 1, 2, 3 … */
  readonly number: number
  /** The last block's position; the segment begins after that of the segment before. */
  readonly era: number
  readonly xid: string
  readonly seq: string
  readonly entries: number
  /** The earliest and the latest instant among them. */
  readonly low: number
  readonly high: number
  readonly closedAt: number
  /** Of the blocks' hashes, one after the other. */
  readonly leaves: Buffer
  /** The hash of the segment before; of the first one, 32 zero bytes. */
  readonly prev: Buffer
}

export const noSegment = Buffer.alloc(32)
export const leafBytes = 32

/** What of a block is sealed: all of it, its place included, as PostgreSQL writes a row; `a` is the block. Changing this breaks every chain
 *  there is. */
export const sealedText: Sql = sql`row(a.tenant, a.era, a.xid, a.seq, a.count, a.low, a.high, a.keys, a.entries,
  array(select encode(d.detail, 'hex') from unnest(a.details) with ordinality d(detail, place) order by d.place))::text`

/** A segment's hash: over everything it says, and so over the segment before. */
export function segmentHash(segment: Segment): Buffer {
  const { tenant, number, era, xid, seq, entries, low, high, closedAt, leaves, prev } = segment
  return hash('sha256', JSON.stringify(['segment', tenant, number, era, xid, seq, entries, low, high, closedAt, leaves.toString('hex'), prev.toString('hex')]), 'buffer')
}

/** What the hub signs when it deletes a segment's entries after their time. */
export function deletionMessage(tenant: number, number: number, segment: Buffer, at: number): Buffer {
  return Buffer.from(JSON.stringify(['deleted', tenant, number, segment.toString('hex'), at]))
}

/** A segment as the tables hold it, `s` the segment. */
export const segmentColumns: Sql = sql`s.tenant, s.number, s.era, s.xid::text xid, s.seq::text seq, s.entries, s.low, s.high, s.closed_at, s.leaves, s.prev, s.hash, s.key, s.signature`

export interface SegmentRow extends Omit<Segment, 'closedAt'> {
  readonly closed_at: number
  readonly hash: Buffer
  readonly key: string
  readonly signature: Buffer
}

export function segmentOf(row: SegmentRow): Segment {
  const { closed_at: closedAt, hash: _, key: __, signature: ___, ...rest } = row
  return { ...rest, closedAt }
}
