import { joinSql, sql, type Sql } from '@steckwerk/kernel'
import type { Driver } from './conditions.ts'
import { reachRanges } from './date-conditions.ts'
import { exact } from './instants.ts'
import { afterInWalk, afterKeys, keyTexts, orderByKeys, orderByValues, selectKeys, stringValue, type Order } from './order.ts'

/** What every statement of one search needs. */
export interface Shape {
  readonly type: number
  readonly filters: readonly Sql[]
  readonly order: Order
  readonly after: readonly string[] | undefined
  /** Rows wanted: the page and one more. */
  readonly limit: number
}

const where = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? sql`true` : joinSql(conditions))

/** The candidates of a driver as a FROM clause that binds `r`. `offset 0` keeps the filters out of it: the planner would
 *  AND their indexes in, which costs more than looking at the candidates. Drivers on other tables reach st.res by a
 *  lateral probe of its primary key for each candidate: a join could turn into reading the whole table. */
function candidates(type: number, driver: Driver | undefined): Sql {
  const probe = sql`cross join lateral (select * from st.res p where p.rt = ${type} and p.id = c.id limit 1) r`
  const rows = (condition: Sql): Sql => sql`(select * from st.res r where ${condition} offset 0) r`
  // The tenant and the type are inside the hashes; + 0 keeps the planner from ANDing in their whole index.
  const hashed = (match: Sql): Sql => sql`(select * from st.res_h r where ${match} and r.rt + 0 = ${type} offset 0) r`
  if (driver === undefined) return rows(sql`r.rt = ${type}`)
  switch (driver.kind) {
    case 'ids':
      return rows(sql`r.rt = ${type} and r.id = any(${driver.ids}::text[])`)
    case 'patient':
      return rows(sql`r.hp = any(${driver.hashes}::int8[]) and r.rt + 0 = ${type}`)
    case 'tokens':
      return hashed(driver.hashes.length === 1 ? sql`r.tokens @> ${driver.hashes}::int8[]` : sql`r.tokens && ${driver.hashes}::int8[]`)
    case 'all-tokens':
      return hashed(sql`r.tokens @> ${driver.hashes}::int8[]`)
    case 'string':
      return sql`(select distinct s.id from st.str s where ${driver.range}) c ${probe}`
    case 'leading': {
      const { short, long } = reachRanges('r', driver.reach)
      if (long === undefined) return rows(sql`r.rt = ${type} and ${short}`)
      return sql`(select * from st.res r where r.rt = ${type} and ${short} union all select * from st.res r where r.rt = ${type} and ${long} offset 0) r`
    }
    case 'day': {
      const { short, long } = reachRanges('d', driver.reach)
      const first = sql`select d.id from st.day d where d.h = ${driver.h} and ${short}`
      return long === undefined ? sql`(select distinct id from (${first}) i) c ${probe}` : sql`(${first} union select d.id from st.day d where d.h = ${driver.h} and ${long}) c ${probe}`
    }
    case 'updated':
      return rows(sql`r.rt = ${type} and r.lu between ${exact(driver.from)}::int8 and ${exact(driver.to)}::int8`)
  }
}

/** Collects all that match by an index, sorts, cuts the page; contents are fetched for the page only. */
export function collectStatement(shape: Shape, driver: Driver | undefined): Sql {
  const { order, after, type, limit } = shape
  const beyond = after === undefined ? sql`true` : afterKeys(order, after)
  return sql`with m as materialized (
      select r.id, r.version, r.lu, ${selectKeys(order)} from ${candidates(type, driver)}
      where r.content is not null and ${where(shape.filters)}),
    x as (select * from m x where ${beyond} order by ${orderByKeys(order)} limit ${limit})
    select x.id, x.version, x.lu, ${type}::int rt, ${keyTexts(order)} keys,
      (select c.content from st.res c where c.rt = ${type} and c.id = x.id) content
    from x order by ${orderByKeys(order)}`
}

/** Walks the index that has the wanted order and stops when the page is full; looks at `window` rows at most, so that
 *  a wrong guess costs little. An unfilled page proves nothing unless the window was unlimited.
 *  The inner limits are literals: the planner must see that few rows are wanted. */
export function walkStatement(shape: Shape, window: 'bounded' | 'whole'): Sql {
  const { order, after, type, limit } = shape
  const walk = order.walk!
  const most = window === 'bounded' ? sql`limit 5000` : sql`limit 1000000000`
  const columns: readonly [Sql, Sql] | readonly [Sql] =
    walk.kind === 'id' ? [sql`r.id`] : walk.kind === 'str' ? [sql`s.v`, sql`s.id`] : [walk.kind === 'lu' ? sql`r.lu` : sql`r.lo`, sql`r.id`]
  const beyond = after === undefined ? sql`true` : afterInWalk(order, columns, after)
  // The leading date is never null where the type has one: said so, the partial index may be used.
  const dated = walk.kind === 'lo' ? sql`r.lo is not null` : sql`true`
  const inner =
    walk.kind === 'str'
      ? sql`select r.*, s.v sv from st.str s cross join lateral (select * from st.res p where p.rt = ${type} and p.id = s.id limit 1) r
          where s.h = ${walk.h} and ${beyond} order by s.v, s.id ${most}`
      : sql`select r.* from st.res r where r.rt = ${type} and ${dated} and ${beyond} order by ${orderByValues(order)} ${most}`
  // A resource with several values stands at its first one only; the index also has values of narrower parameters.
  const first = walk.kind === 'str' ? sql`r.sv = ${stringValue(walk.param, false)}` : sql`true`
  return sql`select x.id, x.version, x.lu, ${type}::int rt, ${keyTexts(order)} keys, x.content from (
      select r.id, r.version, r.lu, r.content, ${selectKeys(order)} from (${inner}) r
      where r.content is not null and ${first} and ${where(shape.filters)} limit ${limit}) x`
}

export function countStatement(type: number, filters: readonly Sql[], driver: Driver | undefined): Sql {
  return sql`select count(*) n from ${candidates(type, driver)} where r.content is not null and ${where(filters)}`
}
