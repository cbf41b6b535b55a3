import { sql, type Clock, type Log } from '@steckwerk/kernel'
import type { Job, JobPorts } from '@steckwerk/store'
import { noSegment, sealedText, segmentHash, type Segment } from './segment.ts'
import type { AuditKey } from './signing-key.ts'

export interface SealJobOptions {
  readonly key: AuditKey
  readonly clock: Clock
  readonly log: Log
  /** A segment is closed when it has so many entries (10,000; its last block may exceed that), or its oldest is so old (5 minutes). */
  readonly most?: number
  readonly oldestMs?: number
}

interface Waiting {
  readonly tenant: number
  readonly slug: string | null
  readonly number: number | null
  readonly era: number
  readonly xid: string
  readonly seq: string
  readonly hash: Buffer | null
  /** The oldest entry that is not sealed yet. */
  readonly low: number
  readonly is_full: boolean
}

/** What a new segment says of its blocks. */
interface Gathered extends Pick<Segment, 'era' | 'xid' | 'seq' | 'entries' | 'low' | 'high' | 'leaves'> {
  readonly hashes: Buffer
}

/** Committed for good: nothing can appear before these blocks any more. Those of an earlier era were counted by another server. */
const settled = sql`(a.xid < pg_snapshot_xmin(pg_current_snapshot()) or a.era < (select convert_from(value, 'UTF8')::int from base.meta where name = 'audit-era'))`

/** Closes segments of every carrier's log and of the platform's: blocks of entries in their order, each one's hash, all of it hashed with the segment
 *  before and signed. What is newer is not sealed yet. Each closed segment is told to the log of the process, which usually lies elsewhere: who
 *  cuts off the end of the database's log is found out by it. */
export function sealJob(options: SealJobOptions): Job {
  const { most = 10_000, oldestMs = 300_000 } = options
  return {
    name: 'seal-audit',
    everyMs: 1_000,
    idleMs: 5_000,
    run: async (ports) => {
      let closed = 0
      for (const waiting of await waitingOf(ports, most)) {
        if (ports.signal.aborted) break
        if (!waiting.is_full && waiting.low > options.clock.now() - oldestMs) continue
        await close(ports, options, waiting, most)
        closed++
      }
      return closed > 0
    },
  }
}

async function waitingOf({ query }: JobPorts, most: number): Promise<readonly Waiting[]> {
  const { rows } = await query<Waiting>(sql`
    select t.tenant, t.slug, s.number, coalesce(s.era, 0) era, coalesce(s.xid, '0'::xid8)::text xid, coalesce(s.seq, 0)::text seq, s.hash, open.low, open.is_full
    from (select 0 tenant, null slug union all select tenant, slug from base.carrier) t
    left join lateral (select * from base.audit_segment s where s.tenant = t.tenant order by s.number desc limit 1) s on true
    cross join lateral (
      select min(a.low) low, sum(a.count) >= ${most} is_full from (
        select a.low, a.count from base.audit a where a.tenant = t.tenant
          and (a.era, a.xid, a.seq) > (coalesce(s.era, 0::int2), coalesce(s.xid, '0'::xid8), coalesce(s.seq, 0)) and ${settled}
        order by a.tenant, a.era, a.xid, a.seq limit ${most}) a) open
    where open.low is not null
    order by t.tenant`)
  return rows
}

async function close({ query }: JobPorts, { key, clock, log }: SealJobOptions, waiting: Waiting, most: number): Promise<void> {
  const { tenant } = waiting
  const { rows: [found] } = await query<Gathered>(sql`
    with open as (
      select a.*, sum(a.count) over (order by a.era, a.xid, a.seq) - a.count before from (
        select * from base.audit a where a.tenant = ${tenant} and (a.era, a.xid, a.seq) > (${waiting.era}::int2, ${waiting.xid}::text::xid8, ${waiting.seq}::text::int8) and ${settled}
        order by a.tenant, a.era, a.xid, a.seq limit ${most}) a),
    taken as materialized (
      select a.era, a.xid, a.seq, a.count, a.low, a.high, sha256(convert_to(${sealedText}, 'UTF8')) leaf from open a where a.before < ${most}),
    summed as (select sum(count)::int entries, min(low) low, max(high) high, string_agg(leaf, ''::bytea order by era, xid, seq) hashes from taken having count(*) > 0)
    select e.era, e.xid::text xid, e.seq::text seq, summed.*, sha256(summed.hashes) leaves
    from summed cross join lateral (select era, xid, seq from taken t order by t.era desc, t.xid desc, t.seq desc limit 1) e`)
  if (found === undefined) return
  const segment: Segment = {
    tenant, number: (waiting.number ?? 0) + 1, era: found.era, xid: found.xid, seq: found.seq, entries: found.entries, low: found.low, high: found.high,
    closedAt: clock.now(), leaves: found.leaves, prev: waiting.hash ?? noSegment,
  }
  const hash = segmentHash(segment)
  // All at once: a hub that is cut off leaves nothing half done, and of two that both believe to be elected the second fails on the number.
  await query(sql`
    with kept as (
      insert into base.audit_segment (tenant, number, era, xid, seq, entries, low, high, closed_at, leaves, prev, hash, key, signature)
      values (${tenant}, ${segment.number}, ${segment.era}, ${segment.xid}::text::xid8, ${segment.seq}::text::int8, ${segment.entries}, ${segment.low}, ${segment.high},
        ${segment.closedAt}, ${segment.leaves}, ${segment.prev}, ${hash}, ${key.id}, ${key.sign(hash)})),
    leaves as (insert into base.audit_leaves (tenant, number, hashes) values (${tenant}, ${segment.number}, ${found.hashes}))
    insert into base.audit_key (tenant, key, number)
    select distinct ${tenant}::int, k.key, ${segment.number}::int from base.audit a cross join lateral unnest(a.keys) k(key)
    where a.tenant = ${tenant}
      and (a.era, a.xid, a.seq) > (${waiting.era}::int2, ${waiting.xid}::text::xid8, ${waiting.seq}::text::int8)
      and (a.era, a.xid, a.seq) <= (${segment.era}::int2, ${segment.xid}::text::xid8, ${segment.seq}::text::int8)`)
  log.info('audit.segment-closed', { carrier: waiting.slug ?? '-', count: segment.entries, version: `${segment.number}:${hash.toString('hex')}` })
}
