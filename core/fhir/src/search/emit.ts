import { dateRange, type DateRange } from '../model/date-range.ts'
import { fold } from '../model/fold.ts'
import type { PartValue, SearchParamType, UnitForm } from './types.ts'
import { referenceTarget } from './reference-target.ts'

type Mutable<T> = { -readonly [key in keyof T]: T[key] }

/** Where extraction collects. */
export interface Sink {
  readonly tokens: { param: string; system: string | undefined; code: string }[]
  readonly references: { param: string; type: string | undefined; id: string | undefined; url: string | undefined }[]
  readonly strings: { param: string; folded: string; exact: string }[]
  readonly dates: { param: string; low: number; high: number }[]
  readonly uris: { param: string; value: string }[]
  readonly typed: { param: string; system: string | undefined; code: string; value: string }[]
  readonly identified: { param: string; system: string | undefined; code: string }[]
  readonly numbers: { param: string; unit: UnitForm; low: number; high: number }[]
  readonly composites: { param: string; element: number; part: number; value: PartValue }[]
}

export function emptySink(): Sink {
  return { tokens: [], references: [], strings: [], dates: [], uris: [], typed: [], identified: [], numbers: [], composites: [] }
}

/** Takes one element's value into the sink under a parameter's code. Values of a wrong JSON type are passed over:
 *  mapped messages are stored even where they do not validate. */
export type Emit = (value: unknown, param: string, sink: Sink) => void

type Members = Readonly<Record<string, unknown>>

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {}
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function token(param: string, system: unknown, code: unknown, sink: Sink): void {
  if (typeof code === 'string' && code !== '') sink.tokens.push({ param, system: textOf(system), code })
}

const bareToken: Emit = (value, param, sink) => token(param, undefined, value, sink)

const coding: Emit = (value, param, sink) => {
  const { system, code } = members(value)
  token(param, system, code, sink)
}

const codeableConcept: Emit = (value, param, sink) => {
  const codings = members(value)['coding']
  if (Array.isArray(codings)) for (const one of codings) coding(one, param, sink)
}

const identifier: Emit = (value, param, sink) => {
  const parts = members(value)
  token(param, parts['system'], parts['value'], sink)
}

const contactPoint: Emit = (value, param, sink) => token(param, undefined, members(value)['value'], sink)

const booleanToken: Emit = (value, param, sink) => {
  if (typeof value === 'boolean') sink.tokens.push({ param, system: undefined, code: value ? 'true' : 'false' })
}

const text: Emit = (value, param, sink) => {
  if (typeof value !== 'string') return
  const folded = fold(value)
  if (folded !== '') sink.strings.push({ param, folded, exact: value })
}

function texts(names: readonly string[]): Emit {
  return (value, param, sink) => {
    const parts = members(value)
    for (const name of names) {
      const part = parts[name]
      if (Array.isArray(part)) for (const one of part) text(one, param, sink)
      else text(part, param, sink)
    }
  }
}

const single: Emit = (value, param, sink) => {
  const range = typeof value === 'string' ? dateRange(value) : undefined
  if (range !== undefined) sink.dates.push({ param, low: range.low, high: range.high })
}

function rangeOf(value: unknown): DateRange | undefined {
  return typeof value === 'string' ? dateRange(value) : undefined
}

/** An open end reaches infinitely far; a period that ends before it starts is taken from the earlier to the later. */
const period: Emit = (value, param, sink) => {
  const parts = members(value)
  const start = rangeOf(parts['start'])
  const end = rangeOf(parts['end'])
  if (start === undefined && end === undefined) return
  const low = start?.low ?? -Infinity
  const high = end?.high ?? Infinity
  sink.dates.push(low <= high ? { param, low, high } : { param, low: end!.low, high: start!.high })
}

/** Only the outer limits of a Timing count: from its first event to its last, and its bounds. */
const timing: Emit = (value, param, sink) => {
  const parts = members(value)
  const limits: Mutable<DateRange> = { low: Infinity, high: -Infinity }
  if (Array.isArray(parts['event'])) {
    for (const event of parts['event']) {
      const range = rangeOf(event)
      if (range === undefined) continue
      limits.low = Math.min(limits.low, range.low)
      limits.high = Math.max(limits.high, range.high)
    }
  }
  const bounds = emptySink()
  period(members(parts['repeat'])['boundsPeriod'], param, bounds)
  for (const bound of bounds.dates) {
    limits.low = Math.min(limits.low, bound.low)
    limits.high = Math.max(limits.high, bound.high)
  }
  if (limits.low <= limits.high) sink.dates.push({ param, ...limits })
}

const reference: Emit = (value, param, sink) => {
  const target = textOf(members(value)['reference'])
  const found = target === undefined ? undefined : referenceTarget(target)
  if (found !== undefined) sink.references.push({ param, type: found.type, id: found.id, url: found.url })
}

/** A canonical with a version ("…|1.0") is found with and without it. */
function versions(value: string): readonly string[] {
  const bar = value.indexOf('|')
  return bar <= 0 ? [value] : [value, value.slice(0, bar)]
}

const canonicalReference: Emit = (value, param, sink) => {
  if (typeof value === 'string') for (const url of versions(value)) sink.references.push({ param, type: undefined, id: undefined, url })
}

const uri: Emit = (value, param, sink) => {
  if (typeof value === 'string' && value !== '') sink.uris.push({ param, value })
}

const canonical: Emit = (value, param, sink) => {
  if (typeof value === 'string') for (const one of versions(value)) uri(one, param, sink)
}

const table: Readonly<Partial<Record<SearchParamType, Readonly<Record<string, Emit>>>>> = {
  token: {
    CodeableConcept: codeableConcept,
    Coding: coding,
    Identifier: identifier,
    ContactPoint: contactPoint,
    boolean: booleanToken,
    code: bareToken,
    id: bareToken,
    string: bareToken,
    uri: bareToken,
  },
  string: {
    string: text,
    markdown: text,
    HumanName: texts(['family', 'given', 'prefix', 'suffix', 'text']),
    Address: texts(['line', 'city', 'district', 'state', 'postalCode', 'country', 'text']),
  },
  date: { date: single, dateTime: single, instant: single, Period: period, Timing: timing },
  reference: { Reference: reference, canonical: canonicalReference, uri: canonicalReference },
  uri: { uri, url: uri, oid: uri, uuid: uri, canonical },
}

/** How an element of this type fills a parameter of that type; undefined where R4 defines no such pairing.
 *  Source: FHIR R4 search.html, sections on each parameter type. */
export function emitOf(paramType: SearchParamType, elementType: string): Emit | undefined {
  const byElement = table[paramType]
  return byElement !== undefined && Object.hasOwn(byElement, elementType) ? byElement[elementType] : undefined
}
