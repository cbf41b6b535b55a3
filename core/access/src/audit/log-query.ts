import { typeName, typeNumber } from '@steckwerk/fhir'
import { Fault, joinSql, sql, type Sql } from '@steckwerk/kernel'

/** Which entries of one carrier's log are asked for. All that is given must hold. */
export interface LogQuery {
  /** The hash of a Patient: entries that concern them, alone or among others. */
  readonly patient?: bigint
  readonly actor?: string
  readonly client?: string
  readonly events?: readonly string[]
  readonly actions?: readonly string[]
  readonly outcomes?: readonly number[]
  readonly type?: string
  readonly id?: string
  readonly trace?: string
  /** Instants in milliseconds since 1970 UTC, both included. */
  readonly from?: number
  readonly to?: number
  /** Only what stands at or after this position. */
  readonly since?: LogPosition
  /** Only what stands before this position. */
  readonly before?: LogPosition
  readonly at?: LogPosition
  readonly count: number
}

/** An entry's place in its carrier's log. */
export interface LogPosition {
  readonly era: number
  readonly xid: string
  readonly seq: string
}

export interface LoggedEntry extends LogPosition {
  readonly at: number
  readonly actor: string
  readonly client: string | undefined
  readonly address: string | undefined
  readonly purpose: string
  readonly trace: string
  readonly event: string
  readonly action: string
  readonly outcome: number
  readonly type: string | undefined
  readonly id: string | undefined
  readonly version: number | undefined
  /** Hashes of the Patients concerned. */
  readonly patients: readonly bigint[]
  readonly detail: Buffer | undefined
}

export interface LogRow {
  readonly era: number
  readonly xid: string
  readonly seq: string
  readonly at: number
  readonly actor: string
  readonly client: string | null
  readonly address: string | null
  readonly purpose: string
  readonly trace: string
  readonly event: string
  readonly action: string
  readonly outcome: number
  readonly rt: number | null
  readonly id: string | null
  readonly version: number | null
  readonly pat: string | null
  readonly patients: readonly string[] | null
  readonly detail: Buffer | null
}

export function entryOf(row: LogRow): LoggedEntry {
  const { era, xid, seq, at, actor, purpose, trace, event, action, outcome } = row
  return {
    era, xid, seq, at, actor, purpose, trace, event, action, outcome,
    client: row.client ?? undefined,
    address: row.address ?? undefined,
    type: row.rt === null ? undefined : typeName(row.rt),
    id: row.id ?? undefined,
    version: row.version ?? undefined,
    patients: row.pat === null ? [] : row.pat === '0' ? (row.patients ?? []).map(BigInt) : [BigInt(row.pat)],
    detail: row.detail ?? undefined,
  }
}

export function positionText({ era, xid, seq }: LogPosition): string {
  return `${era}.${xid}.${seq}`
}

/** Faults: access/audit-position. */
export function parsePosition(text: string): LogPosition {
  const parts = /^(\d{1,4})\.(\d{1,20})\.(\d{1,19})$/.exec(text)
  if (parts === null) throw new Fault('invalid', 'access/audit-position', 'This is not a position in the access log.')
  return { era: Number(parts[1]), xid: parts[2]!, seq: parts[3]! }
}

const place = ({ era, xid, seq }: LogPosition): Sql => sql`(${era}::int2, ${xid}::text::xid8, ${seq}::text::int8)`

function conditions(query: LogQuery): Sql[] {
  const all: Sql[] = []
  if (query.actor !== undefined) all.push(sql`a.actor = ${query.actor}`)
  if (query.client !== undefined) all.push(sql`a.client = ${query.client}`)
  if (query.events !== undefined) all.push(sql`a.event = any(${[...query.events]}::text[])`)
  if (query.actions !== undefined) all.push(sql`a.action::text = any(${[...query.actions]}::text[])`)
  if (query.outcomes !== undefined) all.push(sql`a.outcome = any(${[...query.outcomes]}::int2[])`)
  if (query.type !== undefined) all.push(sql`a.rt = ${typeNumber(query.type)}`)
  if (query.id !== undefined) all.push(sql`a.id = ${query.id}`)
  if (query.trace !== undefined) all.push(sql`a.trace = ${query.trace}`)
  if (query.at !== undefined) all.push(sql`(a.era, a.xid, a.seq) = ${place(query.at)}`)
  if (query.since !== undefined) all.push(sql`(a.era, a.xid, a.seq) >= ${place(query.since)}`)
  if (query.before !== undefined) all.push(sql`(a.era, a.xid, a.seq) < ${place(query.before)}`)
  if (query.from !== undefined) all.push(sql`a.at >= ${query.from}`, afterSegments(query.from))
  if (query.to !== undefined) all.push(sql`a.at <= ${query.to}`, ...beforeSegments(query.to))
  return all
}

