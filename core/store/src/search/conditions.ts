import type { Condition } from '@steckwerk/fhir'
import { Fault, joinSql, sql } from '@steckwerk/kernel'
import type { Compiled, One } from './compiled.ts'
import { instantFilter, instantReach, dateReach, leadingFilter, sideDateFilter } from './date-conditions.ts'
import { leadingParam } from './index-entry.ts'
import type { Driver } from './drivers.ts'
import type { Planner } from './frequency.ts'
import { paramNumber } from './index-hash.ts'
import { chain, has, isLink } from './linked-conditions.ts'
import { composite, near, numbers } from './number-conditions.ts'
import { linkedScope, type Scope } from './scope.ts'
import { strings } from './string-conditions.ts'
import { anyToken, identified, ofType, references, tokens, uris } from './token-conditions.ts'

const nothing: Compiled = { filters: [], drivers: [], impossible: true, tokens: undefined }

/** Compiles the conditions of a scope with what may be seen of it. */
export async function compileScope(planner: Planner, scope: Scope, conditions: readonly Condition[], few = false): Promise<Compiled> {
  const seen = scope.sight === undefined ? 'all' : await scope.sight.search(scope)
  if (seen === 'none') return nothing
  if (seen === 'all') return compileConditions(planner, scope, conditions, few)
  const compiled = await compileConditions(planner, scope, conditions, few || seen.first, seen.drivers)
  if (compiled.impossible) return nothing
  return { filters: [seen.filter, ...compiled.filters], drivers: seen.first ? seen.drivers : [...seen.drivers, ...compiled.drivers], impossible: false, tokens: undefined, first: seen.first }
}

/** Compiles conditions that all must hold. Links to other resources come last: how they are followed depends on how many
 *  candidates the other conditions leave. `few`: whoever asks has only a few rows to look at.
 *  `given`: other ways to collect the candidates. */
export async function compileConditions(planner: Planner, scope: Scope, conditions: readonly Condition[], few = false, given: readonly Driver[] = []): Promise<Compiled> {
  const ones: One[] = []
  for (const condition of conditions.filter((one) => !isLink(one))) {
    const one = condition.kind === 'any' ? await any(planner, scope, condition, few) : compile(scope, condition)
    if (one === undefined) return nothing
    ones.push(one)
  }
  const drivers = ones.flatMap((one) => one.drivers ?? [])
  const leading = conditions.filter((one): one is Condition & { kind: 'date' } => one.kind === 'date' && one.param === leadingParam(scope.type))
  if (leading.length > 0) drivers.push({ kind: 'leading', reach: dateReach(leading.map((one) => one.values)) })
  const links = conditions.filter(isLink)
  if (links.length > 0) {
    const fewLeft = few || ((await planner.frequency.fewest(scope, [...given, ...drivers], planner))?.count ?? Infinity) < planner.limits.few
    for (const link of links) {
      const one = link.kind === 'any' ? await any(planner, scope, link, fewLeft) : await follow(planner, scope, link, fewLeft)
      if (one === undefined) return nothing
      ones.push(one)
      drivers.push(...(one.drivers ?? []))
    }
  }
  return { filters: ones.map((one) => one.filter), drivers, impossible: false, tokens: ones.length === 1 ? ones[0]!.tokens : undefined }
}

/** To the other end of a reference, whose conditions are compiled first. */
async function follow(planner: Planner, scope: Scope, link: Condition & { kind: 'chain' | 'has' }, few: boolean): Promise<One | undefined> {
  const inner = linkedScope(scope, link.kind === 'chain' ? link.target : link.source)
  const compiled = await compileScope(planner, inner, link.conditions, few)
  if (compiled.impossible) return undefined
  return link.kind === 'chain' ? chain(planner, scope, link.param, { ...compiled, scope: inner }, few) : has(planner, scope, link.param, { ...compiled, scope: inner }, few)
}

/** undefined where nothing can meet it. */
function compile(scope: Scope, condition: Condition): One | undefined {
  const { row } = scope
  switch (condition.kind) {
    case 'token':
      return tokens(scope, condition)
    case 'of-type':
      return ofType(scope, condition)
    case 'identified':
      return identified(scope, condition)
    case 'reference':
      return references(scope, condition)
    case 'uri':
      return uris(scope, condition)
    case 'id': {
      if (condition.negate === true) return { filter: sql`${row}.id <> all(${condition.values}::text[])` }
      const filter = sql`${row}.id = any(${condition.values}::text[])`
      return { filter, drivers: [{ kind: 'ids', ids: condition.values, meets: filter }] }
    }
    case 'string':
      return strings(scope, condition)
    case 'date':
      return dates(scope, condition)
    case 'number':
      return numbers(scope, condition)
    case 'composite':
      return composite(scope, condition)
    case 'near':
      return near(scope, condition)
    case 'lastUpdated':
      return { filter: instantFilter(row, condition.values), drivers: [{ kind: 'updated', ...instantReach(condition.values) }] }
    case 'missing': {
      const present = sql`${paramNumber(condition.param)}::int = any(${row}.params)`
      return { filter: condition.missing ? sql`not ${present}` : present }
    }
    case 'in':
      throw new Fault('internal', 'store/value-set-open', 'A condition on a value set reached the store before its codes were looked up.')
    case 'any':
    case 'chain':
    case 'has':
      throw new Error('compiled apart')
  }
}

function dates({ hash, tenant, type, row }: Scope, condition: Condition & { kind: 'date' }): One {
  if (condition.param === leadingParam(type)) return { filter: leadingFilter(row, condition.values) }
  const h = hash.of(tenant, type, 'day', condition.param)
  return {
    filter: sql`exists (select 1 from st.day d where d.h = ${h} and d.id = ${row}.id and ${sideDateFilter(condition.values)} offset 0)`,
    drivers: [{ kind: 'day', h, reach: dateReach([condition.values]) }],
  }
}

/** Alternatives. They can be collected only where each can be. */
async function any(planner: Planner, scope: Scope, condition: Condition & { kind: 'any' }, few: boolean): Promise<One | undefined> {
  const alternatives: Compiled[] = []
  for (const conditions of condition.of) {
    const one = await compileConditions(planner, scope, conditions, few)
    if (!one.impossible) alternatives.push(one)
  }
  if (alternatives.length === 0) return undefined
  // Tokens of whatever parameters are one question to the index.
  if (alternatives.every((one) => one.tokens !== undefined)) return anyToken(scope, [...new Set(alternatives.flatMap((one) => one.tokens!))], false)
  const filter = sql`(${joinSql(alternatives.map((one) => (one.filters.length === 0 ? sql`true` : sql`(${joinSql(one.filters)})`)), ' or ')})`
  if (alternatives.some((one) => one.drivers.length === 0)) return { filter }
  return { filter, drivers: [{ kind: 'either', of: alternatives.map((one) => one.drivers) }] }
}
