import { searchParam, unionOf, type SearchQuery } from '@steckwerk/fhir'
import { Fault, joinSql, sql, type Sql } from '@steckwerk/kernel'
import { leadingParam } from './index-entry.ts'
import { exact, noDate } from './instants.ts'
import { canonicalMark } from './number-entries.ts'
import type { Scope } from './scope.ts'
import { longestKey, recordMark, recordStart, stringGroup, unitMark } from './string-records.ts'

/** One key that results are ordered by, over a row `r` of st.res. Keys are never null. */
export interface OrderKey {
  readonly value: Sql
  readonly type: 'text' | 'int8' | 'float8'
  readonly descending: boolean
}

/** How results are ordered: the keys, the id always last, in the direction of the key before it so that one index
 *  serves both. `walk` names an index that gives this order by itself. */
export interface Order {
  readonly keys: readonly OrderKey[]
  readonly walk: { readonly kind: 'id' | 'lu' | 'lo' } | { readonly kind: 'str'; readonly h: bigint; readonly param: string } | undefined
}

/** Faults: store/sort-unsupported. */
export function sortUnsupported(at: string): Fault {
  return new Fault('not-supported', 'store/sort-unsupported', 'Results cannot be sorted by this parameter.', { at })
}

const id = (descending: boolean): OrderKey => ({ value: sql`r.id`, type: 'text', descending })
const lastText = '\u{10ffff}'

/** Without a wish, results come by id: an order that no update moves a resource in.
 *  Faults: store/sort-unsupported. */
export function orderOf(scope: Scope, sort: SearchQuery['sort']): Order {
  const end = sort.findIndex((item) => item.param === '_id')
  const wanted = end < 0 ? sort : sort.slice(0, end)
  const keys = wanted.map((item) => keyOf(scope, item.param, item.descending))
  const lastDescending = sort[end]?.descending ?? keys.at(-1)?.descending ?? false
  const all = [...keys, id(lastDescending)]
  if (keys.length === 0) return { keys: all, walk: { kind: 'id' } }
  if (keys.length > 1 || keys[0]!.descending !== lastDescending) return { keys: all, walk: undefined }
  const { param } = wanted[0]!
  if (param === '_lastUpdated') return { keys: all, walk: { kind: 'lu' } }
  if (param === leadingParam(scope.type)) return { keys: all, walk: { kind: 'lo' } }
  if (searchParam(scope.type, param)?.type === 'string' && !keys[0]!.descending) {
    return { keys: all, walk: { kind: 'str', h: scope.hash.of(scope.tenant, scope.type, 'string', stringGroup(param)), param } }
  }
  return { keys: all, walk: undefined }
}

/** What lacks a value comes last. */
function keyOf(scope: Scope, param: string, descending: boolean): OrderKey {
  const { hash, tenant, type } = scope
  if (param === '_lastUpdated') return { value: sql`r.lu`, type: 'int8', descending }
  // Without a date, a resource is older than everything: last where the newest come first, which is how dates are read.
  if (param === leadingParam(type)) return { value: sql`r.lo`, type: 'int8', descending }
  const known = searchParam(type, param)
  if (known?.type === 'date') {
    const h = hash.of(tenant, type, 'day', param)
    const value = descending ? sql`select max(d.lo) from st.day d where d.h = ${h} and d.id = r.id` : sql`select min(d.lo) from st.day d where d.h = ${h} and d.id = r.id`
    return { value: sql`coalesce((${value}), ${exact(descending ? noDate : -noDate)}::int8)`, type: 'int8', descending }
  }
  if (known?.type === 'string') {
    return { value: sql`coalesce(${stringValue(param, descending)}, ${descending ? '' : lastText}) collate "C"`, type: 'text', descending }
  }
  if (known?.type === 'number' || known?.type === 'quantity') {
    // Nothing is stored for a parameter that is but the union of others.
    const params = unionOf(type, known)?.map((one) => one.code) ?? [param]
    return { value: sql`coalesce(${numberValue(scope, params, descending)}, ${descending ? -Infinity : Infinity}::float8)`, type: 'float8', descending }
  }
  throw sortUnsupported(param)
}

