import { float8Array, int2Array, int4Array, int8Array, textArray } from './binary-array.ts'
import type { Step } from '../connection/steps.ts'
import type { DayEntry, IndexEntry, PermitEntry, StartEntry } from '../search/index-entry.ts'
import { exact } from '../search/instants.ts'
import type { NumEntry } from '../search/number-entries.ts'

/** One resource version about to be stored. */
export interface Row {
  readonly rt: number
  readonly id: string
  readonly version: number
  readonly lu: number
  /** The resource's own hash. */
  readonly me: bigint
  /** undefined = deleted. */
  readonly text: string | undefined
  readonly entry: IndexEntry
}

export interface Key {
  readonly rt: number
  readonly id: string
}

/** The statements of a write. Rows travel as one binary array a column, so one prepared text serves any number. */

// Each key by itself through the primary key: as a plain join it would be planned once, on statistics of an empty table, and then
// walk the tenant's whole index for ever.
const readText = `select r.rt, r.id, r.version, r.lu, r.content, (r.hp # r.rt)::text patient
  from unnest($1::int2[], $2::text[]) u(rt, id)
  cross join lateral (select * from st.res where rt = u.rt and id = u.id limit 1) r`

export function readStep(keys: readonly Key[]): Step {
  return { name: 'st_read_many', text: readText, values: [int2Array(keys.map((key) => key.rt)), textArray(keys.map((key) => key.id))] }
}

/** An insert that fails, and its transaction with it, unless it takes in as many rows as the parameter says: so nobody has to wait for its
 *  answer before going on. The fault is store/version-conflict. */
const allOrFail = (insert: string, parameter: number): string =>
  `with gone_in as (${insert} returning 1) select st.all_gone_in(count(*)::int, $${parameter}::int) from gone_in`

const keepText = allOrFail(`insert into st.hist (rt, id, version, lu, til, hp, content)
  select r.rt, r.id, r.version, r.lu, case when r.content is null then r.lu + 1 else u.til end, r.hp, r.content
  from unnest($1::int2[], $2::text[], $3::int4[], $4::int8[]) u(rt, id, version, til)
  cross join lateral (select * from st.res where rt = u.rt and id = u.id limit 1) r
  where r.version = u.version
  on conflict do nothing`, 5)

/** Copies the versions about to be superseded into history. */
export function keepStep(rows: readonly Row[]): Step {
  return {
    name: 'st_keep',
    text: keepText,
    values: [
      int2Array(rows.map((row) => row.rt)), textArray(rows.map((row) => row.id)),
      int4Array(rows.map((row) => row.version - 1)), int8Array(rows.map((row) => row.lu)), rows.length,
    ],
  }
}

// Lists of all rows come as one flat array each, cut by position: arrays of arrays must be rectangular.
const storeText = allOrFail(`insert into st.res (rt, id, version, me, lu, lo, hi, hp, tokens, refs, params, nk, nv, strings, content)
  select u.rt, u.id, u.version, u.me, u.lu, u.lo, u.hi, u.hp, ($9::int8[])[u.tf:u.tt], u.refs, ($10::int4[])[u.pf:u.pt],
    nullif(($11::int8[])[u.nf:u.nt], '{}'), nullif(($12::float8[])[u.nf * 3 - 2:u.nt * 3], '{}'), u.strings, u.content
  from unnest($1::int2[], $2::text[], $3::int4[], $4::int8[], $5::int8[], $6::int8[], $7::int8[], $8::int8[],
              $13::int4[], $14::int4[], $15::int4[], $16::int4[], $17::int4[], $18::int4[], $19::int4[], $20::text[], $21::text[])
    u(rt, id, version, me, lu, lo, hi, hp, refs, tf, tt, pf, pt, nf, nt, strings, content)
  on conflict (tenant, rt, id) do update set version = excluded.version, lu = excluded.lu, lo = excluded.lo, hi = excluded.hi,
    hp = excluded.hp, tokens = excluded.tokens, refs = excluded.refs, params = excluded.params, nk = excluded.nk, nv = excluded.nv,
    strings = excluded.strings, content = excluded.content
  where res.version = excluded.version - 1`, 22)

/** Lists laid end to end, with the positions (from 1) of each. */
class Flat<T> {
  readonly all: T[] = []
  readonly from: number[] = []
  readonly to: number[] = []

  constructor(lists: readonly (readonly T[])[]) {
    for (const list of lists) {
      this.from.push(this.all.length + 1)
      for (const item of list) this.all.push(item)
      this.to.push(this.all.length)
    }
  }
}

