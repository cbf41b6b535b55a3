import { hash } from 'node:crypto'
import { sql, type Sql } from '@steckwerk/kernel'
import { deletionMessage, leafBytes, noSegment, sealedText, segmentColumns, segmentHash, segmentOf, type SegmentRow } from './segment.ts'
import type { AuditVerifier } from './signing-key.ts'

export interface AuditFinding {
  readonly kind: 'altered' | 'removed' | 'inserted' | 'segment-missing' | 'segment-forged' | 'segment-altered'
  readonly segment: number
  /** The block's place in its segment, from 1: the entries that were written at once. */
  readonly place?: number
  /** era.xid.seq as it stands now. */
  readonly position?: string
}

export interface AuditVerdict {
  readonly segments: number
  readonly deletedSegments: number
  readonly sealedEntries: number
  /** Newer than the last segment: nobody has sealed them yet. */
  readonly openEntries: number
  readonly lastSealedAt: number | undefined
  /** `number:hash` of the last segment: to be compared with what was noted elsewhere, in the log of the process for example. */
  readonly head: string | undefined
  readonly findings: readonly AuditFinding[]
}

/** Asks the database as one tenant, through the views of schema st. */
export type AskAsTenant = <Row extends object>(statement: Sql) => Promise<readonly Row[]>

interface Place {
  readonly era: number
  readonly xid: string
  readonly seq: string
}

const beginning: Place = { era: 0, xid: '0', seq: '0' }
const mostFindings = 100
/** Segments' heads read at once. */
const portion = 500

/** Computes a carrier's whole log anew and compares: every block of entries with its sealed hash, every segment with its own hash, its predecessor and its
 *  signature, every deletion with its signature. A block put elsewhere shows as altered, since its place is sealed with it. What is newer than
 *  the last segment is counted, and nothing can be said of it; nor of segments cut off at the end, unless `head` was noted elsewhere. */
export async function verifyAudit(ask: AskAsTenant, key: AuditVerifier): Promise<AuditVerdict> {
  const findings: AuditFinding[] = []
  const find = (finding: AuditFinding): void => {
    if (findings.length < mostFindings) findings.push(finding)
  }
  const deleted = new Map((await ask<{ number: number; at: number; key: string; signature: Buffer }>(sql`
    select number, at, key, signature from st.audit_deleted order by number`)).map((row) => [row.number, row]))
  let before: { readonly number: number; readonly hash: Buffer; readonly end: Place; readonly closedAt: number } =
    { number: 0, hash: noSegment, end: beginning, closedAt: 0 }
  let segments = 0
  let deletedSegments = 0
  let sealedEntries = 0
  for (;;) {
    const rows = await ask<SegmentRow>(sql`select ${segmentColumns} from st.audit_segment s where s.number > ${before.number} order by s.tenant, s.number limit ${portion}`)
    for (const row of rows) {
      for (let missing = before.number + 1; missing < row.number; missing++) find({ kind: 'segment-missing', segment: missing })
      const isNext = row.number === before.number + 1
      segments++
      sealedEntries += row.entries
      if (!segmentHash(segmentOf(row)).equals(row.hash)) find({ kind: 'segment-altered', segment: row.number })
      else if (row.key !== key.id || !key.verify(row.hash, row.signature) || (isNext && !row.prev.equals(before.hash))) find({ kind: 'segment-forged', segment: row.number })
      const gone = deleted.get(row.number)
      if (gone === undefined) await compare(ask, row, { after: before.end, isNext }, find)
      else {
        deletedSegments++
        if (gone.key !== key.id || !key.verify(deletionMessage(row.tenant, row.number, row.hash, gone.at), gone.signature)) find({ kind: 'segment-forged', segment: row.number })
        for (const { era, xid, seq } of await ask<Place>(blocksOf(before.end, row, sql`a.era, a.xid::text xid, a.seq::text seq`))) {
          find({ kind: 'inserted', segment: row.number, position: `${era}.${xid}.${seq}` })
        }
      }
      before = { number: row.number, hash: row.hash, end: row, closedAt: row.closed_at }
    }
    if (rows.length < portion) break
  }
  const [open] = await ask<{ count: number }>(sql`
    select coalesce(sum(a.count), 0)::int count from st.audit a where (a.era, a.xid, a.seq) > (${before.end.era}::int2, ${before.end.xid}::text::xid8, ${before.end.seq}::text::int8)`)
  return {
    segments, deletedSegments, sealedEntries, openEntries: open!.count,
    lastSealedAt: before.number === 0 ? undefined : before.closedAt,
    head: before.number === 0 ? undefined : `${before.number}:${before.hash.toString('hex')}`,
    findings,
  }
}

function blocksOf(after: Place, end: Place, columns: Sql): Sql {
  return sql`select ${columns} from st.audit a where (a.era, a.xid, a.seq) > (${after.era}::int2, ${after.xid}::text::xid8, ${after.seq}::text::int8)
    and (a.era, a.xid, a.seq) <= (${end.era}::int2, ${end.xid}::text::xid8, ${end.seq}::text::int8) order by a.tenant, a.era, a.xid, a.seq`
}

/** Which blocks of a segment are other than they were sealed. */
async function compare(ask: AskAsTenant, row: SegmentRow, from: { readonly after: Place; readonly isNext: boolean }, find: (finding: AuditFinding) => void): Promise<void> {
  const [kept] = await ask<{ hashes: Buffer }>(sql`select hashes from st.audit_leaves where number = ${row.number}`)
  const hashes = kept?.hashes ?? Buffer.alloc(0)
  if (!hash('sha256', hashes, 'buffer').equals(row.leaves)) find({ kind: 'segment-altered', segment: row.number })
  const sealed = Array.from({ length: Math.floor(hashes.length / leafBytes) }, (_, i) => hashes.subarray(i * leafBytes, (i + 1) * leafBytes).toString('hex'))
  const all = await ask<Place & { text: string }>(blocksOf(from.after, row, sql`a.era, a.xid::text xid, a.seq::text seq, ${sealedText} text`))
  // Where the segment before is missing, its blocks come first.
  const found = from.isNext ? all : all.slice(-sealed.length)
  const now = found.map(({ text }) => hash('sha256', text))
  const [known, present] = [new Set(sealed), new Set(now)]
  let i = 0
  let j = 0
  while (i < sealed.length || j < now.length) {
    if (i < sealed.length && sealed[i] === now[j]) {
      i++
      j++
      continue
    }
    const isLost = i < sealed.length && !present.has(sealed[i]!)
    const isNew = j < now.length && !known.has(now[j]!)
    if (isLost && isNew) find({ kind: 'altered', segment: row.number, place: ++i, ...positionOf(found[j++]!) })
    else if (isNew) find({ kind: 'inserted', segment: row.number, place: i + 1, ...positionOf(found[j++]!) })
    else if (i < sealed.length) find({ kind: 'removed', segment: row.number, place: ++i })
    else find({ kind: 'inserted', segment: row.number, place: i + 1, ...positionOf(found[j++]!) })
  }
}

function positionOf({ era, xid, seq }: Place): { position: string } {
  return { position: `${era}.${xid}.${seq}` }
}
