import { typeNumber, type ResourceKey } from '@steckwerk/fhir'
import { sql, type Sql } from '@steckwerk/kernel'
import { storedColumns } from '../read/stored-row.ts'

/** Statements that give rows as far as `filter`, which speaks of `r`, lets them. It stands outside of what an index answers: the planner must
 *  not look for other ways in by it. */

/** The current rows with these keys. */
const byKeys = (keys: readonly ResourceKey[]): Sql => sql`unnest(${keys.map((key) => typeNumber(key.type))}::int2[], ${keys.map((key) => key.id)}::text[]) u(rt, id)
  cross join lateral (select * from st.res p where p.rt = u.rt and p.id = u.id limit 1) r`

export const readInView = (keys: readonly ResourceKey[], filter: Sql): Sql => sql`select ${storedColumns(sql`r`)} from ${byKeys(keys)} where ${filter}`

export const keysInView = (keys: readonly ResourceKey[], filter: Sql): Sql => sql`select r.rt, r.id from ${byKeys(keys)} where ${filter}`

/** Current resources that hold one of the tokens. */
export const holdingInView = (tokens: readonly bigint[], filter: Sql, limit?: number): Sql => sql`with x as materialized (
    select ${storedColumns(sql`r`)} from (select * from st.res_h h where h.tokens && ${tokens}::int8[] and h.content is not null offset 0) r where ${filter} ${limit === undefined ? sql`` : sql`limit ${limit}`})
  select * from x order by rt, id`

/** One version of a resource. `filter` speaks of its current row `r` and of `v`. */
export const versionInView = (key: ResourceKey, version: number, filter: Sql): Sql => sql`select ${storedColumns(sql`v`)}
  from (select * from st.res p where p.rt = ${typeNumber(key.type)} and p.id = ${key.id} limit 1) r
  cross join lateral (
    select r.rt, r.id, r.version, r.lu, r.hp, r.content where r.version = ${version}
    union all
    select h.rt, h.id, h.version, h.lu, h.hp, h.content from st.hist h where h.rt = r.rt and h.id = r.id and h.version = ${version}) v
  where ${filter}`
