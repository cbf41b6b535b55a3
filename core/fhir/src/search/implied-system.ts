import sets from '../generated/value-sets.json' with { type: 'json' }
import type { SearchParam } from './parameters.ts'
import { readPaths } from './path.ts'
import { elementsAt } from './path-ends.ts'
import type { TokenValue } from './types.ts'

type CodesBySystem = Readonly<Record<string, readonly string[]>>

const bySet: Readonly<Record<string, CodesBySystem>> = sets
const known = new WeakMap<SearchParam, readonly CodesBySystem[]>()

/** The value sets that elements of type code are bound to among those that fill a parameter. */
function boundSets(type: string, param: SearchParam): readonly CodesBySystem[] {
  const before = known.get(param)
  if (before !== undefined) return before
  const elements = (readPaths(param.expression) ?? []).flatMap(path => elementsAt(type, path))
  const found = elements.flatMap(({ type: of, binding }) => (of === 'code' && binding !== undefined && Object.hasOwn(bySet, binding) ? [bySet[binding]!] : []))
  known.set(param, found)
  return found
}

/** An element of type code carries no system; the value set it is bound to implies one. Who names that system (or `system|` for all of its
 *  codes) means the bare codes as well. Source: FHIR R4 search.html#token, the row of `code`. */
export function withImpliedSystem(type: string, param: SearchParam, value: TokenValue): readonly TokenValue[] {
  const { system, code } = value
  if (system === undefined || system === '') return [value]
  const codes = boundSets(type, param).flatMap(set => (Object.hasOwn(set, system) ? set[system]! : []))
  const meant = code === undefined ? codes : codes.filter(one => one === code)
  return [value, ...[...new Set(meant)].map(one => ({ system: '', code: one }))]
}
