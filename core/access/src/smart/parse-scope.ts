import { isResourceType, parseSearch } from '@steckwerk/fhir'
import type { SmartScope } from './smart-grant.ts'

const form = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]{1,40})\.(c?r?u?d?s?)(?:\?(.+))?$/
/** The longest scope: a filter is a search query and could be any length. */
const longest = 1_000

/** A SMART 2.2 resource scope; undefined where it is none: letters in another order, version 1's `.read` and `.write`, a type R4 does not
 *  know, a filter that is no search of its type, a filter on every type. Source: SMART App Launch 2.2, scopes-and-launch-context. */
export function parseScope(text: string): SmartScope | undefined {
  if (text.length > longest) return undefined
  const [, context, type, may, filter = ''] = form.exec(text) ?? []
  if (context === undefined || type === undefined || may === undefined || may === '') return undefined
  if (text.includes('?') && filter === '') return undefined
  if (type !== '*' && !isResourceType(type)) return undefined
  if (filter !== '' && !isFilter(type, filter)) return undefined
  return { context: context as SmartScope['context'], type, may, filter }
}

/** A filter narrows: it has conditions only, and none of what shapes an answer. */
function isFilter(type: string, filter: string): boolean {
  if (type === '*') return false
  try {
    const pairs = filterPairs(filter)
    if (pairs.length === 0) return false
    const { query } = parseSearch(type, pairs, { lenient: false, maxCount: 50 })
    return query.conditions.length >= pairs.length && query.includes.length === 0 && !pairs.some(([name]) => shaping.has(name.split(':', 1)[0]!))
  } catch {
    return false
  }
}

/** Parameters that say how an answer looks or where it goes on, not what is found. Source: FHIR R4 search.html#modifyingresults. */
const shaping: ReadonlySet<string> = new Set([
  '_sort', '_count', '_include', '_revinclude', '_summary', '_total', '_elements', '_contained', '_containedType', '_format', '_pretty', '_cursor', '_score',
])

/** Name and value of each part, decoded; throws where an escape is broken. */
function filterPairs(filter: string): (readonly [string, string])[] {
  return filter.split('&').map((part) => {
    const at = part.indexOf('=')
    if (at <= 0) throw new URIError()
    return [decodeURIComponent(part.slice(0, at).replaceAll('+', ' ')), decodeURIComponent(part.slice(at + 1).replaceAll('+', ' '))]
  })
}

/** The scope as text, in the form it is compared in. */
export function scopeText({ context, type, may, filter }: SmartScope): string {
  return `${context}/${type}.${may}${filter === '' ? '' : `?${filter}`}`
}

/** Whether `wider` allows all that `scope` does. Filters are compared as sets of their parts: more parts find less. */
export function covers(wider: SmartScope, scope: SmartScope): boolean {
  if (wider.context !== scope.context || (wider.type !== '*' && wider.type !== scope.type)) return false
  if (![...scope.may].every((letter) => wider.may.includes(letter))) return false
  const parts = new Set(scope.filter.split('&'))
  return wider.filter === '' || wider.filter.split('&').every((part) => parts.has(part))
}
