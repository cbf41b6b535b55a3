import { Fault } from '@steckwerk/kernel'
import { dateRange, withOffsetSign } from '../../model/date-range.ts'
import { fold } from '../../model/fold.ts'
import { limits, tooLarge } from '../limits.ts'
import { referenceTarget } from '../reference-target.ts'
import type { DatePrefix, DateValue, ReferenceValue, TokenValue } from '../types.ts'
import { splitUnescaped, unescapeValue } from './split.ts'

/** A value that does not fit its parameter. The value itself is not repeated. */
export function badValue(at: string, what: string): Fault {
  return new Fault('invalid', 'fhir/search-value', `The value of this search parameter ${what}.`, { at })
}

/** The values between commas, escapes kept. */
export function alternatives(value: string, at: string): string[] {
  const parts = splitUnescaped(value, ',')
  if (parts.includes('')) throw badValue(at, 'must not be empty')
  if (parts.length > limits.values) throw tooLarge(`a parameter takes at most ${limits.values} values`, at)
  return parts
}

/** `code`, `system|code`, `|code` (no system), `system|` (any code of it). */
export function tokenValue(text: string, at: string): TokenValue {
  const parts = splitUnescaped(text, '|').map(unescapeValue)
  if (parts.length > 2) throw badValue(at, 'has more than one "|"; a "|" that is meant as such is written "\\|"')
  const [first, second] = parts
  if (second === undefined) return { system: undefined, code: first! }
  if (first === '' && second === '') throw badValue(at, 'names neither system nor code')
  return { system: first!, code: second === '' ? undefined : second }
}

/** `system|code|value` of :of-type: the coding of the identifier's type, and its value. */
export function typedValue(text: string, at: string): { system: string; code: string; value: string } {
  const [system, code, value, ...more] = splitUnescaped(text, '|').map(unescapeValue)
  if (!system || !code || !value || more.length > 0) throw badValue(at, 'must be system|code|value')
  return { system, code, value }
}

export function foldedValue(text: string, at: string): string {
  const folded = fold(unescapeValue(text))
  if (folded === '') throw badValue(at, 'is empty after accents are removed')
  return folded
}

const prefixes: readonly string[] = ['eq', 'ne', 'lt', 'gt', 'le', 'ge', 'sa', 'eb', 'ap']

/** Cuts off the prefix of a date or number; `eq` where there is none. */
export function prefixed(text: string): readonly [DatePrefix, string] {
  const head = text.slice(0, 2)
  return prefixes.includes(head) ? [head as DatePrefix, text.slice(2)] : ['eq', text]
}

/** A date with an optional prefix; without zone it counts as UTC.
 *  `ap` widens by the value's own precision to both sides, so that what overlaps it is near. */
export function dateValue(text: string, at: string): DateValue {
  const [prefix, date] = prefixed(text)
  const range = dateRange(withOffsetSign(date))
  if (range === undefined) throw badValue(at, 'must be a date that exists, with an optional prefix: eq, ne, lt, gt, le, ge, sa, eb or ap')
  const slack = prefix === 'ap' ? range.high - range.low + 1 : 0
  return { prefix, low: range.low - slack, high: range.high + slack }
}

const idPattern = /^[A-Za-z0-9\-.]{1,64}$/

export function idValue(text: string, at: string): string {
  if (!idPattern.test(text)) throw badValue(at, 'must be an id: 1 to 64 letters, digits, "-" or "."')
  return text
}

/** `id`, `Type/id` or an absolute URL; `type` where only one can be meant: by a modifier (subject:Patient) or by the
 *  parameter itself. */
export function referenceValue(raw: string, type: string | undefined, at: string): ReferenceValue {
  const text = unescapeValue(raw)
  if (idPattern.test(text)) return { type, id: text, url: undefined }
  const target = referenceTarget(text)
  if (target === undefined || text.includes('/_history/')) throw badValue(at, 'must be an id, Type/id or an absolute URL')
  if (type !== undefined && target.type !== undefined && target.type !== type)
    throw badValue(at, 'names a type this parameter does not refer to here')
  return target
}

const valueSetPattern = /^(?:ValueSet\/[A-Za-z0-9\-.]{1,64}|[A-Za-z][A-Za-z0-9+.-]*:\S+)$/

/** A value set by its canonical URL, with or without version, or as `ValueSet/id`. */
export function valueSetValue(text: string, at: string): string {
  const valueSet = unescapeValue(text)
  if (!valueSetPattern.test(valueSet)) throw badValue(at, 'must be the URL of a value set, or ValueSet/id')
  return valueSet
}