/** A resource's least (or greatest) number of parameters: in canonical units where it has such, else as it is. */
function numberValue({ hash, tenant, type }: Scope, params: readonly string[], greatest: boolean): Sql {
  const end = greatest ? sql`max(r.nv[n.i::int * 3])` : sql`min(r.nv[n.i::int * 3 - 1])`
  const from = (which: Sql): Sql => sql`(select ${end} from unnest(r.nk) with ordinality n(k, i) where ${which})`
  const canonical = from(sql`r.nv[n.i::int * 3 - 2] = any(${params.map(canonicalMark)}::float8[])`)
  return sql`coalesce(${canonical}, ${from(sql`n.k = any(${params.map((param) => hash.of(tenant, type, 'number', param, ''))}::int8[])`)})`
}

/** A resource's least (or greatest) folded string of a parameter, cut as index keys are. */
export function stringValue(param: string, greatest: boolean): Sql {
  const values = sql`string_to_table(r.strings, ${recordMark}) t(entry) where starts_with(t.entry, ${recordStart(param)})`
  const folded = sql`left(split_part(t.entry, ${unitMark}, 2), ${longestKey}) collate "C"`
  return greatest ? sql`(select max(${folded}) from ${values})` : sql`(select min(${folded}) from ${values})`
}

const names: readonly Sql[] = [sql`x.k0`, sql`x.k1`, sql`x.k2`, sql`x.k3`, sql`x.k4`, sql`x.k5`, sql`x.k6`, sql`x.k7`]
const aliases: readonly Sql[] = [sql`k0`, sql`k1`, sql`k2`, sql`k3`, sql`k4`, sql`k5`, sql`k6`, sql`k7`]
/** Sorting by more makes no sense; the id is one of them. */
export const mostKeys = names.length

export const selectKeys = (order: Order): Sql => joinSql(order.keys.map((key, i) => sql`${key.value} as ${aliases[i]!}`), ', ')
/** The keys as texts, in columns of their own: an array would have to be taken apart for every row. */
export const keyTexts = (order: Order): Sql => joinSql(order.keys.map((_, i) => sql`${names[i]!}::text as ${aliases[i]!}`), ', ')
/** The keys of a row read with keyTexts. */
export const keysOf = (order: Order, row: object): string[] => order.keys.map((_, i) => (row as Readonly<Record<string, string>>)[`k${i}`]!)

const direction = (key: OrderKey): Sql => (key.descending ? sql`desc` : sql`asc`)
export const orderByKeys = (order: Order): Sql => joinSql(order.keys.map((key, i) => sql`${names[i]!} ${direction(key)}`), ', ')
export const orderByValues = (order: Order): Sql => joinSql(order.keys.map((key) => sql`${key.value} ${direction(key)}`), ', ')

const bound = (key: OrderKey, value: string): Sql => (key.type === 'text' ? sql`${value}::text` : key.type === 'int8' ? sql`${value}::int8` : sql`${value}::float8`)

/** Rows after the cursor, by the walk's own columns: a row comparison, which the index takes as one condition. */
export function afterInWalk(order: Order, columns: readonly [Sql, Sql] | readonly [Sql], after: readonly string[]): Sql {
  const left = joinSql(columns, ', ')
  const right = joinSql(order.keys.map((key, i) => bound(key, after[i]!)), ', ')
  return order.keys[0]!.descending ? sql`(${left}) < (${right})` : sql`(${left}) > (${right})`
}

/** Rows after the cursor, by any mixture of directions. */
export function afterKeys(order: Order, after: readonly string[]): Sql {
  const alternatives = order.keys.map((key, i) => {
    const equal = order.keys.slice(0, i).map((before, j) => sql`${names[j]!} = ${bound(before, after[j]!)}`)
    const beyond = key.descending ? sql`${names[i]!} < ${bound(key, after[i]!)}` : sql`${names[i]!} > ${bound(key, after[i]!)}`
    return sql`(${joinSql([...equal, beyond])})`
  })
  return sql`(${joinSql(alternatives, ' or ')})`
}
