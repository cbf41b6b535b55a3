import { joinSql, sql, type Sql } from '@steckwerk/kernel'
import { reachRanges, type Reach } from './date-conditions.ts'
import { exact } from './instants.ts'
import { numberRanges, type NumberReach } from './number-reach.ts'

/** A way to collect candidates by an index. */
export type Driver = Way & {
  /** The filter that every candidate of this driver meets: it need not be asked again. */
  readonly meets?: Sql
}

type Way =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  /** Resources by their own hashes. */
  | { readonly kind: 'me'; readonly hashes: readonly bigint[] }
  | { readonly kind: 'patient'; readonly hashes: readonly bigint[] }
  /** What belongs to one of the Patients whose hashes a statement gives (as `pat`), or to several Patients. */
  | { readonly kind: 'admitted'; readonly patients: Sql }
  /** Any of the hashes; `rare` where the kind of parameter says so by itself. */
  | { readonly kind: 'tokens'; readonly hashes: readonly bigint[]; readonly rare: boolean }
  /** All of the hashes. */
  | { readonly kind: 'all-tokens'; readonly hashes: readonly bigint[] }
  | { readonly kind: 'string'; readonly range: Sql }
  | { readonly kind: 'leading'; readonly reach: Reach }
  | { readonly kind: 'day'; readonly h: bigint; readonly reach: Reach }
  | { readonly kind: 'number'; readonly h: bigint; readonly reach: NumberReach }
  | { readonly kind: 'updated'; readonly from: number; readonly to: number }
  /** What has one of the tokens that a statement gives (as `k`), however many. */
  | { readonly kind: 'pointing'; readonly tokens: Sql }
  /** Alternatives, each with its own drivers: one of each will do. */
  | { readonly kind: 'either'; readonly of: readonly (readonly Driver[])[] }
  /** The same once the best of each has been chosen. */
  | { readonly kind: 'union'; readonly of: readonly Driver[] }

/** Whether a driver is, or is put together of, one of a kind. */
export function drivesBy(kind: Driver['kind'], driver: Driver): boolean {
  if (driver.kind === kind) return true
  return driver.kind === 'either' ? driver.of.flat().some((one) => drivesBy(kind, one)) : driver.kind === 'union' && driver.of.some((one) => drivesBy(kind, one))
}

/** From here on the index is asked for each hash apart: it takes time with the square of their number when asked at once. */
export const manyHashes = 32

/** The candidates of a driver as a FROM clause that binds `row`. `offset 0` keeps the filters out of it: the planner would
 *  AND their indexes in, which costs more than looking at the candidates. Drivers on other tables reach st.res by a
 *  lateral probe of one of its keys for each candidate: a join could turn into reading the whole table. */
