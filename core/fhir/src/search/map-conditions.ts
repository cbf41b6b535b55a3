import type { Condition, SearchQuery, TokenValue } from './types.ts'

/** What stands in a condition's place: none, one or several that all hold. */
export type Replace = (condition: Condition) => readonly Condition[]

/** Replaces every condition, nested ones included; `any`, `chain` and `has` are rebuilt around their own. */
export function mapConditions(conditions: readonly Condition[], f: Replace): readonly Condition[] {
  return conditions.flatMap(condition => {
    if (condition.kind === 'any') return [{ ...condition, of: condition.of.map(one => mapConditions(one, f)) }]
    if (condition.kind === 'chain' || condition.kind === 'has')
      return [{ ...condition, conditions: mapConditions(condition.conditions, f) }]
    return f(condition)
  })
}

/** The value sets a search asks for by `:in` and `:not-in`, each once. */
export function collectIn(query: SearchQuery): readonly string[] {
  const found = new Set<string>()
  mapConditions(query.conditions, condition => {
    if (condition.kind === 'in') found.add(condition.valueSet)
    return []
  })
  return [...found]
}

/** The search with the codes of its value sets in their place. In an empty value set is nothing: `any` of no alternatives. */
export function withValueSets(query: SearchQuery, codesOf: (valueSet: string) => readonly TokenValue[]): SearchQuery {
  const conditions = mapConditions(query.conditions, condition => {
    if (condition.kind !== 'in') return [condition]
    const { param, negate, valueSet } = condition
    const values = codesOf(valueSet)
    if (values.length > 0) return [{ kind: 'token', param, negate, values }]
    return negate ? [] : [{ kind: 'any', of: [] }]
  })
  return { ...query, conditions }
}