/** Entries since an instant come after the last segment before the first one that has any such: segments are the index by time. */
function afterSegments(from: number): Sql {
  return sql`(a.era, a.xid, a.seq) > (
    select coalesce(max(s.era), 0)::int2, coalesce(max(s.xid), '0'::xid8), coalesce(max(s.seq), 0)
    from (select era, xid, seq from st.audit_segment where number < (select min(number) from st.audit_segment where high >= ${from}) order by tenant desc, number desc limit 1) s)`
}

/** And those up to an instant before the first segment from which on all are later; where the last one is not, any newer entry may be one. */
function beforeSegments(to: number): Sql[] {
  return [sql`(a.era, a.xid, a.seq) <= (
    select coalesce(max(s.era), 32767)::int2, coalesce(max(s.xid), '18446744073709551615'::xid8), coalesce(max(s.seq), 9223372036854775807)
    from (select n.era, n.xid, n.seq from st.audit_segment n where n.number = (select max(number) from st.audit_segment where low <= ${to})
      and exists (select from st.audit_segment l where l.number = n.number + 1)) s)`]
}

const columns = sql`a.era, a.xid::text xid, a.seq::text seq, a.at, a.actor, a.client, a.address, a.purpose, a.trace, a.event, a.action::text action, a.outcome,
  a.rt, a.id, a.version, a.pat::text pat, a.patients::text[] patients, a.detail`
// The key's own order, backwards; by the columns themselves, whose names alone would mean the texts selected.
const newestFirst = sql`order by a.tenant desc, a.era desc, a.xid desc, a.seq desc`

/** Newest first. */
export function logStatement(query: LogQuery): Sql {
  const all = conditions(query)
  const where = (more: readonly Sql[]): Sql => {
    const both = [...more, ...all]
    return both.length === 0 ? sql`` : sql`where ${joinSql(both)}`
  }
  const { patient, count } = query
  if (patient === undefined) return sql`select ${columns} from st.audit a ${where([])} ${newestFirst} limit ${count}`
  const hash = sql`${String(patient)}::text::int8`
  const among = sql`a.pat = 0 and ${hash} = any(a.patients)`
  return sql`select ${columns} from (
      (select * from st.audit a ${where([sql`a.pat = ${hash}`, sql`a.pat <> 0`])} order by a.tenant desc, a.pat desc, a.era desc, a.xid desc, a.seq desc limit ${count})
      union all
      (select * from st.audit a ${where([among, sql`(a.era, a.xid, a.seq) > (
        select coalesce(max(s.era), 0)::int2, coalesce(max(s.xid), '0'::xid8), coalesce(max(s.seq), 0)
        from (select era, xid, seq from st.audit_segment order by tenant desc, number desc limit 1) s)`])} ${newestFirst} limit ${count})
      union all
      (select a.* from (
          select e.number, e.era, e.xid, e.seq, coalesce(b.era, 0::int2) after_era, coalesce(b.xid, '0'::xid8) after_xid, coalesce(b.seq, 0) after_seq
          from st.audit_also o
          join st.audit_segment e on e.number = o.number
          left join st.audit_segment b on b.number = o.number - 1
          where o.pat = ${hash} ${query.before === undefined ? sql`` : sql`and (coalesce(b.era, 0::int2), coalesce(b.xid, '0'::xid8), coalesce(b.seq, 0)) < ${place(query.before)}`}
          order by o.tenant desc, o.pat desc, o.number desc ${all.length > (query.before === undefined ? 0 : 1) ? sql`` : sql`limit ${count + 1}`}) s
        cross join lateral (
          select * from st.audit a ${where([among, sql`(a.era, a.xid, a.seq) > (s.after_era, s.after_xid, s.after_seq)`, sql`(a.era, a.xid, a.seq) <= (s.era, s.xid, s.seq)`])}
          ${newestFirst} limit ${count}) a)
    ) a ${newestFirst} limit ${count}`
}
