import type { Condition, NumberPrefix, PartCondition } from '@steckwerk/fhir'
import { joinSql, sql, type Sql } from '@steckwerk/kernel'
import type { Driver } from './drivers.ts'
import type { One } from './compiled.ts'
import { numberReach } from './number-reach.ts'
import { drives, nearParam, partDriver, partHash } from './number-entries.ts'
import type { Scope } from './scope.ts'

/** A range lo … hi of a resource against the value searched for. `closed`: the value's upper bound belongs to it (dates).
 *  Source: FHIR R4 search.html#prefix. */
function compare(lo: Sql, hi: Sql, { prefix, low, high }: { readonly prefix: NumberPrefix; readonly low: number; readonly high: number }, closed: boolean): Sql {
  const from = sql`${low}::float8`
  const to = sql`${high}::float8`
  const inside = closed || low === high ? sql`(${lo} >= ${from} and ${hi} <= ${to})` : sql`(${lo} >= ${from} and ${hi} < ${to})`
  switch (prefix) {
    case 'eq':
      return inside
    case 'ne':
      return sql`not ${inside}`
    case 'gt':
      return sql`${hi} > ${to}`
    case 'lt':
      return sql`${lo} < ${from}`
    // Above the value, or inside it.
    case 'ge':
      return sql`(${hi} > ${to} or ${lo} >= ${from})`
    case 'le':
      return sql`(${lo} < ${from} or ${hi} <= ${to})`
    case 'sa':
      return sql`${lo} > ${to}`
    case 'eb':
      return sql`${hi} < ${from}`
    case 'ap':
      return closed ? sql`(${lo} <= ${to} and ${hi} >= ${from})` : sql`(${lo} < ${to} and ${hi} >= ${from})`
  }
}

/** An entry of the row's numbers, by the name of its position in nk. */
const element = (row: Sql, n: Sql): Sql => sql`${row}.nv[${n}.i::int * 3 - 2]`
const low = (row: Sql, n: Sql): Sql => sql`${row}.nv[${n}.i::int * 3 - 1]`
const high = (row: Sql, n: Sql): Sql => sql`${row}.nv[${n}.i::int * 3]`

export function numbers({ hash, tenant, type, row }: Scope, { param, values }: Condition & { kind: 'number' }): One {
  const n = sql`n`
  const hashOf = (unit: string): bigint => hash.of(tenant, type, 'number', param, unit)
  const tests = values.map((value) => sql`(n.k = ${hashOf(value.unit)} and ${compare(low(row, n), high(row, n), value, false)})`)
  const drivers = values.map((value): Driver => ({ kind: 'number', h: hashOf(drives(value.unit) ? value.unit : ''), reach: numberReach(value) }))
  return {
    // A look at the keys costs less than unnesting them.
    filter: sql`(${row}.nk && ${values.map((value) => hashOf(value.unit))}::int8[] and exists (select 1 from unnest(${row}.nk) with ordinality n(k, i) where ${joinSql(tests, ' or ')}))`,
    drivers: drivers.length === 1 ? drivers : [{ kind: 'either', of: drivers.map((driver) => [driver]) }],
  }
}

const places: readonly Sql[] = [sql`p0`, sql`p1`, sql`p2`, sql`p3`, sql`p4`, sql`p5`, sql`p6`, sql`p7`]

/** Parts that meet on one element of the resource. */
export function composite(scope: Scope, { param, values }: Condition & { kind: 'composite' }): One {
  const alternatives = values.map((parts) => oneElement(scope, param, parts))
  const drivers = values.map((parts): readonly Driver[] =>
    parts.flatMap((part, at): Driver[] => {
      const form = part.kind === 'number' || part.kind === 'date' ? undefined : partDriver({ kind: part.kind, ...part.value })
      return form === undefined ? [] : [{ kind: 'tokens', hashes: [partHash(scope.hash, scope.tenant, scope.type, param, at, form)], rare: false }]
    }))
  return {
    filter: sql`(${joinSql(alternatives, ' or ')})`,
    drivers: drivers.some((some) => some.length === 0) ? [] : drivers.length === 1 ? drivers[0]! : [{ kind: 'either', of: drivers }],
  }
}

function oneElement(scope: Scope, param: string, parts: readonly PartCondition[]): Sql {
  const { row } = scope
  const from = parts.map((_, at) => sql`unnest(${row}.nk) with ordinality ${places[at]!}(k, i)`)
  const tests = parts.map((part, at) => {
    const met = partTest(scope, param, at, part)
    return at === 0 ? met : sql`${met} and ${element(row, places[at]!)} = ${element(row, places[0]!)}`
  })
  return sql`exists (select 1 from ${joinSql(from, ', ')} where ${joinSql(tests)})`
}

function partTest({ hash, tenant, type, row }: Scope, param: string, at: number, part: PartCondition): Sql {
  const place = places[at]!
  const is = (...form: readonly string[]): Sql => sql`${place}.k = ${partHash(hash, tenant, type, param, at, form)}`
  switch (part.kind) {
    case 'token':
      return part.value.system === undefined ? is('code', part.value.code!) : is('pair', part.value.code!, part.value.system)
    case 'reference':
      if (part.value.url !== undefined) return is('url', part.value.url)
      return part.value.type === undefined ? is('id', part.value.id!) : is('reference', part.value.id!, part.value.type)
    case 'number':
      return sql`${is('number', part.value.unit)} and ${compare(low(row, place), high(row, place), part.value, false)}`
    case 'date':
      return sql`${is('date')} and ${compare(low(row, place), high(row, place), part.value, true)}`
  }
}

/** The mean radius of the earth in metres. */
export const earthRadius = 6_371_008.8

/** Nearer than that on a sphere. */
export function near({ hash, tenant, type, row }: Scope, { latitude, longitude, metres }: Condition & { kind: 'near' }): One {
  const h = hash.of(tenant, type, 'number', nearParam)
  const n = sql`n`
  const lat = sql`radians(${low(row, n)})`
  const half = (angle: Sql): Sql => sql`power(sin((${angle}) / 2), 2)`
  const chord = sql`${half(sql`${lat} - radians(${latitude}::float8)`)} + cos(${lat}) * cos(radians(${latitude}::float8)) * ${half(sql`radians(${high(row, n)} - ${longitude}::float8)`)}`
  // A hair wider than the circle, for the last digit of its arithmetic.
  const degrees = (metres / earthRadius) * (180 / Math.PI) * 1.000001 + 1e-9
  return {
    filter: sql`exists (select 1 from unnest(${row}.nk) with ordinality n(k, i) where n.k = ${h} and ${2 * earthRadius}::float8 * asin(sqrt(least(1, ${chord}))) <= ${metres}::float8)`,
    drivers: [{ kind: 'number', h, reach: { loMin: latitude - degrees, loMax: latitude + degrees, hiMin: latitude - degrees } }],
  }
}
