import { searchParam, type Condition } from '@steckwerk/fhir'
import { sql, type Sql } from '@steckwerk/kernel'
import type { One } from './compiled.ts'
import { manyHashes } from './drivers.ts'
import { identifierOf, patientKey, patientParams, several } from './index-entry.ts'
import type { Scope } from './scope.ts'

/** Parameters whose values name one resource or a few: worth no counting. */
const naming = new Set(['identifier', '_id', 'url'])

/** A row that has one of the tokens. */
export function hasToken(row: Sql, hashes: readonly bigint[]): Sql {
  if (hashes.length === 1) return sql`${row}.tokens @> ${hashes}::int8[]`
  if (hashes.length <= manyHashes) return sql`${row}.tokens && ${hashes}::int8[]`
  // Two lists are compared each with each; a sub-select that cannot become a join is looked up in a hash table.
  return sql`exists (select 1 from unnest(${row}.tokens) k where (k in (select unnest(${hashes}::int8[]))) is true)`
}

/** One of the tokens; nothing can have one of none. */
export function anyToken(scope: Scope, hashes: readonly bigint[], rare: boolean): One | undefined {
  if (hashes.length === 0) return undefined
  const filter = hasToken(scope.row, hashes)
  return { filter, drivers: [{ kind: 'tokens', hashes, rare, meets: filter }], tokens: hashes }
}

export function tokens(scope: Scope, condition: Condition & { kind: 'token' }): One | undefined {
  const hashes = tokenHashes(scope, condition.param, condition.values)
  if (condition.negate) return { filter: hashes.length === 0 ? sql`true` : sql`not ${hasToken(scope.row, hashes)}` }
  return anyToken(scope, hashes, naming.has(condition.param) && condition.values.every(({ code }) => code !== undefined))
}

export function identified(scope: Scope, condition: Condition & { kind: 'identified' }): One | undefined {
  return anyToken(scope, tokenHashes(scope, identifierOf(condition.param), condition.values), condition.values.every(({ code }) => code !== undefined))
}

export function ofType(scope: Scope, { param, values }: Condition & { kind: 'of-type' }): One | undefined {
  return anyToken(scope, values.map(({ system, code, value }) => scope.hash.of(scope.tenant, scope.type, 'typed', param, system, code, value)), true)
}

export function uris(scope: Scope, { param, values }: Condition & { kind: 'uri' }): One | undefined {
  return anyToken(scope, values.map((value) => scope.hash.of(scope.tenant, scope.type, 'uri', param, value)), naming.has(param))
}

function tokenHashes({ hash, tenant, type }: Scope, param: string, values: (Condition & { kind: 'token' })['values']): bigint[] {
  return values.flatMap(({ system, code }) => {
    if (code !== undefined) return [system === undefined ? hash.of(tenant, type, 'code', param, code) : hash.of(tenant, type, 'pair', param, system, code)]
    return system === undefined || system === '' ? [] : [hash.of(tenant, type, 'system', param, system)]
  })
}

export function references(scope: Scope, { param, values }: Condition & { kind: 'reference' }): One | undefined {
  const { hash, tenant, type } = scope
  const targets = searchParam(type, param)?.targets ?? []
  const hashes = values.flatMap(({ type: target, id, url }) => {
    if (url !== undefined) return [hash.of(tenant, type, 'uri', param, url)]
    if (id === undefined) return []
    return (target === undefined ? targets : [target]).map((one) => hash.reference(tenant, type, param, one, id))
  })
  const one = anyToken(scope, hashes, false)
  if (one === undefined || !patientParams.has(param)) return one
  const mayBePatient = (value: (typeof values)[number]): boolean => value.type === 'Patient' || (value.type === undefined && targets.length === 1 && targets[0] === 'Patient')
  if (!values.every((value) => value.url === undefined && value.id !== undefined && mayBePatient(value))) return one
  const patients = values.map((value) => patientKey(type, hash.me(tenant, 'Patient', value.id!)))
  return { ...one, drivers: [{ kind: 'patient', hashes: [...patients, patientKey(type, several)] }] }
}
