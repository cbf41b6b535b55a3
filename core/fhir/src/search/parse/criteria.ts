import { Fault } from '@steckwerk/kernel'
import { isResourceType } from '../../model/resource-types.ts'
import { limits, tooLarge } from '../limits.ts'
import { searchParam, type SearchParam } from '../parameters.ts'
import { isReferenceTyped } from '../path-ends.ts'
import type { Condition } from '../types.ts'
import { unionOf } from '../unions.ts'
import { anyOf } from './any-of.ts'
import { conditions } from './condition.ts'

/** R4 search features this version refuses, so that nobody takes a wider result for the one asked for. */
const refused: ReadonlyMap<string, string> = new Map([
  ['_contained', 'Searching contained resources (_contained)'],
  ['_containedType', 'Searching contained resources (_containedType)'],
  ['_filter', 'The filter language (_filter)'],
  ['_list', 'Searching in lists (_list)'],
  ['_text', 'Searching the narrative (_text)'],
  ['_content', 'Searching the whole text (_content)'],
  ['_query', 'Named queries (_query)'],
  ['_type', 'Searching several types (_type)'],
  ['_score', 'Scoring (_score)'],
])

/** Where in a search a criterion stands. */
export interface Scope {
  /** For faults: the parameter's name as given. */
  readonly at: string | undefined
  /** Links of chains passed. */
  readonly depth: number
  /** Types looked into so far, over the whole search. */
  readonly spent: { branches: number }
}

export function unknownParameter(at: string | undefined): Fault {
  const place = at === undefined ? {} : { at }
  return new Fault('not-supported', 'fhir/search-unknown-parameter', 'There is no such search parameter for this resource type.', place)
}

export function notSupported(at: string, what: string): Fault {
  return new Fault('not-supported', 'fhir/search-not-supported', `${what} is not supported.`, { at })
}

function badChain(at: string | undefined): Fault {
  const text = 'This chain leads nowhere: each link is a reference parameter, and each type one that it refers to.'
  return new Fault('not-supported', 'fhir/search-chain', text, at === undefined ? {} : { at })
}

function deeper(scope: Scope): Scope {
  if (scope.depth >= limits.depth) throw tooLarge(`chains have at most ${limits.depth} links`, scope.at)
  return { ...scope, depth: scope.depth + 1 }
}

/** Over a reference parameter, or the several a union stands for. */
function overParts(type: string, param: SearchParam, link: (param: string) => Condition): readonly Condition[] {
  return anyOf((unionOf(type, param) ?? [param]).map(part => [link(part.code)]))
}

/** The criterion at every target type it makes sense for. A target's complaint about the value counts only where no target takes it. */
function atTargets(
  targets: readonly string[],
  rest: string,
  value: string,
  scope: Scope,
): { readonly target: string; readonly found: readonly Condition[] }[] {
  let refusal: Fault | undefined
  const found = targets.flatMap(target => {
    try {
      return [{ target, found: criteria(target, rest, value, scope) }]
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code === 'fhir/search-too-large') throw thrown
      if (refusal === undefined || refusal.code === 'fhir/search-unknown-parameter') refusal = thrown
      return []
    }
  })
  if (found.length === 0) throw refusal ?? badChain(scope.at)
  return found
}

function chain(
  type: string,
  param: SearchParam,
  wanted: string | undefined,
  rest: string,
  value: string,
  scope: Scope,
): readonly Condition[] {
  if (param.type !== 'reference') throw badChain(scope.at)
  if (!isReferenceTyped(type, param)) throw notSupported(scope.at ?? param.code, 'A chain over a canonical URL')
  if (wanted !== undefined && !param.targets.includes(wanted)) throw badChain(scope.at)
  const ends = atTargets(wanted === undefined ? param.targets : [wanted], rest, value, deeper(scope))
  return anyOf(ends.map(({ target, found }) => overParts(type, param, code => ({ kind: 'chain', param: code, target, conditions: found }))))
}

/** `Source:param:rest`, after `_has:`. */
function has(type: string, text: string, value: string, scope: Scope): readonly Condition[] {
  const [, source = '', code = '', rest = ''] = /^([^:]*):([^:]*):(.*)$/s.exec(text) ?? []
  if (!isResourceType(source)) throw badChain(scope.at)
  const param = searchParam(source, code)
  if (param?.type !== 'reference' || !param.targets.includes(type) || !isReferenceTyped(source, param)) throw badChain(scope.at)
  const found = criteria(source, rest, value, deeper(scope))
  return overParts(source, param, one => ({ kind: 'has', source, param: one, conditions: found }))
}

/** Reads a parameter's name, which may be a chain (`subject:Patient.name:exact`) or a reverse chain
 *  (`_has:Observation:patient:code`), each in the other, with its value. Of an untyped link every type counts that has what follows.
 *  Faults: fhir/search-unknown-parameter, fhir/search-chain, and those of `conditions`. Source: FHIR R4 search.html#chaining, #has. */
export function criteria(type: string, name: string, value: string, scope: Scope): readonly Condition[] {
  if (++scope.spent.branches > limits.branches) throw tooLarge('its chains fan out too far; name the types they go over', scope.at)
  if (name.startsWith('_has:')) return has(type, name.slice(5), value, scope)
  const end = name.search(/[:.]/)
  const code = end < 0 ? name : name.slice(0, end)
  const refusal = refused.get(code)
  if (refusal !== undefined) throw notSupported(code, refusal)
  const param = searchParam(type, code)
  if (param === undefined) throw unknownParameter(scope.at)
  const dot = end < 0 ? -1 : name.indexOf('.', end)
  if (dot < 0) return conditions(type, param, end < 0 ? undefined : name.slice(end + 1), value, scope.at ?? code)
  return chain(type, param, dot === end ? undefined : name.slice(end + 1, dot), name.slice(dot + 1), value, scope)
}
