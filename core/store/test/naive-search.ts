import { extract, fold, instant, type Condition, type Extracted, type Resource, type SearchQuery } from '@steckwerk/fhir'

/** A resource as the naive search sees it. `lastUpdated` in milliseconds. */
export interface Held {
  readonly resource: Resource
  readonly lastUpdated: number
}

const limit = (value: number): number => Math.max(-(2 ** 61), Math.min(2 ** 61, value))

type DateValue = (Condition & { kind: 'date' })['values'][number]

/** FHIR's comparison of ranges, written out again from the specification. */
function dateMatches(target: { low: number; high: number }, { prefix, low, high }: DateValue): boolean {
  const lo = limit(target.low)
  const hi = limit(target.high)
  const inside = lo >= low && hi <= high
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
      return hi > high || inside
    case 'le':
      return lo < low || inside
    case 'sa':
      return lo > high
    case 'eb':
      return hi < low
    case 'ap':
      return lo <= high && hi >= low
  }
}

function matches(held: Held, found: Extracted, condition: Condition): boolean {
  switch (condition.kind) {
    case 'token': {
      const hit = condition.values.some((wanted) => found.tokens.some((token) => token.param === condition.param
        && (wanted.code === undefined || wanted.code === token.code)
        && (wanted.system === undefined || wanted.system === (token.system ?? ''))))
      return hit !== condition.negate
    }
    case 'reference':
      return condition.values.some((wanted) => found.references.some((reference) => reference.param === condition.param
        && (wanted.url === undefined ? reference.id === wanted.id && (wanted.type === undefined || wanted.type === reference.type) : reference.url === wanted.url)))
    case 'uri':
      return condition.values.some((wanted) => found.uris.some((uri) => uri.param === condition.param && uri.value === wanted))
    case 'string':
      return condition.values.some((wanted) => found.strings.some((text) => text.param === condition.param
        && (condition.match === 'exact' ? text.exact === wanted : condition.match === 'starts' ? text.folded.startsWith(fold(wanted)) : text.folded.includes(fold(wanted)))))
    case 'date':
      return condition.values.some((wanted) => found.dates.some((date) => date.param === condition.param && dateMatches(date, wanted)))
    case 'id':
      return condition.values.includes(held.resource.id!)
    case 'lastUpdated':
      return condition.values.some((wanted) => dateMatches({ low: held.lastUpdated * 1000, high: held.lastUpdated * 1000 }, wanted))
    case 'missing': {
      const all = [...found.tokens, ...found.references, ...found.uris, ...found.strings, ...found.dates]
      return all.some((value) => value.param === condition.param) !== condition.missing
    }
  }
}

/** The ids of what meets every condition, in the wanted order, found by looking at everything. */
export function naiveSearch(held: readonly Held[], query: SearchQuery): string[] {
  const rows = held
    .filter((one) => one.resource.resourceType === query.type)
    .map((one) => ({ one, found: extract(one.resource) }))
    .filter(({ one, found }) => query.conditions.every((condition) => matches(one, found, condition)))
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
  const strings = found.strings.filter((text) => text.param === param).map((text) => text.folded).toSorted()
  if (strings.length > 0) return descending ? strings.at(-1)! : strings[0]!
  if (['family', 'given', 'name'].includes(param)) return descending ? '' : '\u{10ffff}'
  const dates = found.dates.filter((date) => date.param === param).map((date) => limit(date.low))
  if (param === 'death-date') return dates.length === 0 ? (descending ? -(2 ** 62) : 2 ** 62) : descending ? Math.max(...dates) : Math.min(...dates)
  return dates[0] ?? -(2 ** 62)
}

/** A day as a closed range of microseconds. */
export function day(text: string): { low: number; high: number } {
  const low = Date.parse(`${text}T00:00:00Z`) * 1000
  return { low, high: low + 86_400_000_000 - 1 }
}

export const isoDay = (ms: number): string => instant(ms).slice(0, 10)