/** Stores the rows in the order given; fails where the predecessor of one is no longer current. */
export function storeStep(rows: readonly Row[]): Step {
  const tokens = new Flat(rows.map((row) => row.entry.tokens))
  const params = new Flat(rows.map((row) => row.entry.params))
  const keys = new Flat(rows.map((row) => row.entry.numbers.keys))
  return {
    name: 'st_store',
    text: storeText,
    values: [
      int2Array(rows.map((row) => row.rt)),
      textArray(rows.map((row) => row.id)),
      int4Array(rows.map((row) => row.version)),
      int8Array(rows.map((row) => row.me)),
      int8Array(rows.map((row) => row.lu)),
      int8Array(rows.map((row) => row.entry.lo)),
      int8Array(rows.map((row) => row.entry.hi)),
      int8Array(rows.map((row) => row.entry.hp)),
      int8Array(tokens.all),
      int4Array(params.all),
      int8Array(keys.all),
      float8Array(rows.flatMap((row) => row.entry.numbers.values)),
      int4Array(rows.map((row) => row.entry.refs)),
      int4Array(tokens.from),
      int4Array(tokens.to),
      int4Array(params.from),
      int4Array(params.to),
      int4Array(keys.from),
      int4Array(keys.to),
      textArray(rows.map((row) => row.entry.strings)),
      textArray(rows.map((row) => row.text)),
      rows.length,
    ],
  }
}

/** A side row with the resource it belongs to. */
export type Side<T> = T & { readonly rt: number; readonly id: string; readonly me: bigint }

const startColumns = (rows: readonly Side<StartEntry>[]): Buffer[] => [
  int8Array(rows.map((row) => row.h)), textArray(rows.map((row) => row.v)), textArray(rows.map((row) => row.id)),
]

export const addStarts = (rows: readonly Side<StartEntry>[]): Step => ({
  name: 'st_add_str',
  text: 'insert into st.str (h, v, id) select * from unnest($1::int8[], $2::text[], $3::text[]) on conflict do nothing',
  values: startColumns(rows),
})

/** A row a statement: they are few, and only so is the primary key sure to be used. */
export const dropStart = ({ h, v, id }: Side<StartEntry>): Step => ({
  name: 'st_drop_str',
  text: 'delete from st.str where h = $1 and v = $2 and id = $3',
  values: [h, v, id],
})

const dayColumns = (rows: readonly Side<DayEntry>[]): Buffer[] => [
  int8Array(rows.map((row) => row.h)), int8Array(rows.map((row) => row.lo)), int8Array(rows.map((row) => row.hi)), textArray(rows.map((row) => row.id)),
]

export const addDays = (rows: readonly Side<DayEntry>[]): Step => ({
  name: 'st_add_day',
  text: 'insert into st.day (h, lo, hi, id) select * from unnest($1::int8[], $2::int8[], $3::int8[], $4::text[]) on conflict do nothing',
  values: dayColumns(rows),
})

export const dropDay = ({ h, lo, hi, id }: Side<DayEntry>): Step => ({
  name: 'st_drop_day',
  text: 'delete from st.day where h = $1 and id = $2 and lo = $3 and hi = $4',
  values: [h, id, exact(lo), exact(hi)],
})

export const addPermits = (rows: readonly Side<PermitEntry>[]): Step => ({
  name: 'st_add_permit',
  text: 'insert into st.permit (h, pat, lo, hi, rt, id) select * from unnest($1::int8[], $2::int8[], $3::int8[], $4::int8[], $5::int2[], $6::text[])',
  values: [
    int8Array(rows.map((row) => row.h)), int8Array(rows.map((row) => row.pat)), int8Array(rows.map((row) => row.lo)), int8Array(rows.map((row) => row.hi)),
    int2Array(rows.map((row) => row.rt)), textArray(rows.map((row) => row.id)),
  ],
})

export const dropPermit = ({ h, pat, lo, rt, id }: Side<PermitEntry>): Step => ({
  name: 'st_drop_permit',
  text: 'delete from st.permit where rt = $1 and id = $2 and h = $3 and pat = $4 and lo = $5',
  values: [rt, id, h, pat, exact(lo)],
})

const numColumns = (rows: readonly Side<NumEntry>[]): Buffer[] => [
  int8Array(rows.map((row) => row.h)), float8Array(rows.map((row) => row.lo)), float8Array(rows.map((row) => row.hi)), int8Array(rows.map((row) => row.me)),
]

export const addNums = (rows: readonly Side<NumEntry>[]): Step => ({
  name: 'st_add_num',
  text: 'insert into st.num (h, lo, hi, me) select * from unnest($1::int8[], $2::float8[], $3::float8[], $4::int8[])',
  values: numColumns(rows),
})

export const dropNum = ({ h, lo, hi, me }: Side<NumEntry>): Step => ({
  name: 'st_drop_num',
  text: 'delete from st.num where h = $1 and lo = $2 and hi = $3 and me = $4',
  values: [h, lo, hi, me],
})

export const emitStep = (topics: readonly string[], payloads: readonly string[]): Step => ({
  name: 'st_emit',
  text: 'insert into st.outbox (topic, payload) select * from unnest($1::text[], $2::text[])',
  values: [textArray(topics), textArray(payloads)],
})
