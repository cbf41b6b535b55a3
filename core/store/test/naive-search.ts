import { extract, fold, instant, searchParam, type Condition, type Extracted, type PartCondition, type PartValue, type Resource, type SearchQuery } from '@steckwerk/fhir'

/** A resource as the naive search sees it. `lastUpdated` in milliseconds. */
export interface Held {
  readonly resource: Resource
  readonly lastUpdated: number
}

interface Looked {
  readonly one: Held
  readonly found: Extracted
}

const limit = (value: number): number => Math.max(-(2 ** 61), Math.min(2 ** 61, value))

type Range = (Condition & { kind: 'date' })['values'][number]

/** FHIR's comparison of ranges, written out again from the specification. `open`: the value's upper bound is not part of it. */
function rangeMatches(target: { low: number; high: number }, { prefix, low, high }: Range, open: boolean): boolean {
  const { low: lo, high: hi } = target
  const inside = lo >= low && (open ? hi < high : hi <= high)
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

const dateMatches = (target: { low: number; high: number }, value: Range): boolean => rangeMatches({ low: limit(target.low), high: limit(target.high) }, value, false)

type Coded = { readonly system: string | undefined; readonly code: string }

const codeMatches = (value: Coded, wanted: { system: string | undefined; code: string | undefined }): boolean =>
  (wanted.code === undefined || wanted.code === value.code) && (wanted.system === undefined || wanted.system === (value.system ?? ''))

type Pointed = { readonly type: string | undefined; readonly id: string | undefined; readonly url: string | undefined }

const referenceMatches = (value: Pointed, wanted: Pointed): boolean =>
  wanted.url === undefined ? value.id === wanted.id && (wanted.type === undefined || wanted.type === value.type) : value.url === wanted.url

function partMatches(value: PartValue, wanted: PartCondition): boolean {
  if (value.kind === 'token' && wanted.kind === 'token') return codeMatches(value, wanted.value)
  if (value.kind === 'reference' && wanted.kind === 'reference') return referenceMatches(value, wanted.value)
  if (value.kind === 'number' && wanted.kind === 'number') return value.unit === wanted.value.unit && rangeMatches(value, wanted.value, true)
  return value.kind === 'date' && wanted.kind === 'date' && rangeMatches(value, wanted.value, false)
}

/** On the great circle, by the angle between two vectors. Metres. */
function distance(a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }): number {
  const vector = ({ latitude, longitude }: { latitude: number; longitude: number }): number[] => {
    const [lat, lon] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
    return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)]
  }
  const [p, q] = [vector(a), vector(b)]
  return 6_371_008.8 * Math.acos(Math.min(1, p.reduce((sum, value, i) => sum + value * q[i]!, 0)))
}

const extracted = new WeakMap<Resource, Extracted>()

function foundIn(resource: Resource): Extracted {
  let found = extracted.get(resource)
  if (found === undefined) extracted.set(resource, (found = extract(resource)))
  return found
}

/** All there is of one carrier, looked at one by one. */
class Region {
  readonly #all: readonly Looked[]
  /** What met a list of conditions: it is asked again for each resource that might lead there. */
  readonly #met = new WeakMap<readonly Condition[], Looked[]>()

  constructor(held: readonly Held[]) {
    this.#all = held.map((one) => ({ one, found: foundIn(one.resource) }))
  }

  of(type: string, conditions: readonly Condition[]): Looked[] {
    let met = this.#met.get(conditions)
    if (met === undefined) {
      met = this.#all.filter((looked) => looked.one.resource.resourceType === type && conditions.every((condition) => this.#matches(looked, condition)))
      this.#met.set(conditions, met)
    }
    return met
  }

