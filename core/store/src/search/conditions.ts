import { fold, searchParam, type Condition } from '@steckwerk/fhir'
import { Fault, joinSql, sql, type Sql, type Tenant } from '@steckwerk/kernel'
import { dateFilter, dateReach, instantFilter, instantReach, type Reach } from './date-conditions.ts'
import { leadingParam, patientParams, several } from './index-entry.ts'
import { paramNumber, type IndexHash } from './index-hash.ts'
import { containsPattern, exactPiece, keyText, startsPiece, stringGroup } from './string-records.ts'

/** A way to collect candidates by an index. */
export type Driver =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'patient'; readonly hashes: readonly bigint[] }
  /** Any of the hashes; `rare` where the kind of parameter says so by itself. */
  | { readonly kind: 'tokens'; readonly hashes: readonly bigint[]; readonly rare: boolean }
  /** All of the hashes. */
  | { readonly kind: 'all-tokens'; readonly hashes: readonly bigint[] }
  | { readonly kind: 'string'; readonly range: Sql }
  | { readonly kind: 'leading'; readonly reach: Reach }
  | { readonly kind: 'day'; readonly h: bigint; readonly reach: Reach }
  | { readonly kind: 'updated'; readonly from: number; readonly to: number }

/** A search's conditions in SQL over a row `r` of st.res. */
export interface Compiled {
  readonly filters: readonly Sql[]
  readonly drivers: readonly Driver[]
  /** A condition that nothing can meet. */
  readonly impossible: boolean
}

export interface Scope {
  readonly hash: IndexHash
  readonly tenant: Tenant
  readonly type: string
}

/** Parameters whose values name one resource or a few: worth no counting. */
const naming = new Set(['identifier', '_id', 'url'])

export function compileConditions(scope: Scope, conditions: readonly Condition[]): Compiled {
  const filters: Sql[] = []
  const drivers: Driver[] = []
  let impossible = false
  for (const condition of conditions) {
    const one = compile(scope, condition)
    if (one === undefined) impossible = true
    else {
      filters.push(one.filter)
      if (one.drivers !== undefined) drivers.push(...one.drivers)
    }
  }
  const leading = conditions.filter((condition): condition is Condition & { kind: 'date' } => condition.kind === 'date' && condition.param === leadingParam(scope.type))
  if (leading.length > 0) drivers.push({ kind: 'leading', reach: dateReach(leading.map((condition) => condition.values)) })
  return { filters, drivers, impossible }
}

interface One {
  readonly filter: Sql
  readonly drivers?: readonly Driver[]
}

function compile(scope: Scope, condition: Condition): One | undefined {
  switch (condition.kind) {
    case 'token':
      return tokens(tokenHashes(scope, condition), condition.negate, naming.has(condition.param))
    case 'reference':
      return references(scope, condition)
    case 'uri':
      return tokens(condition.values.map((value) => scope.hash.of(scope.tenant, scope.type, 'uri', condition.param, value)), false, naming.has(condition.param))
    case 'id':
      return { filter: sql`r.id = any(${condition.values}::text[])`, drivers: [{ kind: 'ids', ids: condition.values }] }
    case 'string':
      return strings(scope, condition)
    case 'date':
      return dates(scope, condition)
    case 'lastUpdated':
      return { filter: instantFilter(condition.values), drivers: [{ kind: 'updated', ...instantReach(condition.values) }] }
    case 'missing': {
      const has = sql`${paramNumber(condition.param)}::int = any(r.params)`
      return { filter: condition.missing ? sql`not ${has}` : has }
    }
  }
}

function tokens(hashes: readonly bigint[], negate: boolean, rare: boolean): One | undefined {
  if (negate) return { filter: sql`not r.tokens && ${hashes}::int8[]` }
  if (hashes.length === 0) return undefined
  const filter = hashes.length === 1 ? sql`r.tokens @> ${hashes}::int8[]` : sql`r.tokens && ${hashes}::int8[]`
  return { filter, drivers: [{ kind: 'tokens', hashes, rare }] }
}

function tokenHashes({ hash, tenant, type }: Scope, condition: Condition & { kind: 'token' }): bigint[] {
  const { param } = condition
  return condition.values.flatMap(({ system, code }) => {
    if (code !== undefined) return [system === undefined ? hash.of(tenant, type, 'code', param, code) : hash.of(tenant, type, 'pair', param, system, code)]
    return system === undefined || system === '' ? [] : [hash.of(tenant, type, 'system', param, system)]
  })
}

function references({ hash, tenant, type }: Scope, condition: Condition & { kind: 'reference' }): One | undefined {
  const { param, values } = condition
  const targets = searchParam(type, param)?.targets ?? []
  const hashes = values.flatMap((value) => {
    if (value.url !== undefined) return [hash.of(tenant, type, 'uri', param, value.url)]
    if (value.id === undefined) return []
    const types = value.type === undefined ? targets : [value.type]
    return types.map((target) => hash.of(tenant, type, 'reference', param, target, value.id))
  })
  const one = tokens(hashes, false, false)
  if (one === undefined || !patientParams.has(param)) return one
  const mayBePatient = (value: (typeof values)[number]): boolean => value.type === 'Patient' || (value.type === undefined && targets.length === 1 && targets[0] === 'Patient')
  if (!values.every((value) => value.url === undefined && value.id !== undefined && mayBePatient(value))) return one
  const patients = values.map((value) => hash.of(tenant, type, 'patient', '', value.id))
  return { filter: one.filter, drivers: [{ kind: 'patient', hashes: [...patients, hash.of(tenant, type, 'patient', '', several)] }] }
}

/** The last code point there is: everything that begins with a text sorts below the text followed by it. */
const last = '\u{10ffff}'

function strings({ hash, tenant, type }: Scope, condition: Condition & { kind: 'string' }): One {
  const { param, match } = condition
  const holds = (value: string): Sql => {
    if (match === 'contains') return sql`r.strings ~ ${containsPattern(param, fold(value))}`
    return sql`strpos(r.strings, ${match === 'exact' ? exactPiece(param, fold(value), value) : startsPiece(param, fold(value))}) > 0`
  }
  const filter = sql`(${joinSql(condition.values.map(holds), ' or ')})`
  if (match === 'contains' || condition.values.length > 1) return { filter }
  const h = hash.of(tenant, type, 'string', stringGroup(param))
  const from = keyText(fold(condition.values[0]!))
  const range = match === 'exact' ? sql`s.h = ${h} and s.v = ${from}` : sql`s.h = ${h} and s.v >= ${from} and s.v < ${from + last}`
  return { filter, drivers: [{ kind: 'string', range }] }
}

function dates(scope: Scope, condition: Condition & { kind: 'date' }): One {
  const { hash, tenant, type } = scope
  if (condition.param === leadingParam(type)) return { filter: dateFilter('r', condition.values) }
  const h = hash.of(tenant, type, 'day', condition.param)
  return {
    filter: sql`exists (select 1 from st.day d where d.h = ${h} and d.id = r.id and ${dateFilter('d', condition.values)})`,
    drivers: [{ kind: 'day', h, reach: dateReach([condition.values]) }],
  }
}

/** Faults: store/sort-unsupported. */
export function sortUnsupported(at: string): Fault {
  return new Fault('not-supported', 'store/sort-unsupported', 'Results cannot be sorted by this parameter.', { at })
}
