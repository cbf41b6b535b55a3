import { fold, type Condition, type DateValue, type Extracted, type PartCondition, type PartValue } from '@steckwerk/fhir'

/** A resource version as criteria are held against it. */
export interface Candidate {
  readonly id: string
  /** Milliseconds since 1970 UTC. */
  readonly lastUpdated: number
  readonly found: Extracted
}

type Range = Pick<DateValue, 'prefix' | 'low' | 'high'>
type Coded = { readonly system: string | undefined; readonly code: string }
type Pointed = { readonly type: string | undefined; readonly id: string | undefined; readonly url: string | undefined }

/** As the index of the store ends open periods. */
const limit = (value: number): number => Math.max(-(2 ** 61), Math.min(2 ** 61, value))

/** FHIR's comparison of ranges. `open`: the value's upper bound is not part of it. Source: FHIR R4 search.html#prefix. */
function isInRange(lo: number, hi: number, { prefix, low, high }: Range, open: boolean): boolean {
  const inside = lo >= low && (open && low !== high ? hi < high : hi <= high)
  switch (prefix) {
    case 'eq':
      return inside
    case 'ne':
      return !inside
    case 'gt':
      return hi > high
    case 'lt':
      return lo < low
    case 'ge':
      return hi > high || lo >= low
    case 'le':
      return lo < low || hi <= high
    case 'sa':
      return lo > high
    case 'eb':
      return hi < low
    case 'ap':
      return (open ? lo < high : lo <= high) && hi >= low
  }
}

function isDate(low: number, high: number, value: DateValue): boolean {
  return isInRange(limit(low), limit(high), { prefix: value.prefix, low: limit(value.low), high: limit(value.high) }, false)
}

const isCode = (value: Coded, wanted: { readonly system: string | undefined; readonly code: string | undefined }): boolean =>
  wanted.code === undefined
    // A system alone; no system and no code is nothing that could be asked for.
    ? wanted.system !== undefined && wanted.system !== '' && wanted.system === value.system
    : wanted.code === value.code && (wanted.system === undefined || wanted.system === (value.system ?? ''))

const isTarget = (value: Pointed, wanted: Pointed): boolean =>
  wanted.url === undefined ? value.id !== undefined && value.id === wanted.id && (wanted.type === undefined || wanted.type === value.type) : value.url === wanted.url

function isPart(value: PartValue, wanted: PartCondition): boolean {
  if (value.kind === 'token' && wanted.kind === 'token') return isCode(value, wanted.value)
  if (value.kind === 'reference' && wanted.kind === 'reference') return isTarget(value, wanted.value)
  if (value.kind === 'number' && wanted.kind === 'number') return value.unit === wanted.value.unit && isInRange(value.low, value.high, wanted.value, true)
  return value.kind === 'date' && wanted.kind === 'date' && isInRange(value.low, value.high, wanted.value, false)
}

function isPresent({ found }: Candidate, param: string): boolean {
  const { tokens, references, uris, strings, dates, identified, numbers, composites, position } = found
  return (param === 'near' && position !== undefined)
    || [tokens, references, uris, strings, dates, identified, numbers, composites].some((values) => values.some((value) => value.param === param))
}

/** Whether a resource meets a condition, as a search would find it. Not for conditions that lead to other resources (isLinked), which no resource can tell of
 *  by itself. Source: FHIR R4 search.html. */
export function meets(candidate: Candidate, condition: Condition): boolean {
  const { found } = candidate
  switch (condition.kind) {
    case 'token':
      return condition.values.some((wanted) => found.tokens.some((token) => token.param === condition.param && isCode(token, wanted))) !== condition.negate
    case 'identified':
      return condition.values.some((wanted) => found.identified.some((token) => token.param === condition.param && isCode(token, wanted)))
    case 'of-type':
      return condition.values.some((wanted) => found.typed.some((typed) =>
        typed.param === condition.param && typed.system === wanted.system && typed.code === wanted.code && typed.value === wanted.value))
    case 'reference':
      return condition.values.some((wanted) => found.references.some((reference) => reference.param === condition.param && isTarget(reference, wanted)))
    case 'uri':
      return condition.values.some((wanted) => found.uris.some((uri) => uri.param === condition.param && uri.value === wanted))
    case 'string':
      return condition.values.some((wanted) => found.strings.some((text) => text.param === condition.param
        && (condition.match === 'exact' ? text.exact === wanted : condition.match === 'starts' ? text.folded.startsWith(fold(wanted)) : text.folded.includes(fold(wanted)))))
    case 'date':
      return condition.values.some((wanted) => found.dates.some((date) => date.param === condition.param && isDate(date.low, date.high, wanted)))
    case 'number':
      return condition.values.some((wanted) => found.numbers.some((number) =>
        number.param === condition.param && number.unit === wanted.unit && isInRange(number.low, number.high, wanted, true)))
    case 'composite':
      return condition.values.some((parts) => found.composites.some(({ element }) => parts.every((wanted, at) => found.composites.some((entry) =>
        entry.param === condition.param && entry.element === element && entry.part === at && isPart(entry.value, wanted)))))
    case 'id':
      return condition.values.includes(candidate.id) !== (condition.negate === true)
    case 'lastUpdated':
      return condition.values.some((wanted) => isDate(candidate.lastUpdated * 1000, candidate.lastUpdated * 1000, wanted))
    case 'missing':
      return isPresent(candidate, condition.param) !== condition.missing
    case 'any':
      return condition.of.some((conditions) => conditions.every((inner) => meets(candidate, inner)))
    case 'chain':
    case 'has':
      throw new Error('asked of the store')
    case 'in':
    case 'near':
      throw new Error('refused when the criteria were read')
  }
}
