import { isResourceType, mapConditions, parseSearch, type Condition } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'

/** A search on one type, as criteria of changes. */
export interface Criteria {
  readonly text: string
  readonly type: string
  readonly conditions: readonly Condition[]
}

const longest = 2_000
const mostConditions = 30
/** Parameters that shape an answer and say nothing of what is meant. */
const shaping: ReadonlySet<string> = new Set([
  '_sort', '_count', '_include', '_revinclude', '_summary', '_total', '_elements', '_contained', '_containedType', '_format', '_pretty', '_cursor', '_score',
])

/** Reads `Appointment?status=booked` or `Appointment`, strictly: what is not understood is refused, since it would widen what is told.
 *  Faults: events/criteria, and those of parseSearch (fhir/search-…). */
export function readCriteria(text: string, at = 'criteria'): Criteria {
  const wrong = (why: string): Fault => new Fault('unprocessable', 'events/criteria', why, { at })
  if (text.length > longest) throw wrong('The criteria are too long.')
  const mark = text.indexOf('?')
  const type = mark === -1 ? text : text.slice(0, mark)
  const query = mark === -1 ? '' : text.slice(mark + 1)
  if (!isResourceType(type)) throw wrong('Criteria are a resource type of FHIR R4, "?" and search parameters, or the canonical URL of a topic.')
  if (type === 'AuditEvent' || type === 'Subscription') throw wrong('Nobody is told of changes of this type.')
  const pairs = [...new URLSearchParams(query)]
  if (query.split('&').some((piece) => piece !== '' && !piece.includes('=')) || pairs.some(([name, value]) => name.includes('\0') || value.includes('\0'))) {
    throw wrong('Criteria are search parameters, each a name, "=" and a value, joined by "&".')
  }
  if (pairs.some(([name]) => shaping.has(name.split(':', 1)[0]!))) throw wrong('The criteria may hold no parameter that shapes a search result, such as _sort or _count.')
  const { conditions } = parseSearch(type, pairs, { lenient: false, maxCount: 1, defaultCount: 1 }).query
  let count = 0
  mapConditions(conditions, (condition) => {
    count++
    if (condition.kind === 'in' || condition.kind === 'near') throw wrong('The modifiers :in and :not-in and the parameter near are not supported in criteria.')
    return []
  })
  if (count > mostConditions) throw wrong(`Criteria have at most ${mostConditions} conditions.`)
  return { text, type, conditions }
}

/** Whether the conditions lead to other resources, so that only the store can tell. */
export function isLinked(conditions: readonly Condition[]): boolean {
  return conditions.some((one) => one.kind === 'chain' || one.kind === 'has' || (one.kind === 'any' && one.of.some(isLinked)))
}
