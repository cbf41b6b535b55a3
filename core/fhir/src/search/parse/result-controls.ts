import { Fault } from '@steckwerk/kernel'
import { structureOf } from '../../model/structure.ts'
import { limits, tooLarge } from '../limits.ts'
import { searchParam } from '../parameters.ts'
import { soundsAlike } from '../phonetic.ts'
import type { SearchQuery } from '../types.ts'
import { unionOf } from '../unions.ts'
import { unsupportedReason } from '../unsupported.ts'
import { notSupported, unknownParameter } from './criteria.ts'
import { badValue } from './values.ts'

type Mutable<T> = { -readonly [key in keyof T]: T[key] }

/** What shapes the answer. */
export type Controls = Mutable<Omit<SearchQuery, 'type' | 'conditions' | 'includes'>>

/** Runs a part that may be left out under lenient handling. */
export type Attempt = (work: () => void) => void

function listed(value: string, most: number, at: string): string[] {
  const all = value.split(',', most + 1)
  if (all.length > most) throw tooLarge(`this parameter takes at most ${most} names`, at)
  return all
}

const sortable: readonly string[] = ['string', 'date', 'number', 'quantity']

function sortKey(type: string, key: string): SearchQuery['sort'][number] {
  const descending = key.startsWith('-')
  const code = descending ? key.slice(1) : key
  const param = searchParam(type, code)
  if (param === undefined) throw unknownParameter('_sort')
  const isColumn = code === '_id' || code === '_lastUpdated'
  const isIndexed = sortable.includes(param.type) && unsupportedReason(param) === undefined && unionOf(type, param) === undefined
  if (!isColumn && (!isIndexed || soundsAlike(param)))
    throw notSupported('_sort', 'Sorting by this parameter (dates, strings, numbers, quantities, _id and _lastUpdated are sorted by)')
  return { param: code, descending }
}

/** The JSON members an element's name stands for: several of a choice (value: valueQuantity, valueString …). */
function membersNamed(type: string, name: string): string[] {
  const all = [...structureOf(type)!.elements.values()]
  return all.filter(element => element.name === name || element.key === name).map(element => element.key)
}

function unknownElement(): Fault {
  return new Fault('not-supported', 'fhir/search-elements', 'This resource type has no such element.', { at: '_elements' })
}

function elementsOf(type: string, value: string, attempt: Attempt): readonly string[] | undefined {
  const members = listed(value, limits.values, '_elements').flatMap(name => {
    let found: string[] = []
    attempt(() => {
      found = name === 'resourceType' ? [name] : membersNamed(type, name)
      if (found.length === 0) throw unknownElement()
    })
    return found
  })
  return members.length === 0 ? undefined : [...new Set(members)]
}

const summaries: readonly SearchQuery['summary'][] = ['true', 'false', 'text', 'data', 'count']

interface Given {
  readonly type: string
  readonly value: string
  readonly maxCount: number
  readonly attempt: Attempt
}

/** Readers of the parameters that shape the result. Each may be given once. */
export const controls: Readonly<Record<string, (into: Controls, given: Given) => void>> = {
  _sort(into, { type, value, attempt }) {
    const keys: SearchQuery['sort'][number][] = []
    for (const key of listed(value, limits.sortKeys, '_sort')) attempt(() => keys.push(sortKey(type, key)))
    into.sort = keys
  },
  _count(into, { value, maxCount }) {
    if (!/^\d{1,9}$/.test(value)) throw badValue('_count', 'must be a whole number')
    into.count = Math.min(Number(value), maxCount)
  },
  _total(into, { value }) {
    if (value !== 'none' && value !== 'estimate' && value !== 'accurate') throw badValue('_total', 'must be none, estimate or accurate')
    into.total = value === 'none' ? 'none' : 'accurate'
  },
  _summary(into, { value }) {
    const summary = summaries.find(one => one === value)
    if (summary === undefined) throw badValue('_summary', 'must be true, false, text, data or count')
    into.summary = summary
  },
  _elements(into, { type, value, attempt }) {
    into.elements = elementsOf(type, value, attempt)
  },
  _cursor(into, { value }) {
    into.cursor = value
  },
}

/** What no two parameters may ask for together. R4: a count of 0 asks for the total alone; text is never sent with includes. */
export function settle(into: Controls, includes: SearchQuery['includes']): void {
  if (into.elements !== undefined && into.summary !== 'false')
    throw new Fault('invalid', 'fhir/search-contradiction', '_summary and _elements exclude each other.', { at: '_elements' })
  if (into.summary === 'text' && includes.length > 0)
    throw new Fault('invalid', 'fhir/search-contradiction', '_summary=text excludes _include and _revinclude.', { at: '_summary' })
  if (into.count === 0) into.summary = 'count'
}