export function candidates(type: number, driver: Driver | undefined, row: Sql): Sql {
  const byId = sql`cross join lateral (select * from st.res p where p.rt = ${type} and p.id = c.id limit 1) ${row}`
  const byMe = sql`cross join lateral (select * from st.res p where p.me = c.me and p.rt + 0 = ${type} limit 1) ${row}`
  const rows = (condition: Sql): Sql => sql`(select * from st.res r where ${condition} offset 0) ${row}`
  // The tenant and the type are inside the hashes; + 0 keeps the planner from ANDing in their whole index.
  const hashed = (match: Sql): Sql => sql`(select * from st.res_h r where ${match} and r.rt + 0 = ${type} offset 0) ${row}`
  // The planner guesses what a list of unknown length gives; asked key by key it has no choice.
  const each = (keys: Sql): Sql => sql`(select distinct g.id from (${keys}) u cross join lateral (select g.id from st.res_h g where g.tokens @> array[u.k] and g.rt + 0 = ${type} offset 0) g) c ${byId}`
  if (driver === undefined) return rows(sql`r.rt = ${type}`)
  switch (driver.kind) {
    case 'ids':
      return rows(sql`r.rt = ${type} and r.id = any(${driver.ids}::text[])`)
    case 'me':
      return sql`(select distinct me from unnest(${driver.hashes}::int8[]) me) c ${byMe}`
    case 'patient':
      return rows(sql`r.hp = any(${driver.hashes}::int8[]) and r.rt + 0 = ${type}`)
    case 'admitted':
      return sql`(select q.* from (${driver.patients}) c cross join lateral (select * from st.res p where p.hp = c.pat # ${type}::int8 and p.rt + 0 = ${type} offset 0) q
        union all select * from st.res p where p.hp = ${type}::int8 and p.rt + 0 = ${type} offset 0) ${row}`
    case 'tokens':
      if (driver.hashes.length > manyHashes) return each(sql`select distinct k from unnest(${driver.hashes}::int8[]) k`)
      return hashed(driver.hashes.length === 1 ? sql`r.tokens @> ${driver.hashes}::int8[]` : sql`r.tokens && ${driver.hashes}::int8[]`)
    case 'all-tokens':
      return hashed(sql`r.tokens @> ${driver.hashes}::int8[]`)
    case 'pointing':
      return each(driver.tokens)
    case 'string':
      return sql`(select distinct s.id from st.str s where ${driver.range}) c ${byId}`
    case 'leading': {
      const { short, long } = reachRanges('r', driver.reach)
      if (long === undefined) return rows(sql`r.rt = ${type} and ${short}`)
      return sql`(select * from st.res r where r.rt = ${type} and ${short} union all select * from st.res r where r.rt = ${type} and ${long} offset 0) ${row}`
    }
    case 'day': {
      const { short, long } = reachRanges('d', driver.reach)
      const first = sql`select d.id from st.day d where d.h = ${driver.h} and ${short}`
      return long === undefined ? sql`(select distinct id from (${first}) i) c ${byId}` : sql`(${first} union select d.id from st.day d where d.h = ${driver.h} and ${long}) c ${byId}`
    }
    case 'number': {
      const { points, wide } = numberRanges(driver.h, driver.reach)
      const first = sql`select n.me from st.num n where ${points}`
      return wide === undefined ? sql`(select distinct me from (${first}) i) c ${byMe}` : sql`(${first} union select n.me from st.num n where ${wide}) c ${byMe}`
    }
    case 'updated':
      return rows(sql`r.rt = ${type} and r.lu between ${exact(driver.from)}::int8 and ${exact(driver.to)}::int8`)
    case 'union': {
      const ids = driver.of.map((one) => sql`select r.id from ${candidates(type, one, sql`r`)}`)
      return sql`(select distinct i.id from (${unionAll(ids)}) i) c ${byId}`
    }
    case 'either':
      // Nobody chose: any driver of each alternative gives all its candidates.
      return candidates(type, { kind: 'union', of: driver.of.map(([first]) => first!) }, row)
  }
}

/** Index rows to count a driver by: about as many as it has candidates, and each costs little. */
export function countable(type: number, driver: Driver): Sql {
  const both = (first: Sql, second: Sql | undefined): Sql => (second === undefined ? first : unionAll([first, second]))
  switch (driver.kind) {
    case 'tokens':
      if (driver.hashes.length > manyHashes) return sql`select 1 from unnest(${driver.hashes}::int8[]) k cross join lateral (select 1 from st.res_h g where g.tokens @> array[k] offset 0) g`
      return sql`select 1 from ${candidates(type, driver, sql`r`)}`
    case 'string':
      return sql`select 1 from st.str s where ${driver.range}`
    case 'leading': {
      const { short, long } = reachRanges('r', driver.reach)
      return both(sql`select 1 from st.res r where r.rt = ${type} and ${short}`, long && sql`select 1 from st.res r where r.rt = ${type} and ${long}`)
    }
    case 'day': {
      const { short, long } = reachRanges('d', driver.reach)
      return both(sql`select 1 from st.day d where d.h = ${driver.h} and ${short}`, long && sql`select 1 from st.day d where d.h = ${driver.h} and ${long}`)
    }
    case 'number': {
      const { points, wide } = numberRanges(driver.h, driver.reach)
      return both(sql`select 1 from st.num n where ${points}`, wide && sql`select 1 from st.num n where ${wide}`)
    }
    default:
      return sql`select 1 from ${candidates(type, driver, sql`r`)}`
  }
}

function unionAll(selects: readonly Sql[]): Sql {
  return selects.reduce((all, one) => sql`${all} union all ${one}`)
}

/** Filters that the driver has not met by itself. */
export function remaining(filters: readonly Sql[], driver: Driver | undefined): Sql {
  const left = driver?.meets === undefined ? filters : filters.filter((filter) => filter !== driver.meets)
  return left.length === 0 ? sql`true` : joinSql(left)
}
