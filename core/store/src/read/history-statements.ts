import type { Step } from '../connection/steps.ts'

/** The bounds of a history; instants in microseconds. */
export interface Bounds {
  readonly since: number
  /** Only below this. */
  readonly below: number
  /** Only what was in force at or after this; undefined = whenever. */
  readonly inForce: number | undefined
  readonly limit: number
}

const columns = 'rt, id, version, lu, content, (hp # rt)::text patient'

/** All versions of one resource that are there; `version` only below. One row at least, whose `newest` is the current version's
 *  instant (null if there never was one), and whose other columns are null where nothing is found. Instants are compared so that no
 *  index serves it: one resource's versions are few, its type's are not. */
export function instanceStep(rt: number, id: string, version: number, bounds: Bounds): Step {
  return {
    name: 'st_history_instance',
    text: `with c as materialized (select ${columns} from st.res where rt = $1 and id = $2 limit 1)
      select n.newest, v.* from (select (select lu from c) newest) n
      left join lateral (
        select * from (
          select c.* from c where version < $3 and lu >= $4 and lu < $5 and (content is not null or lu >= $6)
          union all
          (select ${columns} from st.hist where rt = $1 and id = $2 and version < $3 and lu + 0 >= $4 and lu + 0 < $5 and til > $6 order by version desc limit $7)) u
        order by version desc limit $7) v on true`,
    values: [rt, id, version, bounds.since, bounds.below, bounds.inForce ?? 0, bounds.limit],
  }
}

/** A place in a list by instant, type number and id, newest first. */
export interface Place {
  readonly lu: number
  readonly rt: number
  readonly id: string
}

export const lastId = '\u{10ffff}'

/** Versions of several types below the watermark, if `first`, else beyond a place of the list. A short ordered scan of each type's own
 *  index gives keys; the merge's contents are fetched for the page only. One row at least, as above; `newest` (if `first`) is that of
 *  all current versions of the types, also of those held back. */
export function listStep(types: readonly number[], first: boolean, after: Place, bounds: Bounds): Step {
  const timed = bounds.inForce !== undefined
  // The edge of each type: at the place's instant, the types below its type come still, those above are through.
  const edges = types.map((rt) => (rt < after.rt ? lastId : rt === after.rt ? after.id : ''))
  const keys = (table: string, version: string, inForce: string): string => `(
        select r.rt, r.lu, r.id, ${version} old from st.${table} r
        where r.rt = t.rt and (r.lu, r.id) < ((select lu from top), t.edge) and r.lu >= $5 ${timed ? `and ${inForce}` : ''}
        order by r.lu desc, r.id desc limit $6)`
  return {
    name: timed ? 'st_history_at' : 'st_history',
    text: `with top as materialized (
        select least($1::int8, case when $2::bool then current_setting('st.complete')::int8 end) lu),
      k as materialized (
        select k.* from unnest($3::int2[], $4::text[]) t(rt, edge) cross join lateral (
          ${keys('res', 'null::int', '(r.content is not null or r.lu >= $7)')}
          union all ${keys('hist', 'r.version', 'r.til > $7')}) k
        order by k.lu desc, k.rt desc, k.id collate "C" desc limit $6)
      select n.newest, v.* from (
        select case when $2 then (select max(c.lu) from unnest($3::int2[]) t(rt) cross join lateral (select r.lu from st.res r where r.rt = t.rt order by r.lu desc limit 1) c) end newest) n
      left join lateral (
        select v.* from k cross join lateral (
          (select ${columns} from st.res where k.old is null and rt = k.rt and id = k.id limit 1)
          union all
          (select ${columns} from st.hist where rt = k.rt and id = k.id and version = k.old limit 1)) v
        order by v.lu desc, v.rt desc, v.id collate "C" desc) v on true`,
    values: [after.lu, first, types, edges, bounds.since, bounds.limit, ...(timed ? [bounds.inForce] : [])],
  }
}
