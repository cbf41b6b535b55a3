import { sql, type Sql } from '@steckwerk/kernel'
import type { Reach } from './date-conditions.ts'
import { candidates, remaining, type Driver } from './drivers.ts'
import { exact, openHigh, openLow } from './instants.ts'
import { afterInWalk, afterKeys, keyTexts, orderByKeys, orderByValues, selectKeys, stringValue, type Order } from './order.ts'

/** What every statement of one search needs. */
export interface Shape {
  readonly type: number
  readonly filters: readonly Sql[]
  readonly order: Order
  readonly after: readonly string[] | undefined
  /** Rows wanted: the page and one more. */
  readonly limit: number
  /** Where the leading date must lie, if that is asked. */
  readonly reach: Reach | undefined
}

const row = sql`r`

/** Collects all that match by an index, sorts, cuts the page; contents are fetched for the page only. */
export function collectStatement(shape: Shape, driver: Driver | undefined): Sql {
  const { order, after, type, limit } = shape
  const beyond = after === undefined ? sql`true` : afterKeys(order, after)
  return sql`with m as materialized (
      select r.id, r.version, r.lu, r.hp, ${selectKeys(order)} from ${candidates(type, driver, row)}
      where r.content is not null and ${remaining(shape.filters, driver)}),
    x as (select * from m x where ${beyond} order by ${orderByKeys(order)} limit ${limit})
    select x.id, x.version, x.lu, ${type}::int rt, (x.hp # ${type}::int8)::text patient, ${keyTexts(order)},
      (select c.content from st.res c where c.rt = ${type} and c.id = x.id) content
    from x order by ${orderByKeys(order)}`
}

/** No window: a literal too, so that the planner keeps to the index that has the order. */
const endless = sql`limit 1000000000`

/** Rows of st.res from the walked index on, after the cursor and within the dates asked for. */
function from({ order, after, reach }: Shape): Sql {
  const walk = order.walk!
  const columns: readonly [Sql, Sql] | readonly [Sql] =
    walk.kind === 'id' ? [sql`r.id`] : walk.kind === 'str' ? [sql`s.v`, sql`s.id`] : [walk.kind === 'lu' ? sql`r.lu` : sql`r.lo`, sql`r.id`]
  const beyond = after === undefined ? sql`true` : afterInWalk(order, columns, after)
  // The leading date is never null where the type has one: said so, the partial index may be used.
  if (walk.kind !== 'lo') return beyond
  if (reach === undefined) return sql`r.lo is not null and ${beyond}`
  const begun = reach.loMin === openLow ? sql`r.lo is not null` : sql`r.lo >= ${exact(reach.loMin)}::int8`
  return reach.loMax === openHigh ? sql`${begun} and ${beyond}` : sql`${begun} and r.lo <= ${exact(reach.loMax)}::int8 and ${beyond}`
}

const answer = (type: number, order: Order): Sql => sql`x.id, x.version, x.lu, ${type}::int rt, (x.hp # ${type}::int8)::text patient, ${keyTexts(order)}, x.content`

/** Walks the index that has the wanted order and stops when the page is full; looks at `window` rows at most, so that
 *  a wrong guess costs little. An unfilled page proves nothing unless the window was unlimited.
 *  The inner limits are literals: the planner must see that few rows are wanted. */
export function walkStatement(shape: Shape, window: Sql | 'whole'): Sql {
  const { order, type, limit } = shape
  const walk = order.walk!
  const most = window === 'whole' ? endless : window
  const inner =
    walk.kind === 'str'
      ? sql`select r.*, s.v sv from st.str s cross join lateral (select * from st.res p where p.rt = ${type} and p.id = s.id limit 1) r
          where s.h = ${walk.h} and ${from(shape)} order by s.v, s.id ${most}`
      : sql`select r.* from st.res r where r.rt = ${type} and ${from(shape)} order by ${orderByValues(order)} ${most}`
  // A resource with several values stands at its first one only; the index also has values of narrower parameters.
  const first = walk.kind === 'str' ? sql`r.sv = ${stringValue(walk.param, false)}` : sql`true`
  return sql`select ${answer(type, order)} from (
      select r.id, r.version, r.lu, r.hp, r.content, ${selectKeys(order)} from (${inner}) r
      where r.content is not null and ${first} and ${remaining(shape.filters, undefined)} limit ${limit}) x`
}

/** Walks one Patient's resources by their leading date, and beside them those that belong to several Patients. `is true`
 *  hides the filters from the indexes they could be looked up in: few rows belong to a Patient, and they lie in order. */
export function patientWalkStatement(shape: Shape, patient: bigint, several: bigint): Sql {
  const { order, type, limit } = shape
  const filter = sql`(${remaining(shape.filters, undefined)}) is true`
  const walk = (hp: bigint): Sql => sql`(select r.id, r.version, r.lu, r.hp, r.content, ${selectKeys(order)} from st.res r
      where r.hp = ${hp} and r.rt + 0 = ${type} and ${from(shape)} and r.content is not null and ${filter}
      order by ${orderByValues(order)} limit ${limit})`
  return sql`select ${answer(type, order)} from (${walk(patient)} union all ${walk(several)}) x order by ${orderByKeys(order)} limit ${limit}`
}

/** What has a string of a range, by id: candidates are looked at in the order of the answer, until the page is full. */
export function byIdStatement(shape: Shape, driver: Driver & { kind: 'string' }): Sql {
  const { order, type, after, limit } = shape
  const beyond = after === undefined ? sql`true` : sql`s.id > ${after[0]!}`
  return sql`select ${answer(type, order)} from (
      select r.id, r.version, r.lu, r.hp, r.content, c.id as k0
      from (select distinct s.id from st.str s where ${driver.range} and ${beyond} order by s.id) c
      cross join lateral (select * from st.res p where p.rt = ${type} and p.id = c.id limit 1) r
      where r.content is not null and ${remaining(shape.filters, driver)} order by c.id limit ${limit}) x`
}

export function countStatement(type: number, filters: readonly Sql[], driver: Driver | undefined): Sql {
  return sql`select count(*) n from ${candidates(type, driver, row)} where r.content is not null and ${remaining(filters, driver)}`
}
