import type { Concept, Definitions, Include } from './definitions.ts'

/** Codes by system. */
export type Expansion = Readonly<Record<string, readonly string[]>>

function* codes(concepts: readonly Concept[]): Iterable<string> {
  for (const concept of concepts) {
    yield concept.code
    if (concept.concept !== undefined) yield* codes(concept.concept)
  }
}

function expandInclude(definitions: Definitions, include: Include): { system: string; codes: string[] } | string {
  const { system } = include
  if (system === undefined || include.valueSet !== undefined) return 'refers to other value sets'
  if (include.filter !== undefined) return 'filters a code system'
  if (include.concept !== undefined) return { system, codes: include.concept.map(concept => concept.code) }
  const codeSystem = definitions.codeSystems.get(system)
  if (codeSystem === undefined) return `code system ${system} is not part of the definitions`
  if (codeSystem.content !== undefined && codeSystem.content !== 'complete') return `code system ${system} is not complete`
  return { system, codes: [...codes(codeSystem.concept ?? [])] }
}

/** Every code of a value set, or the reason why they cannot be listed. */
export function expand(definitions: Definitions, canonical: string): Expansion | string {
  const valueSet = definitions.valueSets.get(canonical.split('|')[0]!)
  if (valueSet === undefined) return 'not part of the definitions'
  if (valueSet.compose === undefined || valueSet.compose.exclude !== undefined) return 'not a plain list'
  const expansion: Record<string, string[]> = {}
  for (const include of valueSet.compose.include) {
    const part = expandInclude(definitions, include)
    if (typeof part === 'string') return part
    expansion[part.system] = [...new Set([...(expansion[part.system] ?? []), ...part.codes])]
  }
  return expansion
}