  #matches(looked: Looked, condition: Condition): boolean {
    const { one, found } = looked
    const { resource } = one
    switch (condition.kind) {
      case 'token':
        return condition.values.some((wanted) => found.tokens.some((token) => token.param === condition.param && codeMatches(token, wanted))) !== condition.negate
      case 'identified':
        return condition.values.some((wanted) => found.identified.some((token) => token.param === condition.param && codeMatches(token, wanted)))
      case 'of-type':
        return condition.values.some((wanted) => found.typed.some((typed) => typed.param === condition.param && typed.system === wanted.system && typed.code === wanted.code && typed.value === wanted.value))
      case 'reference':
        return condition.values.some((wanted) => found.references.some((reference) => reference.param === condition.param && referenceMatches(reference, wanted)))
      case 'uri':
        return condition.values.some((wanted) => found.uris.some((uri) => uri.param === condition.param && uri.value === wanted))
      case 'string':
        return condition.values.some((wanted) => found.strings.some((text) => text.param === condition.param
          && (condition.match === 'exact' ? text.exact === wanted : condition.match === 'starts' ? text.folded.startsWith(fold(wanted)) : text.folded.includes(fold(wanted)))))
      case 'date':
        return condition.values.some((wanted) => found.dates.some((date) => date.param === condition.param && dateMatches(date, wanted)))
      case 'number':
        return condition.values.some((wanted) => found.numbers.some((number) => number.param === condition.param && number.unit === wanted.unit && rangeMatches(number, wanted, true)))
      case 'composite':
        return condition.values.some((parts) => found.composites.some(({ element }) => parts.every((wanted, at) =>
          found.composites.some((entry) => entry.param === condition.param && entry.element === element && entry.part === at && partMatches(entry.value, wanted)))))
      case 'near':
        return found.position !== undefined && distance(found.position, condition) <= condition.metres
      case 'id':
        return condition.values.includes(resource.id!) !== (condition.negate === true)
      case 'lastUpdated':
        return condition.values.some((wanted) => dateMatches({ low: one.lastUpdated * 1000, high: one.lastUpdated * 1000 }, wanted))
      case 'missing': {
        const { tokens, references, uris, strings, dates, identified, numbers, composites } = found
        const all = [...tokens, ...references, ...uris, ...strings, ...dates, ...identified, ...numbers, ...composites]
        const placed = condition.param === 'near' && found.position !== undefined
        return (placed || all.some((value) => value.param === condition.param)) !== condition.missing
      }
      case 'any':
        return condition.of.some((conditions) => conditions.every((inner) => this.#matches(looked, inner)))
      case 'chain': {
        const targets = found.references.filter((reference) => reference.param === condition.param && reference.type === condition.target).map((reference) => reference.id)
        return this.of(condition.target, condition.conditions).some((target) => targets.includes(target.one.resource.id))
      }
      case 'has':
        return this.of(condition.source, condition.conditions).some((source) =>
          source.found.references.some((reference) => reference.param === condition.param && reference.type === resource.resourceType && reference.id === resource.id))
      case 'in':
        throw new Error('value sets are looked up before')
    }
  }
}

/** The ids of what meets every condition, in the wanted order, found by looking at everything. */
export function naiveSearch(held: readonly Held[], query: SearchQuery): string[] {
  const rows = new Region(held).of(query.type, query.conditions)
  const lastDirection = query.sort.at(-1)?.descending ?? false
  const keys = rows.map(({ one, found }) => ({
    id: one.resource.id!,
    keys: [
      ...query.sort.filter((item) => item.param !== '_id').map(({ param, descending }) => ({ value: sortValue(one, found, param, descending), descending })),
      { value: one.resource.id!, descending: lastDirection },
    ],
  }))
  return keys.toSorted((a, b) => {
    for (const [i, { value, descending }] of a.keys.entries()) {
      const other = b.keys[i]!.value
      if (value !== other) return (value < other ? -1 : 1) * (descending ? -1 : 1)
    }
    return 0
  }).map((row) => row.id)
}

function sortValue(one: Held, found: Extracted, param: string, descending: boolean): number | string {
  if (param === '_lastUpdated') return one.lastUpdated
  const info = searchParam(one.resource.resourceType, param)!
  if (info.type === 'string') {
    const strings = found.strings.filter((text) => text.param === param).map((text) => text.folded).toSorted()
    return (descending ? strings.at(-1) : strings[0]) ?? (descending ? '' : '\u{10ffff}')
  }
  if (info.type === 'number' || info.type === 'quantity') {
    const all = found.numbers.filter((number) => number.param === param)
    const canonical = all.filter((number) => number.unit.startsWith('ucum:'))
    const values = canonical.length > 0 ? canonical : all.filter((number) => number.unit === '')
    return descending ? Math.max(-Infinity, ...values.map((value) => value.high)) : Math.min(Infinity, ...values.map((value) => value.low))
  }
  const dates = found.dates.filter((date) => date.param === param).map((date) => limit(date.low))
  if (!info.leading) return dates.length === 0 ? (descending ? -(2 ** 62) : 2 ** 62) : descending ? Math.max(...dates) : Math.min(...dates)
  return dates[0] ?? -(2 ** 62)
}

/** A day as a closed range of microseconds. */
export function day(text: string): { low: number; high: number } {
  const low = Date.parse(`${text}T00:00:00Z`) * 1000
  return { low, high: low + 86_400_000_000 - 1 }
}

export const isoDay = (ms: number): string => instant(ms).slice(0, 10)
