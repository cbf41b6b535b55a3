import { typeName, typeNumber } from '@steckwerk/fhir'
import { Fault, joinSql, sql, type Sql } from '@steckwerk/kernel'
import { auditActorKey, auditPeopleKey } from '@steckwerk/store'

/** Which entries of one carrier's log are asked for. All that is given must hold. */
export interface LogQuery {
  /** The hash of a Patient: entries that concern them, alone or among others. */
  readonly patient?: bigint
  readonly actor?: string
  /** Of people, or of programs. */
  readonly by?: 'people' | 'programs'
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
  readonly patients: readonly string[]
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
    patients: row.patients.map(BigInt),
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
/** The place of the block that has the entry: see st.audit_entry. */
const blockPlace = ({ era, xid, seq }: LogPosition): Sql => sql`(${era}::int2, ${xid}::text::xid8, ${seq}::text::int8 / 1000)`
const entry = sql`(a.era, a.xid, a.seq)`
const block = sql`(a.era, a.xid, a.block)`

function conditions(query: LogQuery): Sql[] {
  const all: Sql[] = []
  if (query.patient !== undefined) all.push(sql`${String(query.patient)}::text::int8 = any(a.patients)`)
  if (query.actor !== undefined) all.push(sql`a.actor = ${query.actor}`)
  if (query.by !== undefined) all.push(query.by === 'programs' ? sql`a.actor like 'Device/%'` : sql`a.actor not like 'Device/%'`)
  if (query.client !== undefined) all.push(sql`a.client = ${query.client}`)
  if (query.events !== undefined) all.push(sql`a.event = any(${[...query.events]}::text[])`)
  if (query.actions !== undefined) all.push(sql`a.action = any(${[...query.actions]}::text[])`)
  if (query.outcomes !== undefined) all.push(sql`a.outcome = any(${[...query.outcomes]}::int2[])`)
  if (query.type !== undefined) all.push(sql`a.rt = ${typeNumber(query.type)}`)
  if (query.id !== undefined) all.push(sql`a.id = ${query.id}`)
  if (query.trace !== undefined) all.push(sql`a.trace = ${query.trace}`)
  if (query.at !== undefined) all.push(sql`${block} = ${blockPlace(query.at)}`, sql`${entry} = ${place(query.at)}`)
  if (query.since !== undefined) all.push(sql`${block} >= ${blockPlace(query.since)}`, sql`${entry} >= ${place(query.since)}`)
  if (query.before !== undefined) all.push(sql`${block} <= ${blockPlace(query.before)}`, sql`${entry} < ${place(query.before)}`)
  if (query.from !== undefined) all.push(sql`a.at >= ${query.from}`)
  if (query.to !== undefined) all.push(sql`a.at <= ${query.to}`)
  return all
}

const columns = sql`a.era, a.xid::text xid, a.seq::text seq, a.at, a.actor, a.client, a.address, a.purpose, a.trace, a.event, a.action, a.outcome,
  a.rt, a.id, a.version, a.patients::text[] patients, a.detail`
// The key's own order, backwards; by the columns themselves, whose names alone would mean the texts selected.
const newestFirst = sql`order by a.tenant desc, a.era desc, a.xid desc, a.block desc, a.seq desc`

const entries = (...all: readonly Sql[]): Sql => sql`select a.* from st.audit_entry a where ${joinSql(all)}`

/** What blocks that hold an answer are found by; empty where nothing but their order leads there. */
export function keysOf({ patient, actor, by }: LogQuery): readonly bigint[] {
  return [...(patient === undefined ? [] : [patient]), ...(actor === undefined ? [] : [auditActorKey(actor)]), ...(by === 'people' ? [auditPeopleKey] : [])]
}

const withKeys = (query: LogQuery): Sql => sql`a.keys @> ${keysOf(query).map(String)}::text[]::int8[]`

/** The end of a closed segment. */
export interface SegmentEnd extends LogPosition {
  readonly number: number
}

/** The last closed segment. */
export const lastSegment = sql`select number, era, xid::text xid, seq::text seq from st.audit_segment order by tenant desc, number desc limit 1`

const end = (segment: SegmentEnd | undefined): Sql => (segment === undefined ? sql`(0::int2, '0'::xid8, 0::int8)` : place(segment))

/** Entries that are not in a segment yet, newest first. They may tell of any instant. */
export function openStatement(query: LogQuery, last: SegmentEnd | undefined): Sql {
  const all = [sql`${block} > ${end(last)}`, ...(keysOf(query).length === 0 ? [] : [withKeys(query)]), ...conditions(query)]
  return sql`select ${columns} from (${entries(...all)}) a ${newestFirst} limit ${query.count}`
}

/** Entries up to the end of a segment, newest first. Segments are the log's index by time: entries since an instant come after the last segment
 *  before the first one that has any such, those up to an instant not after the last one that has any. */
export function closedStatement(query: LogQuery, last: SegmentEnd): Sql {
  const { from, to, count } = query
  const all = [
    sql`${block} <= ${end(last)}`,
    ...(from === undefined ? [] : [sql`${block} > (
      select coalesce(max(s.era), 0)::int2, coalesce(max(s.xid), '0'::xid8), coalesce(max(s.seq), 0)
      from (select era, xid, seq from st.audit_segment where number < (select min(number) from st.audit_segment where high >= ${from}) order by tenant desc, number desc limit 1) s)`]),
    ...(to === undefined ? [] : [sql`${block} <= (
      select coalesce(max(s.era), 0)::int2, coalesce(max(s.xid), '0'::xid8), coalesce(max(s.seq), 0)
      from (select era, xid, seq from st.audit_segment where number = (select max(number) from st.audit_segment where low <= ${to})) s)`]),
    ...conditions(query),
  ]
  return sql`select ${columns} from (${entries(...all)}) a ${newestFirst} limit ${count}`
}

/** Numbers of closed segments below one that may have entries with the first of the query's keys, newest first. */
export function segmentsStatement(query: LogQuery, below: number, most: number): Sql {
  const { before, since, from, to } = query
  const all = [
    sql`k.key = ${String(keysOf(query)[0])}::text::int8`,
    sql`k.number < ${below}`,
    ...(before === undefined ? [] : [sql`not exists (select from st.audit_segment b where b.number = k.number - 1 and (b.era, b.xid, b.seq) >= ${blockPlace(before)})`]),
    ...(since === undefined ? [] : [sql`(e.era, e.xid, e.seq) >= ${blockPlace(since)}`]),
    ...(from === undefined ? [] : [sql`e.high >= ${from}`]),
    ...(to === undefined ? [] : [sql`e.low <= ${to}`]),
  ]
  return sql`select k.number from st.audit_key k join st.audit_segment e on e.number = k.number where ${joinSql(all)} order by k.tenant desc, k.number desc limit ${most}`
}

/** Entries of these segments, newest first. */
export function withinStatement(query: LogQuery, numbers: readonly number[]): Sql {
  const all = [sql`${block} > (s.after_era, s.after_xid, s.after_seq)`, sql`${block} <= (s.era, s.xid, s.seq)`, withKeys(query), ...conditions(query)]
  return sql`select ${columns} from (
      select e.era, e.xid, e.seq, coalesce(b.era, 0::int2) after_era, coalesce(b.xid, '0'::xid8) after_xid, coalesce(b.seq, 0) after_seq
      from st.audit_segment e left join st.audit_segment b on b.number = e.number - 1
      where e.number = any(${[...numbers]}::int[])) s
    cross join lateral (${entries(...all)} ${newestFirst} limit ${query.count}) a
    ${newestFirst} limit ${query.count}`
}
